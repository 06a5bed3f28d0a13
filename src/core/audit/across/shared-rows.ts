import { type Dataset, type Features, type ImageFeatures, type PhaseData, usableRows } from '../../data/dataset.ts';
import type { Finding, FindingCode, Severity } from '../audit.ts';
import { firstEqualRows } from '../duplicates.ts';
import { makeFinding, percent } from '../finding.ts';
import { brightnessOf, isFaint } from '../image-scale.ts';
import { areCopied } from '../repetition.ts';
import { comparable, withCodesOf } from '../row-hash.ts';

/** Fine-tuning rows that pretraining has trained on, as the network sees them. Where fine-tuning brings its own test rows those are the ones that
 *  count: an error, unless rows of such a table coincide by chance. Else a share of all rows will be held out. */
export function sharedRowFindings(pretrain: PhaseData, finetune: PhaseData): Finding[] {
  if (finetune.test === null) return shared('pretrain-duplicates', pretrain.train, finetune.train, 'warning');
  return [
    ...shared('pretrain-test-duplicates', pretrain.train, finetune.test, 'error'),
    ...shared('pretrain-duplicates', pretrain.train, finetune.train, 'info'),
  ];
}

function shared(code: FindingCode, first: Dataset, second: Dataset, severity: Severity): Finding[] {
  const alike = asSeen(first.features, second.features);
  if (alike === null) return [];
  const [firstRows, rows] = [usableRows(first), usableRows(second)];
  const equals = firstEqualRows({ ...first, features: alike[0] }, firstRows, { ...second, features: alike[1] }, rows);
  const equalOf = (i: number) => equals[firstRows.length + i];
  const found = rows.filter((_, i) => equalOf(i) < firstRows.length);
  if (found.length === 0) return [];
  const firstEqual = equals.subarray(0, firstRows.length);
  const inBoth = new Set(rows.map((_, i) => equalOf(i)));
  const pretrainRows = Array.from(firstRows.filter((_, i) => inBoth.has(firstEqual[i])));
  const isCopied = areCopied({ features: alike[0], rows: firstRows, firstEqual, found: found.length, asked: rows.length });
  const fields = {
    total: rows.length,
    share: percent(found.length, rows.length),
    row: found[0],
    pretrainRow: firstRows[equalOf(rows.indexOf(found[0]))],
  };
  return [
    makeFinding(code, severity === 'error' && !isCopied ? 'warning' : severity, {
      rows: Array.from(found),
      count: found.length,
      fields,
      measure: 'Con-ML-1',
      pretrainRows,
    }),
  ];
}

/** Both sets' features so that equal rows are equal bit by bit; null where a row of one cannot be one of the other. */
function asSeen(first: Features, second: Features): readonly [Features, Features] | null {
  const pair = alike(first, second);
  if (pair === null || !comparable(pair[0], pair[1])) return null;
  return [pair[0], withCodesOf(pair[0], pair[1])];
}

function alike(first: Features, second: Features): readonly [Features, Features] | null {
  if (first.kind === 'image') return second.kind === 'image' ? [atEightBits(first), atEightBits(second)] : null;
  if (second.kind === 'image') return null;
  const byName = new Map(second.columns.map((column) => [column.name, column]));
  const columns = first.columns.flatMap(({ name }) => byName.get(name) ?? []);
  const isWhole = columns.length === first.columns.length && columns.length === second.columns.length;
  return isWhole ? [first, { kind: 'table', columns }] : null;
}

/** Pixels at 8 bits of their scale: the same image is then the same whether its file held bytes, 0..16 or fractions, and whatever it
 *  was resized from. On a scale that is far too long all would be one; theirs is taken from their greatest pixel. */
function atEightBits(images: ImageFeatures): ImageFeatures {
  const { pixels, height, width } = images;
  const { greatest } = brightnessOf(
    images,
    Uint32Array.from({ length: pixels.length / (height * width) }, (_, row) => row),
  );
  const maximum = isFaint(greatest) ? greatest * images.maximum : images.maximum;
  if (pixels instanceof Uint8Array && maximum === 255) return images;
  return { ...images, maximum: 255, pixels: Uint8Array.from(pixels, (pixel) => Math.min(255, Math.round((pixel / maximum) * 255))) };
}
