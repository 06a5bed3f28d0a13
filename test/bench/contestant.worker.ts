import type { InPageName } from './contestants.ts';
import { measure } from './measure.ts';
import type { Outcome } from './outcome.ts';
import type { BenchTask } from './task.ts';
import type { Trainee } from './trainee.ts';

export interface ContestantOrder {
  readonly name: InPageName;
  readonly task: BenchTask;
  readonly reference: readonly number[] | null;
  readonly capMs: number;
}

/** Trains one contestant and answers with its outcome. A fresh worker each: no contestant meets what another left behind. */
self.onmessage = async ({ data: { name, task, reference, capMs } }: MessageEvent<ContestantOrder>) => {
  const startedMs = performance.now();
  try {
    const trainee = await start(name, task);
    answer({ kind: 'measured', name, ...(await measure(trainee, task, { reference, capMs, startedMs })) });
  } catch (error) {
    answer({ kind: 'not-measured', name, reason: error instanceof Error ? error.message : String(error) });
  }
};

const answer = (outcome: Outcome): void => self.postMessage(outcome);

/** Each library is a chunk of its own, fetched only by the worker that trains with it. */
async function start(name: InPageName, task: BenchTask): Promise<Trainee> {
  switch (name) {
    case 'ours-wasm-1':
      return (await import('./contestants/ours.ts')).oursOnWasm(task, 1);
    case 'ours-wasm-2':
      return (await import('./contestants/ours.ts')).oursOnWasm(task, 2);
    case 'ours-webgpu':
      return (await import('./contestants/ours-webgpu.ts')).oursOnWebGpu(task);
    case 'tfjs-wasm-ours':
      return (await import('./contestants/ours.ts')).tfjsWithOurGradients(task);
    case 'tfjs-wasm':
      return (await import('./contestants/tfjs-loop.ts')).tfjsLoop(task, 'wasm');
    case 'tfjs-webgpu':
      return (await import('./contestants/tfjs-loop.ts')).tfjsLoop(task, 'webgpu');
    case 'tfjs-webgl':
      return (await import('./contestants/tfjs-loop.ts')).tfjsLoop(task, 'webgl');
    case 'tfjs-cpu':
      return (await import('./contestants/tfjs-loop.ts')).tfjsLoop(task, 'cpu');
    case 'tfjs-fit-webgpu':
      return (await import('./contestants/tfjs-fit.ts')).tfjsFit(task, 'webgpu');
    case 'tfjs-fit-webgl':
      return (await import('./contestants/tfjs-fit.ts')).tfjsFit(task, 'webgl');
    case 'tfjs-fit-cpu':
      return (await import('./contestants/tfjs-fit.ts')).tfjsFit(task, 'cpu');
    case 'jax-webgpu':
      return (await import('./contestants/jax.ts')).jaxLoop(task, 'webgpu');
    case 'jax-wasm':
      return (await import('./contestants/jax.ts')).jaxLoop(task, 'wasm');
  }
}
