import { probeAdapter } from '../../src/engine/adapter.ts';
import type { AccuracyRun } from './accuracy.ts';
import type { AccuracyOrder } from './accuracy.worker.ts';
import type { ContestantOrder } from './contestant.worker.ts';
import type { InPageName } from './contestants.ts';
import { type BenchEnvironment, describeAdapter } from './environment.ts';
import type { Floor, Floors, GpuFloor } from './floor.ts';
import type { Outcome } from './outcome.ts';
import { type BenchTask, benchTask } from './task.ts';

/** Fetches the rows that come with the page. */
export async function fetchTask(): Promise<BenchTask> {
  const [images, labels] = await Promise.all(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map(fetchUnpacked));
  return benchTask(images, labels);
}

export async function fetchUnpacked(file: string): Promise<Uint8Array> {
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

/** What this machine can do at best: our product and a copy on one thread and on two at once, and the GPU where there is one. */
export async function measureFloors({ cores, adapter }: BenchEnvironment): Promise<Floors> {
  return {
    'wasm-1': await wasmFloor(1),
    ...(cores > 1 ? { 'wasm-2': await wasmFloor(2) } : {}),
    ...(adapter ? { webgpu: await answerOnce<GpuFloor>(newGpuFloorWorker(), null) } : {}),
  };
}

async function wasmFloor(threads: number): Promise<Floor> {
  const floors = await Promise.all(Array.from({ length: threads }, () => answerOnce<Floor>(newFloorWorker(), null)));
  const together = (rate: 'gigaflops' | 'gigabytesPerSecond') => floors.reduce((sum, floor) => sum + floor[rate], 0);
  return { gigaflops: together('gigaflops'), gigabytesPerSecond: together('gigabytesPerSecond'), dispatchMs: 0 };
}

/** How long our WASM takes to learn MNIST from that seed. */
export const measureAccuracy = (seed: number): Promise<AccuracyRun> => answerOnce(newAccuracyWorker(), { seed } satisfies AccuracyOrder);

const newFloorWorker = () => new Worker(new URL('./floor.worker.ts', import.meta.url), { type: 'module', name: 'floor' });
const newGpuFloorWorker = () => new Worker(new URL('./gpu-floor.worker.ts', import.meta.url), { type: 'module', name: 'floor of the GPU' });
const newAccuracyWorker = () => new Worker(new URL('./accuracy.worker.ts', import.meta.url), { type: 'module', name: 'accuracy' });

/** Sends a worker its one order, and ends it when it has answered. */
async function answerOnce<Answer>(worker: Worker, order: unknown): Promise<Answer> {
  try {
    return await new Promise<Answer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<{ answer: Answer } | { failure: string }>) =>
        'answer' in data ? resolve(data.answer) : reject(new Error(data.failure));
      worker.onerror = ({ message }) => reject(new Error(message || 'a worker did not start'));
      worker.postMessage(order);
    });
  } finally {
    worker.terminate();
  }
}

export async function environmentHere(): Promise<BenchEnvironment> {
  const adapter = (await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  return {
    host: navigator.userAgent,
    adapter: adapter && describeAdapter(adapter),
    software: (await probeAdapter())?.software ?? false,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    onBattery: await onBattery(),
  };
}

/** Chromium's only: elsewhere, and on machines without a battery, it is not known. */
async function onBattery(): Promise<boolean | null> {
  const { getBattery } = navigator as { getBattery?: () => Promise<{ readonly charging: boolean }> };
  return getBattery ? !(await getBattery.call(navigator)).charging : null;
}
