import { type Dataset, usableRows } from '../data/dataset.ts';
import type { InvertImages } from './fix.ts';
import { bothSets, type Fixed, type Sets, type Step, unfit } from './sets.ts';

/** Each pixel becomes what it lacks to the scale's maximum.
 *  @throws TrainscriptError `fix-unfit` */
export function invertImages(sets: Sets, at: Step<InvertImages>): Fixed {
  if (sets.train.features.kind !== 'image') throw unfit(at, 'images', 'a table');
  const pixels = pixelsOf(sets.train) + (sets.test ? pixelsOf(sets.test) : 0);
  return { sets: bothSets(sets, inverted), cells: pixels };
}

const pixelsOf = (dataset: Dataset): number =>
  dataset.features.kind === 'image' ? usableRows(dataset).length * dataset.features.height * dataset.features.width : 0;

/** Bytes stay bytes where the maximum is a whole number that they can hold. */
function inverted(dataset: Dataset): Dataset {
  if (dataset.features.kind !== 'image') return dataset;
  const { pixels, maximum } = dataset.features;
  const fitsBytes = pixels instanceof Uint8Array && Number.isInteger(maximum) && maximum <= 255;
  const own = fitsBytes ? pixels : Float32Array.from(pixels);
  return { ...dataset, features: { ...dataset.features, pixels: own.map((pixel) => maximum - Math.min(pixel, maximum)) } };
}
