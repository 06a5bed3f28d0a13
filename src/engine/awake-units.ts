import { type Model, reluLayers } from '../core/training/model.ts';

/** Of each layer with a ReLU behind it, 1 for each unit (of a convolution, each channel) that let a row through. */
export type AwakeUnits = ReadonlyMap<string, Uint8Array>;

/** For `Trainer.predict` to fill in. */
export const allAsleep = (model: Model): AwakeUnits => new Map(reluLayers(model).map(({ name, units }) => [name, new Uint8Array(units)]));

/** Where a ReLU's outputs stand in `values`: those of a row behind each other at `first + row · stride`, the unit's number varying fastest. */
export interface ReluOutputs {
  readonly first: number;
  readonly stride: number;
  /** Of all units in a row. */
  readonly width: number;
}

/** Wakes the units that are above 0 for any of the rows. Units that are awake already are not looked at, so that where all are well
 *  this costs next to nothing. */
export function wake(awake: Uint8Array, values: Float32Array, { first, stride, width }: ReluOutputs, rows: number): void {
  const units = awake.length;
  for (let unit = 0; unit < units; unit++) {
    if (awake[unit] === 0 && fires(values, first + unit, stride, width, units, rows)) awake[unit] = 1;
  }
}

function fires(values: Float32Array, first: number, stride: number, width: number, units: number, rows: number): boolean {
  for (let row = 0; row < rows; row++) {
    const from = first + row * stride;
    for (let at = from; at < from + width; at += units) if (values[at] > 0) return true;
  }
  return false;
}
