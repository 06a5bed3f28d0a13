import type { Layout } from '../layout.ts';
import type { Arena, Ground } from './ground.ts';
import type { Operation } from './operation.ts';

/** What a snapshot holds, one arena behind the other. */
export const KEPT = ['parameters', 'expAvg', 'expAvgSq'] as const satisfies readonly Arena[];

/** Outputs that one piece turns round: as many as the kernel writes side by side. */
const OUTPUTS_A_PIECE = 16;

export interface SnapshotPlan {
  /** Writes the arenas of `KEPT` in PyTorch's order and without padding to `address`. */
  readonly order: Operation;
  readonly address: number;
}

interface Piece {
  readonly source: number;
  readonly into: number;
  readonly axes: readonly [pixels: number, channels: number, outputs: number];
  readonly from: number;
  readonly to: number;
}

export function planSnapshot(ground: Ground, layout: Layout): SnapshotPlan {
  const address = ground.memory.floats(KEPT.length * layout.size);
  const pieces = KEPT.flatMap((arena, i) => piecesOf(ground, layout, arena, address + 4 * i * layout.size));
  return {
    address,
    order: {
      name: 'order as PyTorch has it',
      pieces: () => pieces.length,
      run({ kernels }, _rows, first, end) {
        for (let i = first; i < end; i++) {
          const { source, into, axes, from, to } = pieces[i];
          kernels.reverseAxes(source, ...axes, into, from, to);
        }
      },
    },
  };
}

const piecesOf = ({ arenas, stretches }: Ground, { places }: Layout, arena: Arena, into: number): Piece[] =>
  places.flatMap(({ engineAxes: axes, offset, torchIndex }, i) => {
    const [, , outputs] = axes;
    // What is copied as it stands is copied at once.
    const width = torchIndex ? OUTPUTS_A_PIECE : outputs;
    const place = { source: arenas[arena] + 4 * stretches[i].at, into: into + 4 * offset, axes };
    return Array.from({ length: Math.ceil(outputs / width) }, (_, piece) => {
      const from = piece * width;
      return { ...place, from, to: Math.min(from + width, outputs) };
    });
  });
