import { type KeyframeOrder, sealKeyframe } from './keyframe.ts';

self.onmessage = async ({ data: { snapshot, track, step } }: MessageEvent<KeyframeOrder>) => {
  const sealed = await sealKeyframe(snapshot, track, step);
  self.postMessage(sealed, { transfer: [sealed.bytes.buffer] });
};
