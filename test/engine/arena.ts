import { ADAM } from '../../src/core/spec/spec.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { type Layout, writeTensors } from '../../src/engine/layout.ts';
import type { Trainer } from '../../src/engine/trainer.ts';

/** Adam whose first moment is the gradient of the last step itself: m = 0·m + 1·g. A snapshot then tells it. */
export const BARE_ADAM = { ...ADAM, beta1: 0 };

/** The parameters, and the gradients that the last step with `BARE_ADAM` left, flat in the engine's order. */
export async function arenasOf(trainer: Trainer): Promise<{ readonly parameters: Float32Array; readonly gradients: Float32Array }> {
  const { parameters, expAvg } = await trainer.snapshot();
  return { parameters: flat(parameters, trainer.layout), gradients: flat(expAvg, trainer.layout) };
}

function flat(tensors: readonly NamedTensor[], layout: Layout): Float32Array {
  const arena = new Float32Array(layout.size);
  writeTensors(arena, layout, tensors, 'snapshot');
  return arena;
}
