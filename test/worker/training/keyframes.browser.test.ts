import { afterEach, expect, test, vi } from 'vitest';
import type { Emission } from '../../../src/core/transcript/events.ts';
import { sha256Hex } from '../../../src/core/transcript/sha256.ts';
import type { Snapshot } from '../../../src/engine/trainer.ts';
import { readKeyframe } from '../../../src/worker/resume/read-keyframe.ts';
import { Keyframes } from '../../../src/worker/training/keyframes.ts';

afterEach(() => vi.restoreAllMocks());

const named = (...values: number[]) => [{ name: 'fc1.weight', shape: [values.length], data: Float32Array.from(values) }];
const snapshot: Snapshot = { parameters: named(1, -2), expAvg: named(0.5, 0), expAvgSq: named(0.25, 3), updates: 7, fingerprint: 42 };

async function yieldedBy(keyframes: Keyframes): Promise<Emission[]> {
  const all: Emission[] = [];
  for await (const emission of keyframes.finished()) all.push(emission);
  return all;
}

async function sealedBeside(): Promise<Emission[]> {
  const keyframes = new Keyframes('finetune');
  keyframes.begin(snapshot, 7);
  const all = [...(await yieldedBy(keyframes)), ...(await yieldedBy(keyframes))];
  keyframes.close();
  return all;
}

test('a keyframe that is sealed beside the steps is the one that is sealed at once', async () => {
  const now = await new Keyframes('finetune').now(snapshot, 7);
  expect(await sealedBeside()).toEqual([now]);
  const { event, keyframe } = now;
  const [bytes, sha256] = [keyframe!.length, sha256Hex(keyframe!)];
  expect(event).toEqual({ kind: 'keyframe', phase: 'finetune', step: 7, fingerprint: 42, updates: 7, bytes, sha256 });
  expect(readKeyframe(keyframe!, 'keyframe')).toMatchObject(snapshot);
});

test('so is one whose thread cannot be had, or does not take what threads share', async () => {
  const now = await new Keyframes('finetune').now(snapshot, 7);
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(() => {
    throw new DOMException('could not be cloned', 'DataCloneError');
  });
  expect(await sealedBeside()).toEqual([now]);
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker) {
    this.dispatchEvent(new ErrorEvent('error', { message: 'no script' }));
  });
  expect(await sealedBeside()).toEqual([now]);
});
