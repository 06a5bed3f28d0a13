import { expect, test } from 'vitest';
import { randomStream } from '../../src/core/random.ts';
import { ADAM, type BackendName } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { mlp } from '../../src/core/training/model.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';
import type { Batch, Trainer } from '../../src/engine/trainer.ts';

const ROWS = 4;
const FEATURES = 6;
const MODEL = mlp(FEATURES, 3);

const batchOf = (step: number): Batch => {
  const stream = randomStream(step, 'restore');
  const inputs = Float32Array.from({ length: ROWS * FEATURES }, (_, i) => stream.uniform(i));
  return { inputs, targets: Float32Array.from({ length: ROWS }, (_, row) => row % 3) };
};

async function fingerprints(trainer: Trainer, steps: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const step of steps) found.push((await trainer.step(batchOf(step), 'cross-entropy', ADAM, new Set())).fingerprint);
  return found;
}

test.each<BackendName>(['cpu', 'wasm', 'webgl', 'webgpu'])('steps after a snapshot are taken again bit for bit on %s', async (backend) => {
  await startBackend(backend);
  const first = await createTrainer(MODEL, ROWS);
  first.load(initialParameters(MODEL, 7), 'init');
  await fingerprints(first, [1, 2, 3]);
  const snapshot = await first.snapshot();
  const expected = await fingerprints(first, [4, 5, 6]);
  first.dispose();

  const second = await createTrainer(MODEL, ROWS);
  second.load(initialParameters(MODEL, 8), 'another');
  await fingerprints(second, [9]);
  second.restore(snapshot, 'keyframe');
  expect((await second.snapshot()).fingerprint).toBe(snapshot.fingerprint);
  expect(await fingerprints(second, [4, 5, 6])).toEqual(expected);
  second.dispose();
});
