import { type Block, widthOf } from '../blocks.ts';
import { MAIN } from './wgsl.ts';

/** Units of a block's ReLU: channels of a convolution. */
export const unitsOf = (block: Block): number => (block.kind === 'dense' ? block.outputs : block.channelsOut);

/** Marks the units that are above 0 for a row, an invocation a row and unit. Who finds its unit awake looks no further. */
export const awakeShader = (block: Block, offset: number): string => `
${MAIN}
  let unit = index % ${unitsOf(block)}u;
  let row = index / ${unitsOf(block)}u;
  if (row >= step.rows || atomicLoad(&awake[${offset}u + unit]) != 0u) { return; }
  let first = row * ${widthOf(block)}u + unit;
  for (var at = first; at < first + ${widthOf(block)}u; at += ${unitsOf(block)}u) {
    if (y[at] > 0.0) {
      atomicStore(&awake[${offset}u + unit], 1u);
      return;
    }
  }
}`;
