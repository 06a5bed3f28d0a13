import type { FeatureColumn, ImageFeatures, Target } from '../../data/dataset.ts';
import { base64Of } from './base64.ts';
import { clipped, hardlyRepeats } from './column-profile.ts';
import { figure } from './figure.ts';
import { type ColumnProfile, SAMPLE_IMAGES, SAMPLE_ROWS, type SampleRow } from './profile.ts';
import { spread } from './spread.ts';

/** Images of each class in turn, as they are trained on. */
export function sampleImages(features: ImageFeatures, target: Target, rows: Uint32Array, byClass: readonly Uint32Array[]): SampleRow[] {
  const chosen = byClass.length === 0 ? [...spread(rows, SAMPLE_IMAGES)] : inTurn(byClass, SAMPLE_IMAGES);
  return chosen.map((row) => ({ row, label: labelOf(target, row), cells: [], pixels: pixelsOf(features, row) }));
}

function inTurn(groups: readonly Uint32Array[], most: number): number[] {
  const found: number[] = [];
  for (let turn = 0; found.length < most && groups.some((group) => group.length > turn); turn++)
    for (const group of groups) if (group.length > turn && found.length < most) found.push(group[turn]);
  return found;
}

function pixelsOf({ pixels, height, width, maximum }: ImageFeatures, row: number): string {
  const own = pixels.subarray(row * height * width, (row + 1) * height * width);
  return base64Of(Uint8Array.from(own, (pixel) => Math.round(255 * Math.max(0, Math.min(1, pixel / maximum)))));
}

/** Rows of a table at equal distances. Cells of columns that must not be told, or hardly any of whose values comes twice, are left out. */
export function sampleTable(
  columns: readonly FeatureColumn[],
  profiles: readonly ColumnProfile[],
  target: Target,
  label: ColumnProfile,
  rows: Uint32Array,
): SampleRow[] {
  return [...spread(rows, SAMPLE_ROWS)].map((row) => ({
    row,
    label: isTold(label) ? labelOf(target, row) : '',
    cells: columns.map((column, i) => (isTold(profiles[i]) ? cellOf(column, row) : null)),
    pixels: null,
  }));
}

const isTold = (column: ColumnProfile): boolean => !column.hidden && !hardlyRepeats(column);

function cellOf(column: FeatureColumn, row: number): string | number | null {
  if (column.kind === 'category') return column.codes[row] < 0 ? null : clipped(column.names[column.codes[row]]);
  return Number.isFinite(column.values[row]) ? figure(column.values[row]) : null;
}

function labelOf(target: Target, row: number): string {
  if (target.kind === 'classes') return clipped(target.names[target.codes[row]] ?? '');
  return Number.isFinite(target.values[row]) ? String(figure(target.values[row])) : '';
}
