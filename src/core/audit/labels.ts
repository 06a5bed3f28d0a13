import { listNames } from '../data/columns-differ.ts';
import type { ClassTarget, Dataset, PhaseData, ValueTarget } from '../data/dataset.ts';
import { usableRows } from '../data/dataset.ts';
import { MAX_CLASSES_OF_TABLE } from '../data/table-plan.ts';
import type { ClassShare, Finding } from './audit.ts';
import { classBalance } from './classes.ts';
import { countCodes } from './columns/categories.ts';
import { labelVariantFindings } from './columns/name-variants.ts';
import { makeFinding, percent } from './finding.ts';

/** What is odd about the labels themselves: ways of writing, a few that are of another kind, classes that are all but empty or that
 *  only one of both, training and test rows, has. */
export function labelFindings({ train, test }: PhaseData, usable: Uint32Array, balance: readonly ClassShare[]): Finding[] {
  const odd = train.target.kind === 'classes' ? oddNames(train.target, usable) : oddValues(train.target, usable);
  return [...labelVariantFindings(train, usable), ...odd, ...tinyClasses(train, usable, balance), ...untested(balance, test)];
}

/** From this share of whole numbers on, the other labels are mistakes (as a column's numbers are told from its texts). */
const WHOLE_SHARE = 0.9;
const WHOLE = /^[+-]?\d+$/;

function oddNames(target: ClassTarget, usable: Uint32Array): Finding[] {
  const counts = countCodes(target, usable);
  const isOdd = target.names.map((name) => !WHOLE.test(name));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rows = usable.filter((row) => isOdd[target.codes[row]] === true);
  if (rows.length === 0 || rows.length > (1 - WHOLE_SHARE) * total) return [];
  const names = target.names.filter((_, code) => isOdd[code] && counts[code] > 0);
  return [oddLabels(target.column, rows, total, listNames(names))];
}

/** A few fractions among labels that are whole numbers, and as few different ones as classes are. */
function oddValues(target: ValueTarget, usable: Uint32Array): Finding[] {
  const rows = usable.filter((row) => !Number.isNaN(target.values[row]) && !Number.isInteger(target.values[row]));
  if (rows.length === 0 || rows.length > (1 - WHOLE_SHARE) * usable.length) return [];
  const whole = new Set<number>();
  for (const row of usable)
    if (Number.isInteger(target.values[row]) && whole.add(target.values[row]).size > MAX_CLASSES_OF_TABLE) return [];
  const odd = [...new Set(Array.from(rows, (row) => String(target.values[row])))];
  return [oddLabels(target.column, rows, usable.length, listNames(odd))];
}

const oddLabels = (column: string, rows: Uint32Array, total: number, names: string): Finding =>
  makeFinding('odd-labels', 'warning', {
    column,
    rows: Array.from(rows),
    count: rows.length,
    fields: { total, share: percent(rows.length, total), names },
    measure: 'Acc-ML-7',
  });

/** A fifth of fewer rows, held out for testing, is no more than one: what is measured of the class means nothing. */
const FEW_OF_CLASS = 10;

/** Told where the rows would do for all classes, were they spread evenly: else they are few altogether, and told as such. */
function tinyClasses({ target }: Dataset, usable: Uint32Array, balance: readonly ClassShare[]): Finding[] {
  if (target.kind === 'values' || balance.length < 2 || usable.length < FEW_OF_CLASS * balance.length) return [];
  const tiny = balance.filter(({ rows }) => rows > 0 && rows < FEW_OF_CLASS).sort((a, b) => a.rows - b.rows);
  if (tiny.length === 0) return [];
  const names = new Set(tiny.map(({ name }) => name));
  const rows = usable.filter((row) => names.has(target.names[target.codes[row]]));
  const fields = { classes: balance.length, names: listTally(tiny), threshold: FEW_OF_CLASS };
  return [makeFinding('tiny-classes', 'warning', { rows: Array.from(rows), count: tiny.length, fields, measure: 'Bal-ML-3' })];
}

/** Classes that the files' own test set lacks, and those that only it has. */
function untested(balance: readonly ClassShare[], test: Dataset | null): Finding[] {
  if (test === null || test.target.kind === 'values') return [];
  const tested = classBalance(test, usableRows(test));
  const only = (own: readonly ClassShare[], other: readonly ClassShare[]) =>
    own.filter(({ name, rows }) => rows > 0 && (other.find((one) => one.name === name)?.rows ?? 0) === 0);
  const [notTested, notTrained] = [only(balance, tested), only(tested, balance)];
  const finding = (code: 'classes-not-tested' | 'classes-not-trained', missing: readonly ClassShare[]) =>
    missing.length === 0
      ? []
      : [
          makeFinding(code, 'warning', {
            count: missing.length,
            fields: { classes: balance.length, names: listTally(missing) },
            measure: 'Bal-ML-3',
          }),
        ];
  return [...finding('classes-not-tested', notTested), ...finding('classes-not-trained', notTrained)];
}

const listTally = (classes: readonly ClassShare[]): string => listNames(classes.map(({ name, rows }) => `${name} (${rows})`));
