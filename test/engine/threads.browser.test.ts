import { expect, test } from 'vitest';
import type { ThreadTrial, ThreadTrialResult } from './thread-trial.worker.ts';

async function resultOf(trial: ThreadTrial): Promise<ThreadTrialResult> {
  const worker = new Worker(new URL('./thread-trial.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(trial);
    });
  } finally {
    worker.terminate();
  }
}

test.each([
  { model: 'cnn', rows: 8 },
  { model: 'cnn', rows: 5 },
  { model: 'mlp', rows: 7 },
] as const)('the number of threads changes no bit of $model with $rows rows', async ({ model, rows }) => {
  const alone = await resultOf({ model, rows, threads: 1 });
  expect(new Set(alone.fingerprints).size).toBe(5);
  expect(alone.snapshot.fingerprint).toBe(alone.fingerprints.at(-1));
  for (const threads of [2, 3]) expect(await resultOf({ model, rows, threads })).toEqual(alone);
});

test.each(['cnn', 'mlp'] as const)('the kernels count and order the parameters of %s as the host does', async (model) => {
  const { histograms, snapshot, restored, onHost } = await resultOf({ model, rows: 6, threads: 2 });
  expect(histograms).toEqual(onHost);
  // The host writes what the kernels read back.
  expect(restored).toEqual(snapshot);
});
