import type { Kernels } from './kernels.ts';

/** What a thread brings to an operation. */
export interface Thread {
  readonly kernels: Kernels;
  /** The whole memory, as doubles. */
  readonly doubles: Float64Array;
  /** Address of memory that no other thread uses: a tile, then `scratchBytes` of the plan. */
  readonly scratch: number;
}

/** A part of a step, made of `pieces` that may run on different threads. Each element is computed whole within one piece,
 *  in the same order, so the number of threads changes no bit. */
export interface Operation {
  readonly name: string;
  pieces(rows: number): number;
  /** Computes pieces `from … to` (at least one) for a batch of `rows` rows. */
  run(thread: Thread, rows: number, from: number, to: number): void;
}

/** Bytes at the beginning of a thread's scratch that hold a tile. */
export const TILE_BYTES = 128;

/** Panels of eight columns that a matrix is packed into. */
export const panelsOf = (columns: number): number => Math.ceil(columns / 8);

/** Columns of a packed matrix, the last ones zeros. */
export const padded = (columns: number): number => Math.ceil(columns / 4) * 4;
