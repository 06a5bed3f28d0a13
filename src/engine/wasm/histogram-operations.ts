import { BINS, binFactor, countedHistogram } from '../../core/training/histogram.ts';
import type { Histogram } from '../../core/transcript/events.ts';
import type { Layout } from '../layout.ts';
import type { Histograms } from '../trainer.ts';
import type { Ground } from './ground.ts';
import { RANGES } from './kernels.ts';
import type { Operation } from './operation.ts';
import type { Chunk } from './update-operations.ts';

/** What is counted; their tensors stand one behind the other in this order. */
const COUNTED = ['parameters', 'gradients'] as const;

/** Bytes of scratch that counting takes: four tables of 32 counts. */
export const COUNTING_BYTES = 512;

const COUNTS_BYTES = 4 * BINS;

/** Histograms of all tensors as an update leaves them: the host sets the bins, the threads count. */
export interface HistogramPlan {
  readonly counts: Operation;
  /** Sets each tensor's bins from the ranges that the update reported. */
  setBins(doubles: Float64Array): void;
  /** What was counted. */
  read(doubles: Float64Array): Histograms;
}

/** A stretch of one tensor, where its range stands and where its counts go, as addresses. */
interface Piece {
  readonly tensor: number;
  readonly values: number;
  readonly size: number;
  readonly range: number;
  readonly counts: number;
}

export function planHistograms(ground: Ground, { places }: Layout, chunks: readonly Chunk[]): HistogramPlan {
  const pieces = piecesOf(ground, chunks, places.length);
  // Of each tensor its smallest and its largest value, then the factor that takes a value to its bin.
  const ranges = Array.from({ length: COUNTED.length * places.length }, () => ground.memory.take(3 * 8) / 8);
  return {
    counts: {
      name: 'count bins',
      pieces: () => pieces.length,
      run({ kernels, doubles, scratch }, _rows, from, to) {
        for (let i = from; i < to; i++) {
          const { tensor, values, size, counts } = pieces[i];
          kernels.countBins(values, size, doubles[ranges[tensor]], doubles[ranges[tensor] + 2], scratch, counts);
        }
      },
    },
    setBins: (doubles) => setBins(doubles, pieces, ranges),
    read(doubles) {
      const each = histogramsOf(doubles, pieces, ranges);
      const named = (arena: number) => Object.fromEntries(places.map(({ name }, i) => [name, each[arena * places.length + i]]));
      return { parameters: named(0), gradients: named(1) };
    },
  };
}

const piecesOf = ({ arenas, memory }: Ground, chunks: readonly Chunk[], tensors: number): Piece[] =>
  COUNTED.flatMap((arena, i) =>
    chunks.map(({ parameter, at, size, report }) => ({
      tensor: i * tensors + parameter,
      values: arenas[arena] + 4 * at,
      size,
      range: report + RANGES[arena],
      counts: memory.take(COUNTS_BYTES),
    })),
  );

function setBins(doubles: Float64Array, pieces: readonly Piece[], ranges: readonly number[]): void {
  for (const at of ranges) doubles.set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], at);
  for (const { tensor, range } of pieces) {
    const at = ranges[tensor];
    doubles[at] = Math.min(doubles[at], doubles[range / 8]);
    doubles[at + 1] = Math.max(doubles[at + 1], doubles[range / 8 + 1]);
  }
  for (const at of ranges) doubles[at + 2] = binFactor(doubles[at], doubles[at + 1]);
}

/** The chunks' counts, added tensor by tensor. */
function histogramsOf(doubles: Float64Array, pieces: readonly Piece[], ranges: readonly number[]): Histogram[] {
  const words = new Uint32Array(doubles.buffer);
  const sums = ranges.map(() => new Uint32Array(BINS));
  for (const { tensor, counts } of pieces) for (let bin = 0; bin < BINS; bin++) sums[tensor][bin] += words[counts / 4 + bin];
  return sums.map((counts, tensor) => countedHistogram(doubles[ranges[tensor]], doubles[ranges[tensor] + 1], counts));
}
