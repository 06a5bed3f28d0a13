import { type ImageSet, parts, phaseOf, withLabels } from './image-set.ts';
import type { Planter } from './planter.ts';
import { mapRows, read, type TableSet } from './table-set.ts';

/** So many labels are changed, and of them so many must be named: sets have doubtful labels of their own, and rows that any class would
 *  fit. How well the whole list is ranked is the claim `label-noise`. */
const CHANGED = 5;
const NAMED = 3;
const STRENGTH = `${CHANGED} labels changed to another class, of which ${NAMED} at least are named`;

export const LABEL_TABLES: readonly Planter<TableSet>[] = [
  {
    code: 'wrong-labels',
    strength: STRENGTH,
    plant: async (set, dice) => {
      const rows = dice.choose(set.rows.length, CHANGED);
      const other = (label: string) => String((Number(label) + 1 + dice.below(set.classes.length - 1)) % set.classes.length);
      const changed = mapRows(set, (row, i) => (rows.includes(i) ? { ...row, label: other(row.label) } : row));
      return { finetune: await read(changed), says: { rows, atLeast: NAMED } };
    },
  },
];

export const LABEL_IMAGES: readonly Planter<ImageSet>[] = [
  {
    code: 'wrong-labels',
    strength: STRENGTH,
    plant: (set, dice) => {
      const [images] = parts(set, [1_000, 0], dice);
      const rows = dice.choose(images.rows, CHANGED);
      const changed = withLabels(images, (code, row) => (rows.includes(row) ? (code + 1 + dice.below(9)) % 10 : code));
      return { finetune: phaseOf(changed), says: { rows, atLeast: NAMED } };
    },
  },
];
