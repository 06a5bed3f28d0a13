import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { IN_NODE, type InNodeName } from '../contestants.ts';
import type { Outcome } from '../outcome.ts';
import type { BenchResult } from '../report.ts';
import { type BenchOptions, race } from '../run-bench.ts';
import type { ChildOrder, Survey } from './child.ts';

/** The same benchmark without a browser: Node's WebGPU and PyTorch in one shuffled order, a fresh process each. */
export async function runNodeBench(options: BenchOptions): Promise<BenchResult> {
  const { root, seed, capMs, progress } = options;
  const load = loadavg()[0];
  progress('floors');
  const { environment, floor } = await inChild<Survey>({ kind: 'survey' });
  progress('priming');
  const order = { kind: 'contestant', root } as const;
  const primed = await inChild<Outcome>({ ...order, name: 'ours-webgpu', reference: null, capMs: 1 });
  if (primed.kind !== 'measured') throw new Error(`our own priming run failed: ${primed.reason}`);
  const reference = primed.losses;
  const run = (name: InNodeName): Promise<Outcome> =>
    inChild<Outcome>({ ...order, name, reference, capMs }).catch((error: Error) => ({ kind: 'not-measured', name, reason: error.message }));
  const outcomes = await race(IN_NODE, run, reference, options);
  const version = `Node ${process.version}`;
  return { environment, flags: [], version, seed, floors: { webgpu: floor }, outcomes, accuracy: [], load: [load, loadavg()[0]] };
}

/** Gives a fresh process its order and resolves with its answer. What the libraries print there goes to standard error. */
function inChild<Answer>(order: ChildOrder): Promise<Answer> {
  const child = fork(join(import.meta.dirname, 'child.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
  return new Promise((resolve, reject) => {
    child.on('message', (message: { answer: Answer } | { failure: string }) =>
      'answer' in message ? resolve(message.answer) : reject(new Error(message.failure)),
    );
    child.on('error', reject);
    child.on('exit', (status, signal) => reject(new Error(`its process ended with ${signal ?? `status ${status}`} before it answered`)));
    child.send(order);
  });
}
