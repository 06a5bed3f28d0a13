import { opfsHeadMirror, type WitnessedHead } from '../../src/store/head-mirror.ts';

/** Writes a head as the training worker does, with its synchronous file access, and answers with what is read back. */
self.onmessage = async ({ data }: MessageEvent<{ runId: string; head: WitnessedHead }>) => {
  await opfsHeadMirror.write(data.runId, data.head);
  self.postMessage(await opfsHeadMirror.read(data.runId));
};
