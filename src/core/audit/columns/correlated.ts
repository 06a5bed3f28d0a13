import { listNames } from '../../data/columns-differ.ts';
import type { NumberColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, percent, rounded } from '../finding.ts';
import { sampleRows } from '../sample.ts';

/** Two columns say nearly the same (default of caret's `findCorrelation`). ydata-profiling's 0.5 names half the pairs of many a table. */
const ALIKE = 0.9;
const ROWS_SAMPLED = 10_000;
/** Columns beyond it are not compared: the work grows with the square of their number. */
const COLUMNS_COMPARED = 500;
/** Products of all pairs: less than a second. */
const PRODUCTS = 300_000_000;
/** The widest groups are told, the others counted with them. */
const GROUPS_SHOWN = 10;

/** Groups of columns that rise and fall together: each has a correlation of 0.9 or more, in one direction or the other, with the first. */
export function correlationFindings(columns: readonly NumberColumn[], usable: Uint32Array): Finding[] {
  const compared = columns.slice(0, COLUMNS_COMPARED);
  const rows = sampleRows(usable, Math.min(ROWS_SAMPLED, Math.floor(PRODUCTS / compared.length ** 2)), 'correlation');
  const groups = groupsOf(compared.map((column) => standardised(column, rows)));
  return groups.slice(0, GROUPS_SHOWN).map(({ members, weakest }) => {
    const names = members.map((i) => compared[i].name);
    const fields = {
      names: listNames(names.slice(1)),
      weakest: rounded(weakest),
      threshold: ALIKE,
      groups: groups.length,
      share: percent(names.length, columns.length),
    };
    return makeFinding('correlated-columns', 'info', { column: names[0], count: names.length, fields });
  });
}

interface Group {
  readonly members: readonly number[];
  /** The lowest correlation of a member with the first one. */
  readonly weakest: number;
}

/** The widest group first. */
function groupsOf(columns: readonly (Float32Array | null)[]): Group[] {
  const taken = new Set<number>();
  const groups: Group[] = [];
  for (const [i, leader] of columns.entries()) {
    if (leader === null || taken.has(i)) continue;
    const members = [i];
    let weakest = 1;
    for (let j = i + 1; j < columns.length; j++) {
      const other = columns[j];
      if (other === null || taken.has(j)) continue;
      const strength = Math.abs(dot(leader, other));
      if (strength < ALIKE) continue;
      members.push(j);
      weakest = Math.min(weakest, strength);
    }
    for (const member of members) taken.add(member);
    if (members.length > 1) groups.push({ members, weakest });
  }
  return groups.sort((a, b) => b.members.length - a.members.length);
}

/** With mean 0 and length 1, so that a product of two is their correlation; a missing cell stands at the mean. Null for a constant. */
function standardised({ values }: NumberColumn, rows: Uint32Array): Float32Array | null {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    sum += values[row];
    count++;
  }
  const mean = sum / count;
  const centred = Float32Array.from(rows, (row) => (Number.isNaN(values[row]) ? 0 : values[row] - mean));
  const length = Math.sqrt(dot(centred, centred));
  return length > 0 && Number.isFinite(length) ? centred.map((value) => value / length) : null;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
