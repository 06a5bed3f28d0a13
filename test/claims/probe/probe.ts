import { type AdapterFacts, probeAdapter } from '../../../src/engine/adapter.ts';
import type { AuditTimes } from './audit.worker.ts';
import type { DispatchCounts } from './dispatches.worker.ts';
import type { FaultOutcome } from './faults.worker.ts';
import type { LabelNoiseAnswer, LabelNoiseOrder } from './label-noise.worker.ts';
import type { LoggingTimes } from './logging.worker.ts';
import type { LongRunOrder } from './long-run.worker.ts';
import type { ManyRunsOrder } from './many-runs.worker.ts';
import type { MemoryReading } from './memory.worker.ts';
import type { ScalingOrder, ScalingTimes } from './scaling.worker.ts';
import type { Fault } from './storage-shim.ts';

/** What claims measure inside a page: built as the product is, served under its headers, in workers as there. */
export interface Probes {
  /** Of WebGPU; null where the browser has none. */
  adapter(): Promise<AdapterFacts | null>;
  dispatches(steps: number): Promise<DispatchCounts>;
  /** Readings after so many steps each, one training. */
  memory(after: readonly number[]): Promise<readonly (MemoryReading & { readonly pageBytes: number | null })[]>;
  /** Of all rows of a sample. */
  audit(sample: string): Promise<AuditTimes>;
  labelNoise(order: LabelNoiseOrder): Promise<LabelNoiseAnswer>;
  logging(pairs: number): Promise<LoggingTimes>;
  /** Writes a run into the product's store; answers with the milliseconds that it took. */
  longRun(order: LongRunOrder): Promise<number>;
  /** Writes runs into the product's store; answers with the milliseconds that it took. */
  manyRuns(order: ManyRunsOrder): Promise<number>;
  scaling(order: ScalingOrder): Promise<ScalingTimes>;
  /** Null where the run hangs. */
  faults(fault: Fault, hangMs: number): Promise<FaultOutcome | null>;
}

declare global {
  var probes: Probes;
  interface Performance {
    /** Chromium's, of the whole page with its workers, right after a garbage collection; takes cross-origin isolation. */
    measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
  }
}

globalThis.probes = {
  adapter: probeAdapter,
  dispatches: (steps) => answerOf(new Worker(new URL('./dispatches.worker.ts', import.meta.url), { type: 'module' }), steps),
  audit: (sample) => answerOf(new Worker(new URL('./audit.worker.ts', import.meta.url), { type: 'module' }), sample),
  labelNoise: (order) => answerOf(new Worker(new URL('./label-noise.worker.ts', import.meta.url), { type: 'module' }), order),
  logging: (pairs) => answerOf(new Worker(new URL('./logging.worker.ts', import.meta.url), { type: 'module' }), pairs),
  longRun: (order) => answerOf(new Worker(new URL('./long-run.worker.ts', import.meta.url), { type: 'module' }), order),
  manyRuns: (order) => answerOf(new Worker(new URL('./many-runs.worker.ts', import.meta.url), { type: 'module' }), order),
  scaling: (order) => answerOf(new Worker(new URL('./scaling.worker.ts', import.meta.url), { type: 'module' }), order),
  async faults(fault, hangMs) {
    const worker = new Worker(new URL('./faults.worker.ts', import.meta.url), { type: 'module' });
    const hung = new Promise<null>((resolve) => setTimeout(() => resolve(null), hangMs));
    try {
      return await Promise.race([answerOf<FaultOutcome>(worker, fault), hung]);
    } finally {
      worker.terminate();
    }
  },
  async memory(after) {
    const worker = new Worker(new URL('./memory.worker.ts', import.meta.url), { type: 'module' });
    const readings = [];
    for (const step of after) {
      const reading = await answerOf<MemoryReading>(worker, step);
      const whole = await performance.measureUserAgentSpecificMemory?.();
      readings.push({ ...reading, pageBytes: whole?.bytes ?? null });
    }
    return readings;
  },
};

/** Sends an order and resolves with the answer; a worker says `{ progress }` on the way, and `{ failure }` where it fails. */
function answerOf<Answer>(worker: Worker, order: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message || 'the worker did not start'));
    worker.onmessage = ({ data }: MessageEvent<{ answer?: Answer; failure?: string }>) => {
      if (data.failure !== undefined) reject(new Error(data.failure));
      else if (data.answer !== undefined) resolve(data.answer);
    };
    worker.postMessage(order);
  });
}
