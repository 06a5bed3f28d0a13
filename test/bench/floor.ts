import { planGpuStep } from '../../src/engine/webgpu/step-plan.ts';
import type { FloorName } from './contestants.ts';
import { BATCH_SIZE, BENCH_MODEL, stepBytes, stepFlops } from './task.ts';

/** What a device can do at best, measured in the same run. */
export interface Floor {
  /** Of a product of two 1024×1024 matrices in float32. */
  readonly gigaflops: number;
  /** Of a large copy, bytes read and bytes written both counted. */
  readonly gigabytesPerSecond: number;
  /** Of a dispatch that has to wait for the one before it and does nothing. 0 where there are none. */
  readonly dispatchMs: number;
}

/** What else a GPU's step is made of. */
export interface GpuFloor extends Floor {
  /** Handing over an empty command buffer, without waiting for it. */
  readonly submitMs: number;
  /** From handing over four bytes to their being on the host. */
  readonly mapMs: number;
}

export type Floors = Readonly<Partial<Record<Exclude<FloorName, 'own'>, Floor>>>;

/** Side of the matrices that are multiplied. */
export const FLOOR_SIDE = 1024;
export const FLOOR_FLOPS = 2 * FLOOR_SIDE ** 3;
/** Larger than any cache here. */
export const COPY_BYTES = 64 * 1024 * 1024;

/** Dispatches of our step: nobody who trains with WebGPU takes fewer. */
function dispatches(): number {
  const plan = planGpuStep(BENCH_MODEL, BATCH_SIZE);
  // Gathering, the loss and the update besides.
  return plan ? plan.forward.length + plan.backward.length + 3 : 0;
}

/** Milliseconds that no step on such a device can be faster than: its arithmetic or its bytes, and what its dispatches wait. */
export function floorMs({ gigaflops, gigabytesPerSecond, dispatchMs }: Floor): number {
  const arithmeticMs = stepFlops(BENCH_MODEL, BATCH_SIZE) / (gigaflops * 1e6);
  const bytesMs = stepBytes(BENCH_MODEL, BATCH_SIZE) / (gigabytesPerSecond * 1e6);
  return Math.max(arithmeticMs, bytesMs) + dispatches() * dispatchMs;
}
