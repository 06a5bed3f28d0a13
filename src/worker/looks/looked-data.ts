import type { Dataset } from '../../core/data/dataset.ts';
import type { DataRow, RowKind, RowPlace } from '../../core/looks/looks.ts';
import { type PhaseName, phaseOf, type RunSpec } from '../../core/spec/spec.ts';
import { splitPhase } from '../../core/training/track-plan.ts';
import { isDataOf } from '../any-step/replay-data.ts';
import type { DataSlot } from '../data/data-slot.ts';
import type { LoadedPhase } from '../data/loaded-phase.ts';

/** A table's row is told by its first cells. */
const COLUMNS_SHOWN = 5;

/** What is loaded for a phase, where it is exactly what the run was trained on; else null. */
export function dataOf(slot: DataSlot, spec: RunSpec): LoadedPhase | null {
  const planned = phaseOf(spec, slot.phase);
  if (!planned || !slot.loaded) return null;
  return isDataOf(slot.loaded.data, slot.loaded.options, planned.data) ? slot.loaded.data : null;
}

export function rowKindOf(data: LoadedPhase | null): RowKind {
  if (!data) return null;
  const { features } = data.train;
  if (features.kind === 'image') return { kind: 'images', height: features.height, width: features.width };
  return { kind: 'table', columns: features.columns.slice(0, COLUMNS_SHOWN).map(({ name }) => name) };
}

const UNKNOWN: DataRow = { label: null, pixels: null, cells: null };

export function dataRow(data: LoadedPhase | null, row: number): DataRow {
  if (!data || row >= data.train.rows) return UNKNOWN;
  const { train } = data;
  return { label: labelOf(train, row), pixels: pixelsOf(train, row), cells: cellsOf(train, row) };
}

/** The class's place, or the value; null where it is missing. */
function labelOf({ target }: Dataset, row: number): number | null {
  if (target.kind === 'classes') return target.codes[row] < 0 ? null : target.codes[row];
  return Number.isNaN(target.values[row]) ? null : target.values[row];
}

export function pixelsOf({ features }: Dataset, row: number): Uint8Array | null {
  if (features.kind !== 'image') return null;
  const size = features.height * features.width;
  const own = features.pixels.subarray(row * size, (row + 1) * size);
  return Uint8Array.from(own, (pixel) => Math.round(255 * Math.min(1, Math.max(0, pixel / features.maximum))));
}

function cellsOf({ features }: Dataset, row: number): readonly string[] | null {
  if (features.kind !== 'table') return null;
  return features.columns.slice(0, COLUMNS_SHOWN).map((column) => {
    if (column.kind === 'category') return column.names[column.codes[row]] ?? '';
    return Number.isNaN(column.values[row]) ? '' : String(Number(column.values[row].toPrecision(6)));
  });
}

/** Where the run's draw put a row. An index file says itself which rows are used. */
export function placeOf(data: LoadedPhase | null, row: number, spec: RunSpec, name: PhaseName): RowPlace {
  const phase = phaseOf(spec, name);
  if (!data || !phase) return 'unknown';
  if (data.train.excluded.includes(row)) return 'excluded';
  if (phase.indices !== null) return 'unknown';
  const { train, test } = splitPhase(spec, phase, data, null);
  if (test.includes(row)) return 'test';
  return train.includes(row) ? 'train' : 'not-drawn';
}
