import type { Dataset } from '../core/data/dataset.ts';
import type { StepEvent } from '../core/transcript/events.ts';
import type { Glimpse } from '../protocol.ts';

/** Enough to see what a batch looks like. */
const ITEMS = 32;

/** The batch of a step as pictures with what was predicted; null for a table. */
export function glimpseOf(event: StepEvent, { features, target }: Dataset, predictions: Float32Array): Glimpse | null {
  if (features.kind !== 'image') return null;
  const { height, width, pixels, maximum } = features;
  const size = height * width;
  const nameOf = (value: number) => (target.kind === 'classes' ? target.names[value] : value.toPrecision(4));
  const items = event.rows.slice(0, ITEMS).map((row, i) => ({
    row,
    label: nameOf(target.kind === 'classes' ? target.codes[row] : target.values[row]),
    predicted: nameOf(predictions[i]),
    pixels: Uint8Array.from(pixels.subarray(row * size, (row + 1) * size), (value) => Math.round((value / maximum) * 255)),
  }));
  return { phase: event.phase, step: event.step, height, width, items };
}
