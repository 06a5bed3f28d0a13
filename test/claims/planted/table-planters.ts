import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import type { Dice } from './dice.ts';
import { exactly, type Planted, type Planter } from './planter.ts';
import {
  behind,
  cut,
  distinct,
  mapRows,
  type Row,
  read,
  spreadOf,
  type TableSet,
  toCsv,
  withCell,
  withColumn,
  withRows,
} from './table-set.ts';

/** A set with some rows that are other than before, and which. */
interface Changed {
  readonly set: TableSet;
  readonly rows: readonly number[];
}

/** Changes a share of the rows, three at least. */
function some(set: TableSet, share: number, dice: Dice, change: (row: Row) => Row): Changed {
  const rows = dice.choose(set.rows.length, Math.max(3, Math.round(share * set.rows.length)));
  const chosen = new Set(rows);
  return { set: mapRows(set, (row, i) => (chosen.has(i) ? change(row) : row)), rows };
}

/** Read as one file, of which the finding must name these rows and no others. */
const readChanged = async ({ set, rows }: Changed, options: ReadOptions = {}): Promise<Planted> => ({
  finetune: await read(set, null, options),
  says: exactly(rows),
});

const named = (set: TableSet): TableSet => mapRows(set, (row) => ({ ...row, label: set.classes[Number(row.label)] ?? row.label }));

/** With only so many rows of the first class. */
function thinned(set: TableSet, keep: number, dice: Dice): TableSet {
  const ofFirst = set.rows.filter(({ label }) => label === '0');
  const kept = new Set(dice.choose(ofFirst.length, keep).map((i) => ofFirst[i]));
  return withRows(
    set,
    set.rows.filter((row) => row.label !== '0' || kept.has(row)),
  );
}

const numberOfSomeColumn = (set: TableSet, dice: Dice, share: number, cell: string): Changed => {
  const column = dice.below(set.columns.length);
  return some(set, share, dice, (row) => withCell(row, column, cell));
};

const COLOURS = ['red', 'dark green', 'blue', 'Light Grey'];
const WIDE = (name: string): string => name.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const respelled = (name: string, dice: Dice): string => dice.pick([name.toUpperCase(), name.replace(/ /, '  ').toUpperCase(), WIDE(name)]);

/** Defects of one table, planted in its text. */
export const TABLE_PLANTERS: readonly Planter<TableSet>[] = [
  {
    code: 'missing-values',
    strength: '3 % of a column’s cells empty',
    plant: (set, dice) => readChanged(numberOfSomeColumn(set, dice, 0.03, '')),
  },
  {
    code: 'missing-labels',
    strength: '3 labels empty',
    plant: (set, dice) =>
      readChanged(
        some(set, 0, dice, (row) => ({ ...row, label: '' })),
        { unlabelled: 'leave-out' },
      ),
  },
  {
    code: 'type-mismatch',
    strength: '3 % of a column’s cells a word',
    plant: (set, dice) => readChanged(numberOfSomeColumn(set, dice, 0.03, 'unclear')),
  },
  {
    code: 'ragged-rows',
    strength: '3 rows a cell short',
    plant: (set, dice) =>
      readChanged(
        some(set, 0, dice, (row) => ({ ...row, cells: row.cells.slice(1) })),
        { ragged: 'skip' },
      ),
  },
  {
    code: 'preamble-lines',
    strength: 'one line before the data',
    plant: async (set) => ({
      finetune: await read(
        [`${set.rows.length},${set.columns.length},${set.classes.join()}`, ...toCsv(set).split('\n').slice(1)].join('\n'),
      ),
    }),
  },
  {
    code: 'one-class',
    strength: 'one label everywhere',
    plant: async (set) => ({
      finetune: await read(
        mapRows(set, (row) => ({ ...row, label: '1' })),
        null,
        { task: 'classification' },
      ),
    }),
  },
  {
    code: 'class-imbalance',
    strength: 'one row left of a class',
    plant: async (set, dice) => ({ finetune: await read(thinned(set, 1, dice)) }),
  },
  {
    code: 'tiny-classes',
    strength: '5 rows left of a class',
    plant: async (set, dice) => ({ finetune: await read(thinned(set, 5, dice)) }),
  },
  {
    code: 'few-rows',
    strength: '15 rows',
    plant: async (set, dice) => ({ finetune: await read(cut(set, 15 / set.rows.length, dice)[0]) }),
  },
  {
    code: 'exact-duplicates',
    strength: '5 % of the rows a second time',
    plant: (set, dice) => readChanged(behind(distinct(set), cut(distinct(set), 0.05, dice)[0].rows)),
  },
  {
    code: 'conflicting-duplicates',
    strength: '2 % of the rows a second time with another label',
    plant: async (set, dice) => {
      const own = distinct(set);
      const again = cut(own, 0.02, dice)[0].rows.map((row) => ({ ...row, label: row.label === '0' ? '1' : '0' }));
      const both = behind(own, again);
      return { finetune: await read(both.set), says: { count: 2 * again.length } };
    },
  },
  {
    code: 'train-test-duplicates',
    strength: 'a fifth of the test rows from training',
    plant: async (set, dice) => {
      const [test, train] = cut(distinct(set), 0.2, dice);
      const flattered = behind(test, cut(train, 0.05, dice)[0].rows);
      return { finetune: await read(train, flattered.set), says: exactly(flattered.rows) };
    },
  },
  {
    code: 'constant-column',
    strength: 'a column of 7',
    plant: async (set) => ({ finetune: await read(withColumn(set, 'seven', () => '7')), says: { count: set.rows.length } }),
  },
  {
    code: 'target-leakage',
    strength: 'the label times 2.5, with noise of a tenth',
    plant: async (set, dice) => ({
      finetune: await read(withColumn(set, 'score', ({ label }) => (2.5 * Number(label) + 0.1 * dice.normal()).toFixed(4))),
    }),
  },
  {
    code: 'target-leakage',
    strength: 'the label under other names',
    plant: async (set) => ({ finetune: await read(withColumn(set, 'kind', ({ label }) => `kind ${label}`)) }),
  },
  {
    code: 'identifier-column',
    strength: 'row numbers, shuffled',
    plant: async (set, dice) => {
      const from = dice.below(1_000_000);
      const order = set.rows.map((_, i) => i).sort(() => dice.uniform() - 0.5);
      return { finetune: await read(withColumn(set, 'number', (_, i) => String(from + order[i]))) };
    },
  },
  {
    code: 'identifier-column',
    strength: 'names that are all different',
    plant: async (set, dice) => ({ finetune: await read(withColumn(set, 'who', (_, i) => `r${i}-${dice.digits(4)}`)) }),
  },
  {
    code: 'placeholder-values',
    strength: '3 % of a column’s cells −999 or 99999',
    plant: (set, dice) => readChanged(numberOfSomeColumn(set, dice, 0.03, dice.pick(['-999', '99999']))),
  },
  {
    code: 'dirty-categories',
    strength: '5 % of a column’s names in capitals, with two spaces or full-width',
    plant: (set, dice) => {
      const coloured = withColumn(set, 'colour', () => dice.pick(COLOURS));
      return readChanged(some(coloured, 0.05, dice, (row) => withCell(row, 0, respelled(row.cells[0], dice))));
    },
  },
  {
    code: 'high-cardinality',
    strength: '70 names',
    plant: async (set, dice) => ({ finetune: await read(withColumn(set, 'street', (_, i) => `street ${i < 70 ? i : dice.below(70)}`)) }),
  },
  {
    code: 'imbalanced-column',
    strength: 'one of two names in 95 % of the rows',
    plant: async (set, dice) => ({ finetune: await read(withColumn(set, 'answer', () => (dice.uniform() < 0.95 ? 'no' : 'yes'))) }),
  },
  {
    code: 'skewed-column',
    strength: 'one cell a million standard deviations off (of 500 rows at least)',
    not: ['iris'],
    plant: async (set, dice) => {
      const [column, row] = [dice.below(set.columns.length), dice.below(set.rows.length)];
      const far = String(1e6 * spreadOf(set, column));
      return { finetune: await read(mapRows(set, (own, i) => (i === row ? withCell(own, column, far) : own))) };
    },
  },
  {
    code: 'correlated-columns',
    strength: 'a column in other units, with noise of a tenth',
    plant: async (set, dice) => {
      const column = dice.below(set.columns.length);
      const noise = 0.1 * spreadOf(set, column);
      return {
        finetune: await read(withColumn(set, 'again', ({ cells }) => String(-39.37 * (Number(cells[column]) + noise * dice.normal())))),
      };
    },
  },
  {
    code: 'label-variants',
    strength: '5 % of the labels in capitals or full-width',
    plant: (set, dice) => readChanged(some(named(set), 0.05, dice, (row) => ({ ...row, label: respelled(row.label, dice) }))),
  },
  {
    code: 'odd-labels',
    strength: '2 % of the labels a word',
    plant: (set, dice) =>
      readChanged(
        some(set, 0.02, dice, (row) => ({ ...row, label: 'unclear' })),
        { task: 'classification' },
      ),
  },
  {
    code: 'odd-labels',
    strength: '2 % of the labels a fraction',
    plant: (set, dice) => readChanged(some(set, 0.02, dice, (row) => ({ ...row, label: '0.5' }))),
  },
  {
    code: 'classes-not-tested',
    strength: 'a class missing in the test file',
    plant: async (set, dice) => {
      const [test, train] = cut(set, 0.2, dice);
      return {
        finetune: await read(
          train,
          withRows(
            test,
            test.rows.filter(({ label }) => label !== '0'),
          ),
        ),
        says: { count: 1 },
      };
    },
  },
  {
    code: 'classes-not-trained',
    strength: 'a class in the test file alone',
    plant: async (set, dice) => {
      const [test, train] = cut(set, 0.2, dice);
      return {
        finetune: await read(
          train,
          withRows(
            test,
            test.rows.map((row, i) => (i < 3 ? { ...row, label: '9' } : row)),
          ),
        ),
        says: { count: 1 },
      };
    },
  },
];
