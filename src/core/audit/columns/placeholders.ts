import type { NumberColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, percent } from '../finding.ts';
import { maskedForm } from '../personal/masked-shape.ts';
import type { Hidden } from './told.ts';

/** Numbers that programs write where they have none: 99, 999 …, each negative too, and the ends of integer types. */
const PLACEHOLDERS: ReadonlySet<number> = new Set(
  [99, 999, 9999, 99_999, 999_999, -9, -99, -999, -9999, -99_999, -999_999, -32_768, 32_767, -2_147_483_648, 2_147_483_647].map(
    Math.fround,
  ),
);
/** Once or twice may be true values. */
const OFTEN = 3;

/** Numbers of a column that stand for «no value»: one of the usual placeholders, three times at least, the column's smallest or greatest
 *  number, and further from the next one than all the others lie apart. The placeholder is no one's value, the next one is. */
export function placeholderFindings(columns: readonly NumberColumn[], usable: Uint32Array, hidden: Hidden): Finding[] {
  return columns.flatMap(({ name, values }) =>
    placeholdersOf(values, usable).map(({ value, next }) => {
      const rows = usable.filter((row) => values[row] === value);
      const told = hidden.has(name) ? maskedForm(String(next)) : next;
      const fields = { value, next: told, total: usable.length, share: percent(rows.length, usable.length) };
      return makeFinding('placeholder-values', 'warning', {
        column: name,
        rows: Array.from(rows),
        count: rows.length,
        fields,
        measure: 'Com-ML-1',
      });
    }),
  );
}

/** One end of a column's numbers. */
interface End {
  readonly value: number;
  readonly count: number;
  /** The nearest other number. */
  readonly next: number;
}

function placeholdersOf(values: Float32Array, rows: Uint32Array): End[] {
  if (!extremesOf(values, rows).some((value) => PLACEHOLDERS.has(value))) return [];
  const ends = [endOf(values, rows, 1), endOf(values, rows, -1)];
  return ends.filter(({ value, count, next }, i) => {
    const otherEnd = ends[1 - i].value;
    return PLACEHOLDERS.has(value) && count >= OFTEN && next !== otherEnd && Math.abs(next - value) > Math.abs(otherEnd - next);
  });
}

function extremesOf(values: Float32Array, rows: Uint32Array): readonly [smallest: number, greatest: number] {
  let [smallest, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (value < smallest) smallest = value;
    if (value > greatest) greatest = value;
  }
  return [smallest, greatest];
}

/** The smallest number; the greatest where `sign` is −1. */
function endOf(values: Float32Array, rows: Uint32Array, sign: 1 | -1): End {
  let [value, count, next] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY];
  for (const row of rows) {
    const own = sign * values[row];
    if (own < value) [value, count, next] = [own, 1, value];
    else if (own === value) count++;
    else if (own < next) next = own;
  }
  return { value: sign * value, count, next: sign * next };
}
