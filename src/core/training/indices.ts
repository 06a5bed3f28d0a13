import type { Dataset } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { rowsAt, type StepRows } from './step-rows.ts';

/** Reads an index file (the form of `usage/<phase>.tsv`): a line a step, `step⇥row⇥row…`, steps ascending.
 *  `file` is its name for the messages.
 *  @throws TrainscriptError `indices-empty`, `indices-not-a-number`, `indices-step-order`, `indices-step-without-rows`. */
export function parseIndices(text: string, file: string): StepRows {
  const end = endOfLastLine(text);
  if (end === 0) throw new TrainscriptError('indices-empty', { file });
  const { lines, cells } = countLinesAndCells(text, end);
  const found = { steps: new Uint32Array(lines), offsets: new Uint32Array(lines + 1), rows: new Uint32Array(cells - lines) };
  let at = 0;
  let used = 0;
  for (let line = 0; line < lines; line++) {
    let cell = readCell(text, at, end, file, line + 1);
    checkStep(cell.value, line === 0 ? 0 : found.steps[line - 1], file, line + 1);
    found.steps[line] = cell.value;
    while (text.charCodeAt(cell.end) === TAB && cell.end < end) {
      cell = readCell(text, cell.end + 1, end, file, line + 1);
      found.rows[used++] = cell.value;
    }
    found.offsets[line + 1] = used;
    if (used === found.offsets[line])
      throw new TrainscriptError('indices-step-without-rows', { file, line: line + 1, step: found.steps[line] });
    at = cell.end + (text.charCodeAt(cell.end) === CARRIAGE_RETURN ? 2 : 1);
  }
  return found;
}

/** Holds the rows of an index file against the data that they name.
 *  @throws TrainscriptError `indices-row-beyond` for a row that the data does not have, `indices-row-excluded` for one that cannot be trained on. */
export function checkIndices(indices: StepRows, file: string, dataset: Pick<Dataset, 'rows' | 'excluded'>): void {
  const excluded = new Set(dataset.excluded);
  for (let i = 0; i < indices.steps.length; i++) {
    for (const row of rowsAt(indices, i)) {
      const fields = { file, line: i + 1, step: indices.steps[i], row };
      if (row >= dataset.rows) throw new TrainscriptError('indices-row-beyond', { ...fields, rows: dataset.rows, last: dataset.rows - 1 });
      if (excluded.has(row)) throw new TrainscriptError('indices-row-excluded', fields);
    }
  }
}

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
const NINE = 57;

/** Rows and steps are kept in 32 bits. */
const MAX_NUMBER = 2 ** 32 - 1;

/** Line ends at the end of the file begin no line. */
function endOfLastLine(text: string): number {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === NEWLINE || text.charCodeAt(end - 1) === CARRIAGE_RETURN)) end--;
  return end;
}

function countLinesAndCells(text: string, end: number): { lines: number; cells: number } {
  let lines = 1;
  let tabs = 0;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === TAB) tabs++;
    else if (code === NEWLINE) lines++;
  }
  return { lines, cells: lines + tabs };
}

function readCell(text: string, start: number, end: number, file: string, line: number): { value: number; end: number } {
  let value = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    value = value * 10 + (code - ZERO);
  }
  if (at === start || value > MAX_NUMBER || !isCellEnd(text, at, end)) {
    const found = text.slice(start, Math.min(end, start + 40)).split(/[\t\r\n]/, 1)[0];
    throw new TrainscriptError('indices-not-a-number', { file, line, found, limit: MAX_NUMBER });
  }
  return { value, end: at };
}

function isCellEnd(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const code = text.charCodeAt(at);
  return code === TAB || code === NEWLINE || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === NEWLINE);
}

function checkStep(step: number, previous: number, file: string, line: number): void {
  if (step <= previous) throw new TrainscriptError('indices-step-order', { file, line, step, previous });
}
