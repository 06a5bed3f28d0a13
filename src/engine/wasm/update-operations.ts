import type { Ground } from './ground.ts';
import { REPORT_BYTES } from './kernels.ts';
import type { Operation } from './operation.ts';

/** A stretch of one parameter that is updated in one piece, and where its report goes. */
export interface Chunk {
  /** Index of the parameter. */
  readonly parameter: number;
  readonly at: number;
  readonly size: number;
  /** Address of its report. */
  readonly report: number;
}

/** Small enough to share out evenly, large enough that a call costs nothing beside it. */
const CHUNK_FLOATS = 8192;

export function chunksOf({ memory, stretches }: Ground): Chunk[] {
  return stretches.flatMap(({ at, size }, parameter) =>
    Array.from({ length: Math.ceil(size / CHUNK_FLOATS) }, (_, i) => {
      const first = i * CHUNK_FLOATS;
      return { parameter, at: at + first, size: Math.min(CHUNK_FLOATS, size - first), report: memory.take(REPORT_BYTES) };
    }),
  );
}

/** What the host writes before an update, as doubles: a rate for each parameter (0 where it is frozen), then these. */
const COMMON = ['beta1', 'beta2', 'correction', 'epsilon'] as const;
export type Coefficients = Readonly<Record<(typeof COMMON)[number], number>>;

export interface UpdatePlan {
  readonly chunks: readonly Chunk[];
  /** Writes NaN into a chunk's report where its gradient is not finite, so that the host can refuse the update. */
  readonly probe: Operation;
  readonly update: Operation;
  write(doubles: Float64Array, rates: readonly number[], coefficients: Coefficients): void;
}

export function planUpdate(ground: Ground): UpdatePlan {
  const { parameters, gradients, expAvg, expAvgSq, odd } = ground.arenas;
  const chunks = chunksOf(ground);
  const first = ground.stretches.length;
  const address = ground.memory.take(8 * (first + COMMON.length)) / 8;
  return {
    chunks,
    probe: {
      name: 'probe gradients',
      pieces: () => chunks.length,
      run({ kernels, doubles }, _rows, from, to) {
        for (let i = from; i < to; i++) doubles[chunks[i].report / 8] = kernels.probeFinite(gradients + 4 * chunks[i].at, chunks[i].size);
      },
    },
    update: {
      name: 'Adam',
      pieces: () => chunks.length,
      run({ kernels, doubles }, _rows, from, to) {
        const [beta1, beta2, correction, epsilon] = doubles.subarray(address + first);
        for (let i = from; i < to; i++) {
          const { parameter, at, size, report } = chunks[i];
          const [p, g, m, v, o] = [parameters, gradients, expAvg, expAvgSq, odd].map((arena) => arena + 4 * at);
          kernels.adam(p, g, m, v, o, size, doubles[address + parameter], beta1, beta2, correction, epsilon, report);
        }
      },
    },
    write(doubles, rates, coefficients) {
      doubles.set([...rates, ...COMMON.map((name) => coefficients[name])], address);
    },
  };
}
