import { probeAdapter } from '../../src/engine/adapter.ts';
import type { ContestantOrder } from './contestant.worker.ts';
import type { InPageName } from './contestants.ts';
import type { BenchEnvironment, Floor, Outcome } from './outcome.ts';
import { type BenchTask, benchTask } from './task.ts';

/** Fetches the rows that come with the page. */
export async function fetchTask(): Promise<BenchTask> {
  const [images, labels] = await Promise.all(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map(fetchUnpacked));
  return benchTask(images, labels);
}

async function fetchUnpacked(file: string): Promise<Uint8Array> {
  const response = await fetch(`${import.meta.env.BASE_URL}samples/mnist/${file}`);
  if (!response.ok || !response.body) throw new Error(`${file} did not come: HTTP ${response.status}`);
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}

/** A contestant that hangs must not hang the others: this many times its cap, and a minute for what it downloads and compiles. */
const PATIENCE = { factor: 3, ms: 180_000 };

/** Runs one contestant in a worker of its own, which is gone afterwards. */
export async function runContestant(name: InPageName, order: Omit<ContestantOrder, 'name'>): Promise<Outcome> {
  const worker = new Worker(new URL('./contestant.worker.ts', import.meta.url), { type: 'module', name });
  const patienceMs = PATIENCE.ms + PATIENCE.factor * order.capMs;
  try {
    return await new Promise<Outcome>((resolve) => {
      const notMeasured = (reason: string) => resolve({ kind: 'not-measured', name, reason });
      worker.onmessage = ({ data }: MessageEvent<Outcome>) => resolve(data);
      worker.onerror = ({ message }) => notMeasured(message || 'its worker did not start');
      setTimeout(() => notMeasured(`it gave no answer within ${Math.round(patienceMs / 1000)} s`), patienceMs);
      worker.postMessage({ name, ...order } satisfies ContestantOrder);
    });
  } finally {
    worker.terminate();
  }
}

/** Our own losses of the first steps, which the others are held against: the priming run, whose times are thrown away. */
export async function primedReference(task: BenchTask): Promise<readonly number[]> {
  const outcome = await runContestant('ours-wasm-1', { task, reference: null, capMs: 1000 });
  if (outcome.kind !== 'measured') throw new Error(`our own priming run failed: ${outcome.reason}`);
  return outcome.losses;
}

/** The product on so many threads at once, their GFLOP/s added. */
export async function measureFloor(threads: number): Promise<Floor> {
  const best = await Promise.all(Array.from({ length: threads }, bestProduct));
  return { threads, gigaflops: best.reduce((sum, each) => sum + each, 0) };
}

async function bestProduct(): Promise<number> {
  const worker = new Worker(new URL('./floor.worker.ts', import.meta.url), { type: 'module', name: 'floor' });
  try {
    return await new Promise<number>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(null);
    });
  } finally {
    worker.terminate();
  }
}

export async function environmentHere(): Promise<BenchEnvironment> {
  const adapter = await probeAdapter();
  return {
    browser: navigator.userAgent,
    adapter: adapter?.name ?? 'no WebGPU',
    software: adapter?.software ?? false,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated: globalThis.crossOriginIsolated,
  };
}
