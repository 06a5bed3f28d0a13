import { checkChoices } from '../core/data/column-choices.ts';
import type { ReadOptions } from '../core/data/dataset.ts';
import { PLAIN_NUMBERS } from '../core/data/number-style.ts';
import type { ReadingNote } from '../core/data/reading-note.ts';
import { Table } from '../core/data/table.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { OpenedBytes } from './bytes.ts';
import { clip } from './clip.ts';
import { firstDuplicateKey } from './json-duplicate-keys.ts';
import { type Line, readLines } from './lines.ts';
import { loadWatch } from './load-watch.ts';
import { type CellType, checkCells, foundNested, MAX_DEPTH, type NestedCell, nestedCells } from './nested-cells.ts';
import { encodedText, encodingName } from './opened-text.ts';
import type { TableReading } from './table-reading.ts';

/** Widest table that is read, as of CSV. */
const MAX_COLUMNS = 100_000;
/** Columns whose mixed types are told one by one. */
const MAX_TOLD = 20;

/** Reads JSON Lines (one object a line, in UTF-8 or whatever a CSV may be in) as a table, in one pass. Its columns are the keys of all rows in the order of their first appearance; a key that a row lacks is missing
 *  there, as null is. Values within values are refused, or spread over columns named with dots where the person chose `flatten`. A row's position counts the lines that are not blank from 0.
 *  Throws the `jsonl-…` problems, `table-nested`, `csv-not-encoded`, `csv-encoding-unknown`, `csv-nul`, `file-too-large` or `gzip-bomb`, and what the table throws. */
export async function readJsonl(bytes: OpenedBytes, options: ReadOptions): Promise<TableReading> {
  const file = bytes.name;
  const { columns: choices = null, missing = null } = options;
  const table = new Table({ file, columns: [], style: PLAIN_NUMBERS, choices, missing, watch: await loadWatch() });
  const rows = new JsonlRows(table, options.nested ?? 'refuse');
  const text = encodedText(bytes, options);
  for await (const lines of readLines(text, file)) rows.append(lines);
  if (table.columns.length === 0) throw new TrainscriptError('jsonl-empty', { file });
  checkChoices(
    choices,
    table.columns.map(({ name }) => name),
    file,
  );
  const how = { format: 'jsonl', encoding: encodingName(text), delimiter: null, header: null, preamble: 0 } as const;
  return { table, how, notes: rows.notes() };
}

type Tally = Record<CellType, number>;

/** Turns lines into the rows of a table whose columns are found on the way. */
class JsonlRows {
  readonly table: Table;
  readonly #nested: 'refuse' | 'flatten';
  readonly #place = new Map<string, number>();
  readonly #types: Tally[] = [];
  #duplicates = 0;
  #spelt = 0;
  #firstDuplicate: { readonly line: number; readonly key: string } | null = null;

  constructor(table: Table, nested: 'refuse' | 'flatten') {
    this.table = table;
    this.#nested = nested;
  }

  append(lines: readonly Line[]): void {
    const rows = lines.map((line, i) => this.#cells(line, this.table.rows + i));
    const width = this.table.columns.length;
    checkCells(this.table.rows + rows.length, width, this.table.file, this.#spelt);
    this.table.append(rows.map((cells) => Array.from({ length: width }, (_, i) => cells[i] ?? '')));
  }

  /** What should be known of the values: keys that stood twice, and columns of several types. */
  notes(): readonly ReadingNote[] {
    const notes: ReadingNote[] = [];
    if (this.#firstDuplicate !== null)
      notes.push({
        code: 'duplicate-keys',
        fields: { count: this.#duplicates, line: this.#firstDuplicate.line, key: clip(this.#firstDuplicate.key) },
      });
    const mixed = this.table.columns.flatMap(({ name }, i) => {
      const { number, text, truth } = this.#types[i];
      return [number, text, truth].filter((count) => count > 0).length > 1 ? [{ column: clip(name), number, text, truth }] : [];
    });
    return [...notes, ...mixed.slice(0, MAX_TOLD).map((fields): ReadingNote => ({ code: 'mixed-types', fields }))];
  }

  /** The line's cells at the places of their columns. */
  #cells({ text, line }: Line, row: number): readonly (string | undefined)[] {
    const place = { file: this.table.file, line, row };
    const cells: (string | undefined)[] = [];
    let found = 0;
    for (const { name, cell, type } of this.#spread(this.#parse(text, place), place)) {
      const at = this.#columnAt(name, place);
      if (cells[at] !== undefined) this.#countDuplicate(line, name);
      cells[at] = cell;
      this.#types[at][type]++;
      found++;
    }
    this.#spelt += found;
    // A key that stands twice leaves fewer cells than the line has colons behind quotes; a text may hold such a colon too.
    if (countKeys(text) > found) {
      const key = firstDuplicateKey(text);
      if (key !== undefined) this.#countDuplicate(line, key);
    }
    return cells;
  }

  #parse(text: string, place: Place): object {
    try {
      const value: unknown = JSON.parse(text);
      if (foundNested(value) === 'an object') return value as object;
    } catch (cause) {
      throw new TrainscriptError('jsonl-syntax', { ...place, detail: clip(cause instanceof Error ? cause.message : String(cause)) }, cause);
    }
    throw new TrainscriptError('jsonl-no-object', { ...place, found: clip(text) });
  }

  *#spread(object: object, place: Place): Generator<NestedCell, void, void> {
    const tooDeep = (name: string): never => {
      throw new TrainscriptError('table-too-deep', { ...place, column: clip(name), limit: MAX_DEPTH });
    };
    for (const [name, value] of Object.entries(object)) {
      const found = foundNested(value);
      if (found !== null && this.#nested === 'refuse')
        throw new TrainscriptError('table-nested', { file: place.file, row: place.row, column: clip(name), found });
      yield* nestedCells(name, value, tooDeep);
    }
  }

  #columnAt(name: string, { file, line }: Place): number {
    const known = this.#place.get(name);
    if (known !== undefined) return known;
    const at = this.#place.size;
    if (at === MAX_COLUMNS) throw new TrainscriptError('csv-too-many-columns', { file, line, found: at + 1, limit: MAX_COLUMNS });
    this.#place.set(name, at);
    this.#types.push({ number: 0, text: 0, truth: 0, missing: 0 });
    this.table.addColumn(name);
    return at;
  }

  #countDuplicate(line: number, key: string): void {
    this.#duplicates++;
    this.#firstDuplicate ??= { line, key };
  }
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly row: number;
  readonly [field: string]: string | number;
}

const countKeys = (text: string): number => text.match(/"\s*:/g)?.length ?? 0;
