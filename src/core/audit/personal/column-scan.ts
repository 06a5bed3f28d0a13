import { ROWS_SHOWN } from '../audit.ts';
import { SHORTEST } from './characters.ts';
import { countriesOf } from './countries.ts';
import { type Candidate, findPersonal, type Hints } from './find-personal.ts';
import { kindsNamed } from './header-topics.ts';
import type { PersonalKind } from './kinds.ts';
import { maskedShape } from './masked-shape.ts';
import { PhonePlans } from './phone-plans.ts';
import type { CellWatch, PersonalTally, WatchColumn } from './tally.ts';

/** Different values of a kind that are told apart in one column. Chance is judged on them: a thousand leave no doubt either way. */
const DISTINCT_COUNTED = 1000;

/** Counts what one column holds of personal data, cell by cell. Its memory is bounded, whatever the number of cells: of values only
 *  the hashes of the first different ones stay. */
export class ColumnScan implements CellWatch {
  readonly #hints: Hints;
  readonly #counts = new Map<PersonalKind, Count>();

  constructor(name: string) {
    this.#hints = { named: kindsNamed(name), plans: new PhonePlans(countriesOf(name)) };
  }

  take(cell: string, row: number): void {
    if (cell.length < SHORTEST) return;
    const found = findPersonal(cell, this.#hints);
    for (const one of found) if (found.length === 1 || counts(one, found)) this.#count(one, cell, row);
  }

  tallies(): readonly PersonalTally[] {
    return [...this.#counts.values()].filter(({ hits }) => hits > 0).map((count) => count.tally());
  }

  #count(one: Candidate, cell: string, row: number): void {
    let count = this.#counts.get(one.kind);
    if (count === undefined) {
      count = new Count(one.kind);
      this.#counts.set(one.kind, count);
    }
    count.add(cell.slice(one.start, one.end), one.isOne, row);
  }
}

export const watchColumn: WatchColumn = (name) => new ColumnScan(name);

/** A cell counts once for a kind: as a hit where it has any. */
function counts(one: Candidate, found: readonly Candidate[]): boolean {
  for (const other of found) {
    if (other.kind !== one.kind) continue;
    if (other === one) return one.isOne || !found.some(({ kind, isOne }) => isOne && kind === one.kind);
    if (other.isOne || !one.isOne) return false;
  }
  return true;
}

class Count {
  readonly #kind: PersonalKind;
  readonly #seen = new Set<number>();
  readonly #rows: number[] = [];
  #shape = '';
  #candidates = 0;
  #distinctHits = 0;
  hits = 0;

  constructor(kind: PersonalKind) {
    this.#kind = kind;
  }

  add(value: string, isOne: boolean, row: number): void {
    this.#candidates++;
    if (this.#seen.size < DISTINCT_COUNTED && this.#isNew(value) && isOne) this.#distinctHits++;
    if (!isOne) return;
    if (this.hits++ === 0) this.#shape = maskedShape(this.#kind, value);
    if (this.#rows.length < ROWS_SHOWN) this.#rows.push(row);
  }

  tally(): PersonalTally {
    const distinct = { candidates: this.#seen.size, hits: this.#distinctHits };
    return { kind: this.#kind, candidates: this.#candidates, hits: this.hits, distinct, rows: this.#rows, shape: this.#shape };
  }

  #isNew(value: string): boolean {
    const before = this.#seen.size;
    return this.#seen.add(hashOf(value)).size > before;
  }
}

/** FNV-1a over UTF-16 units. Two values of one hash count as one, which a thousand of them hardly meet. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
