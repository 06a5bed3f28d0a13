import type { Block, ConvolutionBlock } from '../blocks.ts';
import { widthOf } from '../blocks.ts';
import type { Layout } from '../layout.ts';
import { MemoryMap } from './memory-map.ts';
import { padded } from './operation.ts';

/** A parameter's stretch in each arena, in floats; padded to whole vectors, so that kernels need no tails. */
export interface Stretch {
  readonly name: string;
  readonly at: number;
  readonly size: number;
}

export const ARENAS = ['parameters', 'gradients', 'expAvg', 'expAvgSq', 'odd'] as const;
export type Arena = (typeof ARENAS)[number];

/** A block with the addresses that it works on. `y` and `dy` are `[rows, stride]`, as is `x` with the stride of the block below. */
export interface Placed<B extends Block = Block> {
  readonly block: B;
  readonly x: number;
  readonly y: number;
  readonly dy: number;
  /** Floats between the rows of `y` and `dy`. */
  readonly stride: number;
  /** Which position won each pooling window; 0 for a dense block. */
  readonly choice: number;
  readonly weight: number;
  readonly bias: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
}

/** The memory of a plan while it is laid out. */
export class Ground {
  readonly memory = new MemoryMap();
  readonly rows: number;
  readonly stretches: readonly Stretch[];
  readonly arenas: Readonly<Record<Arena, number>>;

  /** `rows` is a multiple of four. */
  constructor(layout: Layout, rows: number) {
    this.rows = rows;
    this.stretches = stretchesOf(layout);
    const last = this.stretches[this.stretches.length - 1];
    const floats = last.at + padded(last.size);
    this.arenas = Object.fromEntries(ARENAS.map((name) => [name, this.memory.floats(floats)])) as Record<Arena, number>;
  }

  place<B extends Block>(block: B, x: number): Placed<B> {
    const stride = block.kind === 'dense' ? padded(block.outputs) : widthOf(block);
    const address = (arena: Arena, part: string) => this.arenas[arena] + 4 * this.#at(`${block.name}.${part}`);
    return {
      block,
      x,
      y: this.memory.floats(this.rows * stride),
      dy: this.memory.floats(this.rows * stride),
      stride,
      choice: block.kind === 'dense' ? 0 : this.memory.take(this.rows * widthOf(block as ConvolutionBlock)),
      weight: address('parameters', 'weight'),
      bias: address('parameters', 'bias'),
      weightGradient: address('gradients', 'weight'),
      biasGradient: address('gradients', 'bias'),
    };
  }

  #at(name: string): number {
    const stretch = this.stretches.find((each) => each.name === name);
    if (!stretch) throw new Error(`the model has no parameter ${name}`);
    return stretch.at;
  }
}

function stretchesOf(layout: Layout): Stretch[] {
  let at = 0;
  return layout.places.map(({ name, size }) => {
    const stretch = { name, at, size };
    at += padded(size);
    return stretch;
  });
}
