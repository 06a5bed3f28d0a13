import { classBalance } from '../../core/audit/classes.ts';
import { type Dataset, type ImageFeatures, type Target, usableRows } from '../../core/data/dataset.ts';
import type { Table } from '../../core/data/table.ts';
import type { DataSummary, Preview, PreviewImage } from '../../protocol.ts';
import type { LoadedPhase } from './loaded-phase.ts';

/** Three rows of eight in the data region. */
const IMAGES_SHOWN = 24;

/** Images spread over the classes: the first of each class, then the second of each, up to 24. They are shown in the size of the file
 *  (`features` before resizing), their scale stretched to 0..255. */
export function previewImages(features: ImageFeatures, dataset: Dataset): Preview {
  const { height, width, maximum, pixels } = features;
  const size = height * width;
  const images = spreadRows(dataset).map((row): PreviewImage => {
    const own = pixels.subarray(row * size, (row + 1) * size);
    return { row, label: labelOf(dataset.target, row), pixels: Uint8Array.from(own, (pixel) => lightOf(pixel / maximum)) };
  });
  return { kind: 'images', height, width, images };
}

const lightOf = (share: number): number => Math.round(255 * Math.min(1, Math.max(0, share)));

function labelOf(target: Target, row: number): string {
  return target.kind === 'classes' ? (target.names[target.codes[row]] ?? '') : String(target.values[row]);
}

/** Usable rows, taken from the classes in turn; of real-valued targets at equal distances. */
function spreadRows(dataset: Dataset): number[] {
  const usable = usableRows(dataset);
  const { target } = dataset;
  const shown = Math.min(IMAGES_SHOWN, usable.length);
  if (target.kind === 'values') return Array.from({ length: shown }, (_, i) => usable[Math.floor((i * usable.length) / shown)]);
  const ofClass = target.names.map((): number[] => []);
  for (const row of usable) if (ofClass[target.codes[row]].length < shown) ofClass[target.codes[row]].push(row);
  const inTurn = Array.from({ length: shown }, (_, turn) => ofClass.flatMap((rows) => rows.slice(turn, turn + 1)));
  return inTurn.flat().slice(0, shown);
}

/** The preview of images that were fixed: what was left out is not shown, what was inverted or relabelled is shown as it is now. A table is
 *  shown as it stands in the file. */
export function previewAfter({ preview, train }: LoadedPhase, after: Dataset, isInverted: boolean): Preview {
  if (preview.kind === 'table' || train === after) return preview;
  const excluded = new Set(after.excluded);
  const images = preview.images
    .filter(({ row }) => !excluded.has(row))
    .map(({ row, pixels }) => ({
      row,
      label: labelOf(after.target, row),
      pixels: isInverted ? pixels.map((light) => 255 - light) : pixels,
    }));
  return { ...preview, images };
}

/** The table's first rows as they stand in the file. */
export const previewTable = (table: Table): Preview => ({
  kind: 'table',
  columns: table.columns.map((column) => column.name),
  rows: table.head,
});

/** What the page is told of the data, beside its audit and where it came from. */
export function summarise(data: LoadedPhase): Omit<DataSummary, 'source' | 'options' | 'audit'> {
  return {
    files: data.files,
    reading: data.reading,
    columns: data.columns,
    rows: data.train.rows,
    testRows: data.test?.rows ?? null,
    classBalance: classBalance(data.train, usableRows(data.train)),
    preview: data.preview,
  };
}
