import { type RowClasses, readRowClasses } from '../../core/data/row-classes.ts';
import { type UsageSummary, usesByClass } from '../../core/transcript/usage.ts';

const FIRST_CAPACITY = 1024;
const MOST_USED = 10;
/** Lines of a table that a person reads. */
const MOST_LEVELS = 20;

/** Counts how often each row was used: four bytes a row, however many steps there are. */
export class RowUsage {
  #counts = new Uint32Array(FIRST_CAPACITY);
  #steps = 0;
  #uses = 0;

  add(rows: readonly number[]): void {
    this.#steps++;
    this.#uses += rows.length;
    for (const row of rows) {
      if (row >= this.#counts.length) this.#grow(row);
      this.#counts[row]++;
    }
  }

  /** `names` are those of the classes. */
  summary(trainRows: number, classes?: RowClasses, names?: readonly string[] | null): UsageSummary {
    const used = this.#counts.filter((count) => count > 0);
    const rowsNeverUsed = Math.max(0, trainRows - used.length);
    const bounds = used.reduce(({ min, max }, count) => ({ min: Math.min(min, count), max: Math.max(max, count) }), {
      min: rowsNeverUsed > 0 || used.length === 0 ? 0 : Number.POSITIVE_INFINITY,
      max: 0,
    });
    return {
      steps: this.#steps,
      trainRows,
      rowsUsed: used.length,
      rowsNeverUsed,
      usesPerRow: bounds,
      uses: this.#uses,
      mostUsed: this.#mostUsed(used),
      rowsByUses: rowsByUses(used, rowsNeverUsed),
      ...(classes && names && { byClass: usesByClass(this.#counts, readRowClasses(classes), names) }),
    };
  }

  /** The rows that were used most, in the order of their positions where they were used as often. */
  #mostUsed(used: Uint32Array): UsageSummary['mostUsed'] {
    const found: { row: number; uses: number }[] = [];
    for (const uses of [...new Set(used)].sort((a, b) => b - a).slice(0, MOST_USED)) {
      for (let row = this.#counts.indexOf(uses); row >= 0 && found.length < MOST_USED; row = this.#counts.indexOf(uses, row + 1))
        found.push({ row, uses });
    }
    return found;
  }

  #grow(row: number): void {
    const wider = new Uint32Array(Math.max(row + 1, this.#counts.length * 2));
    wider.set(this.#counts);
    this.#counts = wider;
  }
}

/** Ascending by uses; where there are more different numbers than a table has lines, the ones that most rows have. */
function rowsByUses(used: Uint32Array, neverUsed: number): UsageSummary['rowsByUses'] {
  const levels = new Map<number, number>(neverUsed > 0 ? [[0, neverUsed]] : []);
  for (const uses of used) levels.set(uses, (levels.get(uses) ?? 0) + 1);
  const list = [...levels].map(([uses, rows]) => ({ uses, rows }));
  return list
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MOST_LEVELS)
    .sort((a, b) => a.uses - b.uses);
}
