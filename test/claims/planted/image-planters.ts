import type { FindingCode } from '../../../src/core/audit/audit.ts';
import type { Dice } from './dice.ts';
import {
  doubledAndResized,
  type ImageRows,
  type ImageSet,
  joined,
  mapPixels,
  parts,
  phaseOf,
  range,
  rowsOf,
  shifted,
  withLabels,
} from './image-set.ts';
import { exactly, type Planter, type Says } from './planter.ts';

/** Rows of the two parts that a set is cut into: few enough for many trials, and in both sample sets. */
const SIZES = [1_000, 600] as const;

/** Changes one part of a set. */
type Change = (images: ImageRows, dice: Dice) => ImageRows;

const alone = (code: FindingCode, strength: string, change: Change, not: readonly string[] = []): Planter<ImageSet> => ({
  code,
  strength,
  not,
  plant: (set, dice) => ({ finetune: phaseOf(change(parts(set, SIZES, dice)[0], dice)) }),
});

/** Of which the finding must say this. */
const counted = (code: FindingCode, strength: string, says: Says, change: Change): Planter<ImageSet> => ({
  code,
  strength,
  plant: (set, dice) => ({ finetune: phaseOf(change(parts(set, SIZES, dice)[0], dice)), says }),
});

/** Changes rows of the first part by their choice: the finding must name them and no others. */
const chosen = (
  code: FindingCode,
  strength: string,
  count: number,
  change: (images: ImageRows, rows: ReadonlySet<number>) => ImageRows,
): Planter<ImageSet> => ({
  code,
  strength,
  plant: (set, dice) => {
    const [images] = parts(set, SIZES, dice);
    const rows = dice.choose(images.rows, count);
    return { finetune: phaseOf(change(images, new Set(rows))), says: exactly(rows) };
  },
});

/** Once as pretraining and fine-tuning, once as training and test rows. */
const both = (across: FindingCode, within: FindingCode, strength: string, change: Change): readonly Planter<ImageSet>[] => [
  {
    code: across,
    strength,
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      return { pretrain: phaseOf(first), finetune: phaseOf(change(second, dice)) };
    },
  },
  {
    code: within,
    strength,
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      return { finetune: phaseOf(first, change(second, dice)) };
    },
  },
];

/** Rows of the first part put behind those of the second, changed or not. */
const taken = (first: ImageRows, second: ImageRows, count: number, dice: Dice, change: (images: ImageRows) => ImageRows = (same) => same) =>
  joined(second, change(rowsOf(first, dice.choose(first.rows, count))));

const invert: Change = (images) => mapPixels(images, (pixel) => images.features.maximum - pixel);
const dim: Change = (images) => mapPixels(images, (pixel) => pixel / 16);
const shift: Change = (images) => shifted(images, 2);
const fade: Change = (images) => mapPixels(images, (pixel) => 0.6 * pixel);

const thinned =
  (keep: number): Change =>
  (images) => {
    let seen = 0;
    const rows = Array.from({ length: images.rows }, (_, row) => row);
    return rowsOf(
      images,
      rows.filter((row) => images.target.codes[row] !== 3 || seen++ < keep),
    );
  };

const without = (images: ImageRows, code: number): ImageRows =>
  rowsOf(
    images,
    Array.from({ length: images.rows }, (_, row) => row).filter((row) => images.target.codes[row] !== code),
  );

const fewOfThree: Change = (images) => {
  let seen = 0;
  const rows = Array.from({ length: images.rows }, (_, row) => row);
  return rowsOf(
    images,
    rows.filter((row) => images.target.codes[row] < 5 || seen++ % 3 === 0),
  );
};

/** Defects of images, planted in pixels and labels. */
export const IMAGE_PLANTERS: readonly Planter<ImageSet>[] = [
  chosen('blank-images', '5 of 1,000 images blank', 5, (images, rows) => mapPixels(images, (pixel, _, row) => (rows.has(row) ? 0 : pixel))),
  alone('inverted-images', 'dark on bright', invert),
  alone('wrong-scale', 'pixels a sixteenth of the scale', dim),
  alone('resized-images', 'twice the size, resized by the page', doubledAndResized, ['digits']),
  counted('exact-duplicates', '2 % of the rows a second time', exactly(range(1_000, 1_020)), (images, dice) =>
    taken(images, images, 20, dice),
  ),
  counted('conflicting-duplicates', '5 rows a second time with another label', { count: 10, rows: range(1_000, 1_005) }, (images, dice) =>
    taken(images, images, 5, dice, (rows) => withLabels(rows, (code) => (code + 1) % 10)),
  ),
  chosen('missing-labels', '3 rows without a label', 3, (images, rows) => withLabels(images, (code, row) => (rows.has(row) ? -1 : code))),
  alone('one-class', 'one class for all', (images) => withLabels(images, () => 4)),
  alone('class-imbalance', '2 rows left of a class', thinned(2)),
  alone('tiny-classes', '5 rows left of a class', thinned(5)),
  alone('few-rows', '60 rows', (images) =>
    rowsOf(
      images,
      Array.from({ length: 60 }, (_, row) => row),
    ),
  ),
  ...both('polarity-differs', 'test-polarity-differs', 'one part inverted', invert),
  ...both('pixel-scale-differs', 'test-pixel-scale-differs', 'one part at a sixteenth of the scale', dim),
  ...both('image-drift', 'test-image-drift', 'one part shifted by 2 pixels', shift),
  ...both('image-drift', 'test-image-drift', 'one part at 60 % of its brightness', fade),
  ...both('sets-told-apart', 'test-told-apart', 'one part shifted by 2 pixels', shift),
  ...both('label-drift', 'test-label-drift', 'a third left of half the classes', fewOfThree),
  {
    code: 'train-test-duplicates',
    strength: '1 of 600 test rows from training',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      return { finetune: phaseOf(first, taken(first, second, 1, dice)), says: exactly([600]) };
    },
  },
  {
    code: 'pretrain-test-duplicates',
    strength: '1 of 300 fine-tuning test rows from pretraining',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      const [train, test] = [rowsOf(second, range(0, 300)), rowsOf(second, range(300, 600))];
      return { pretrain: phaseOf(first), finetune: phaseOf(train, taken(first, test, 1, dice)), says: exactly([300]) };
    },
  },
  {
    code: 'pretrain-duplicates',
    strength: '3 of 600 rows from pretraining, stored at twice the size',
    not: ['digits'],
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      const shared = doubledAndResized(taken(first, second, 3, dice));
      return { pretrain: phaseOf(first), finetune: phaseOf(shared), says: exactly([600, 601, 602]) };
    },
  },
  {
    code: 'classes-not-tested',
    strength: 'a class missing in the test set',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      return { finetune: phaseOf(first, without(second, dice.below(10))), says: { count: 1 } };
    },
  },
  {
    code: 'classes-not-trained',
    strength: 'a class in the test set alone',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      return { finetune: phaseOf(without(first, dice.below(10)), second), says: { count: 1 } };
    },
  },
  {
    code: 'classes-differ',
    strength: 'letters instead of digits',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      const letters = { ...second, target: { ...second.target, names: [...'ABCDEFGHIJ'] } };
      return { pretrain: phaseOf(first), finetune: phaseOf(letters), says: { count: 20 } };
    },
  },
  {
    code: 'kinds-differ',
    strength: 'pixels read as a table',
    plant: (set, dice) => {
      const [first, second] = parts(set, SIZES, dice);
      const { pixels, height, width } = second.features;
      const columns = range(0, 64).map((at) => ({
        kind: 'number' as const,
        name: `p${at}`,
        values: Float32Array.from({ length: second.rows }, (_, row) => pixels[row * height * width + 300 + at]),
      }));
      return { pretrain: phaseOf(first), finetune: phaseOf({ ...second, features: { kind: 'table', columns } }) };
    },
  },
];
