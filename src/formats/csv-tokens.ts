import Papa, { type ParseError } from 'papaparse';

export interface Tokens {
  /** Complete records, each a list of cells. A blank line is a record too. */
  readonly records: string[][];
  /** Behind the last complete record. */
  readonly end: number;
  /** The first record whose quotes are wrong, or −1. It may be the one behind the last, which goes on: then it is not told yet. */
  readonly wrongQuote: number;
  /** Whether that quote is never closed in the text. */
  readonly isOpen: boolean;
  /** Whether there is any quote: only quoted cells hold line breaks. */
  readonly isQuoted: boolean;
}

/** What Papa Parse's parser gives, which its types leave open. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly ParseError[];
  readonly meta: { readonly cursor: number };
}

/** Cuts text with LF or CRLF line breaks into cells: quotes as in RFC 4180, by Papa Parse's parser without its header handling, which would
 *  lose a column named `__proto__`. Runs of spaces are one delimiter. Where the text may go on (`last` is false), its last record is left for the next time.
 *  `most` ends it after that many records. */
export function tokenise(text: string, delimiter: string, last: boolean, most = 0): Tokens {
  const parser = new Papa.Parser({ delimiter, newline: '\n', ...(most > 0 ? { preview: most } : {}) });
  const { data, errors, meta } = parser.parse(text, 0, !last) as Parsed;
  const wrongQuote = errors[0]?.row ?? -1;
  for (const record of data) tidy(record, delimiter);
  return {
    records: data,
    end: meta.cursor,
    wrongQuote,
    isOpen: errors.some((error) => error.code === 'MissingQuotes' && error.row === wrongQuote),
    isQuoted: text.includes('"'),
  };
}

/** Takes the CR of a CRLF off the last cell, and the empty cells out of runs of spaces. */
function tidy(record: string[], delimiter: string): void {
  const final = record.length - 1;
  if (record[final].endsWith('\r')) record[final] = record[final].slice(0, -1);
  if (delimiter !== ' ' || !record.includes('')) return;
  const cells = record.filter((cell) => cell !== '');
  record.splice(0, record.length, ...cells);
}

/** A line without a cell: nothing, or white space only. */
export const isBlank = (record: readonly string[]): boolean => record.length === 0 || (record.length === 1 && record[0].trim() === '');
