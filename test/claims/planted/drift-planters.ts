import type { Dice } from './dice.ts';
import { exactly, type Planted, type Planter } from './planter.ts';
import { behind, cut, distinct, moved, read, type TableSet, withColumn, withRows } from './table-set.ts';

/** The set in two halves, of which the second is changed: once as pretraining and fine-tuning, once as training and test rows. */
const both = (
  across: Planter<TableSet>['code'],
  within: Planter<TableSet>['code'],
  strength: string,
  change: Change,
): readonly Planter<TableSet>[] => [
  { code: across, strength, plant: async (set, dice) => acrossPhases(...(await changed(set, dice, change))) },
  { code: within, strength, plant: async (set, dice) => withinPhase(...(await changed(set, dice, change))) },
];

type Change = (half: TableSet, dice: Dice) => TableSet;

async function changed(set: TableSet, dice: Dice, change: Change): Promise<readonly [TableSet, TableSet]> {
  const [first, second] = cut(
    withColumn(set, 'site', () => dice.pick(['north', 'south', 'west'])),
    0.5,
    dice,
  );
  return [first, change(second, dice)];
}

const acrossPhases = async (first: TableSet, second: TableSet): Promise<Planted> => ({
  pretrain: await read(first),
  finetune: await read(second),
});
const withinPhase = async (first: TableSet, second: TableSet): Promise<Planted> => ({ finetune: await read(first, second) });

/** All columns but the first, which holds names. */
const numbersOf = ({ columns }: TableSet): number[] => columns.map((_, i) => i).slice(1);

const oneColumn: Change = (half, dice) => moved(half, [dice.pick(numbersOf(half))], 1);
const mostColumns: Change = (half) => moved(half, numbersOf(half).slice(0, Math.ceil(0.6 * half.columns.length)), 1);
const allColumns: Change = (half) => moved(half, numbersOf(half), 1);
const oneSite: Change = (half, dice) => ({
  ...half,
  rows: half.rows.map((row) => (dice.uniform() < 0.85 ? { ...row, cells: ['north', ...row.cells.slice(1)] } : row)),
});
const fewerOfOneClass: Change = (half) => {
  let seen = 0;
  return withRows(
    half,
    half.rows.filter(({ label }) => label !== '0' || seen++ % 10 === 0),
  );
};

/** How two tables lie apart. */
export const DRIFT_PLANTERS: readonly Planter<TableSet>[] = [
  ...both('feature-drift', 'test-feature-drift', 'one column moved by a standard deviation', oneColumn),
  ...both('dataset-drift', 'test-dataset-drift', '60 % of the columns moved by a standard deviation', mostColumns),
  ...both('category-drift', 'test-category-drift', 'one of three names in nine of ten rows', oneSite),
  ...both('label-drift', 'test-label-drift', 'a tenth left of one class', fewerOfOneClass),
  ...both('sets-told-apart', 'test-told-apart', 'all columns moved by a standard deviation', allColumns),
  {
    code: 'schema-differs',
    strength: 'a column missing, another one more',
    plant: async (set, dice) => {
      const [first, second] = cut(set, 0.5, dice);
      const planted = await acrossPhases(
        withColumn(first, 'only_there', () => '1'),
        withColumn(second, 'only_here', () => '1'),
      );
      return { ...planted, says: { count: 2 } };
    },
  },
  {
    code: 'classes-differ',
    strength: 'one class under another name',
    plant: async (set, dice) => {
      const [first, second] = cut(set, 0.5, dice);
      const renamed = withRows(
        second,
        second.rows.map((row) => (row.label === '0' ? { ...row, label: '9' } : row)),
      );
      return { ...(await acrossPhases(first, renamed)), says: { count: 2 } };
    },
  },
  {
    code: 'pretrain-test-duplicates',
    strength: 'a fifth of the fine-tuning test rows from pretraining',
    plant: async (set, dice) => {
      const [pretrain, rest] = cut(distinct(set), 0.5, dice);
      const [test, train] = cut(rest, 0.4, dice);
      const flattered = behind(test, cut(pretrain, 0.1, dice)[0].rows);
      return { pretrain: await read(pretrain), finetune: await read(train, flattered.set), says: exactly(flattered.rows) };
    },
  },
  {
    code: 'pretrain-duplicates',
    strength: 'a tenth of the fine-tuning rows from pretraining',
    plant: async (set, dice) => {
      const [pretrain, finetune] = cut(distinct(set), 0.5, dice);
      const shared = behind(finetune, cut(pretrain, 0.1, dice)[0].rows);
      return { ...(await acrossPhases(pretrain, shared.set)), says: exactly(shared.rows) };
    },
  },
];
