import { type Dataset, type FeatureColumn, type NumberColumn, type Target, usableRows } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { clipped, profileColumn, profileLabel, type RowsByClass } from './column-profile.ts';
import { strongestPairs } from './correlations.ts';
import { profileImages } from './image-profile.ts';
import { MAX_CELLS, MAX_CLASSES, MAX_COLUMNS, type Profile, type ProfiledClass } from './profile.ts';
import { sampleImages, sampleTable } from './samples.ts';
import { spread } from './spread.ts';

/** Profiles the rows that can be trained on. The cost is bounded: at most `MAX_CELLS` cells are looked at. `findings` say which columns
 *  hold personal data. */
export function profileData(data: Dataset, findings: readonly Finding[]): Profile {
  const usable = usableRows(data);
  const rows = spread(usable, Math.floor(MAX_CELLS / Math.max(1, widthOf(data))));
  const { classes, byClass } = classesOf(data.target, rows);
  const hidden = personalColumns(findings);
  const label = profileLabel(data.target, rows, hidden.has(data.target.column));
  const base = { rows: rows.length, of: usable.length, classes: label.hidden ? [] : classes, label };
  return { ...base, ...profileFeatures(data, rows, label.hidden ? [] : byClass, hidden, label) };
}

type OfFeatures = Pick<Profile, 'columns' | 'columnsLeftOut' | 'correlations' | 'images' | 'samples'>;

function profileFeatures(
  { features, target }: Dataset,
  rows: Uint32Array,
  byClass: RowsByClass,
  hidden: ReadonlySet<string>,
  label: Profile['label'],
): OfFeatures {
  if (features.kind === 'image') {
    const images = profileImages(features, rows, byClass);
    return { columns: [], columnsLeftOut: 0, correlations: [], images, samples: sampleImages(features, target, rows, byClass) };
  }
  const chosen = features.columns.slice(0, MAX_COLUMNS);
  const columns = chosen.map((column) => profileColumn(column, rows, hidden.has(column.name), target, byClass));
  return {
    columns,
    columnsLeftOut: features.columns.length - chosen.length,
    correlations: strongestPairs(chosen.filter(isNumbers), rows),
    images: null,
    samples: sampleTable(chosen, columns, target, label, rows),
  };
}

const isNumbers = (column: FeatureColumn): column is NumberColumn => column.kind === 'number';

/** Images are looked at pixel by pixel, and not sorted: eight of them cost what a cell of a table does. */
const widthOf = ({ features }: Dataset): number =>
  features.kind === 'image' ? (features.height * features.width) / PIXELS_A_CELL : Math.min(features.columns.length, MAX_COLUMNS);

const PIXELS_A_CELL = 8;

function classesOf(target: Target, rows: Uint32Array): { classes: readonly ProfiledClass[]; byClass: RowsByClass } {
  if (target.kind === 'values') return { classes: [], byClass: [] };
  const counts = new Uint32Array(target.names.length);
  for (const row of rows) if (target.codes[row] >= 0) counts[target.codes[row]]++;
  const codes = Array.from(counts.keys()).filter((code) => counts[code] > 0);
  const chosen = largest(codes, counts);
  return {
    classes: chosen.map((code) => ({ name: clipped(target.names[code]), rows: counts[code] })),
    byClass: chosen.map((code) => rows.filter((row) => target.codes[row] === code)),
  };
}

/** In the order of the classes where all are told, which readers know; else those with most rows. */
function largest(codes: readonly number[], counts: Uint32Array): readonly number[] {
  if (codes.length <= MAX_CLASSES) return codes;
  return [...codes].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MAX_CLASSES);
}

const PERSONAL = /^(personal|sensitive)-/;

/** Columns whose values or whose names told of people; where the audit is not sure either, nothing is told. */
export function personalColumns(findings: readonly Finding[]): ReadonlySet<string> {
  const personal = findings.filter(({ code }) => PERSONAL.test(code));
  return new Set(personal.flatMap(({ column }) => (column === null ? [] : [column])));
}
