import { expect, test } from 'vitest';
import type { ThreadTrial } from './thread-trial.worker.ts';

async function fingerprints(trial: ThreadTrial): Promise<number[]> {
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
  const alone = await fingerprints({ model, rows, threads: 1 });
  expect(new Set(alone).size).toBe(5);
  for (const threads of [2, 3]) expect(await fingerprints({ model, rows, threads })).toEqual(alone);
});
