import type { Dataset } from './dataset.ts';

/** The class of each row that a phase trains on, as text of `width` characters a row of the dropped files, in their order: the class's
 *  place among the names in base 62 (0–9, a–z, A–Z), or dashes for a row that is not trained on. Ten classes are a digit a row. */
export interface RowClasses {
  readonly width: number;
  readonly codes: string;
}

/** Characters: as much as a line of the transcript can hold beside an audit. Of more rows the classes are not kept. */
export const MAX_ROW_CLASSES = 2 ** 24;

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE = DIGITS.length;
const NOT_TRAINED_ON = '-';

/** Null for a real-valued target, and of more rows than are kept. */
export function rowClasses({ rows, target }: Pick<Dataset, 'rows' | 'target'>, trainRows: Uint32Array): RowClasses | null {
  if (target.kind !== 'classes') return null;
  const names = target.names.map((_, code) => inBase(code, target.names.length));
  const width = names[0]?.length ?? 1;
  if (rows * width > MAX_ROW_CLASSES) return null;
  const codes = new Array<string>(rows).fill(NOT_TRAINED_ON.repeat(width));
  for (const row of trainRows) if (target.codes[row] >= 0) codes[row] = names[target.codes[row]];
  return { width, codes: codes.join('') };
}

function inBase(code: number, classes: number): string {
  let text = '';
  for (let rest = code, most = classes - 1; text === '' || most > 0; most = Math.floor(most / BASE)) {
    text = DIGITS[rest % BASE] + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

const DIGIT_OF = Int8Array.from({ length: 128 }, (_, character) => DIGITS.indexOf(String.fromCharCode(character)));

/** A row's class by its position, −1 for those that are not trained on, and for what is no class. */
export function readRowClasses({ width, codes }: RowClasses): Int32Array {
  const read = new Int32Array(Math.floor(codes.length / width));
  for (let row = 0; row < read.length; row++) {
    let code = 0;
    for (let i = row * width; i < (row + 1) * width && code >= 0; i++) {
      const digit = DIGIT_OF[codes.charCodeAt(i)] ?? -1;
      code = digit < 0 ? -1 : code * BASE + digit;
    }
    read[row] = code;
  }
  return read;
}
