import { TrainscriptError } from '../core/problems/problem.ts';
import { isBlank, type Tokens, tokenise } from './csv-tokens.ts';

/** Records in the order of the file, without blank lines. */
export interface RecordBatch {
  readonly records: readonly string[][];
  /** For each record the line that it begins in, counted from 1. */
  readonly lines: readonly number[];
}

/** Text is cut in pieces of this size: some milliseconds of work each. */
const PIECE_CHARACTERS = 1 << 18;
/** A record longer than this is none: 100,000 columns of numbers stay well below. An unclosed quote would otherwise swallow the rest of the file. */
export const MAX_RECORD_CHARACTERS = 1 << 23;

/** Cuts a stream of text into records; how the stream is cut into pieces makes no difference. `lead` records stand before the first data row.
 *  A record that does not end within a piece is tried again only when the text has doubled, so that no text is scanned more than a few times.
 *  Throws `csv-quote-open`, `csv-quote-stray` or `csv-record-too-long`. */
export async function* readRecords(
  texts: AsyncIterable<string>,
  delimiter: string,
  lead: number,
  file: string,
  pieceCharacters = PIECE_CHARACTERS,
): AsyncGenerator<RecordBatch, void, void> {
  const counter = new RecordCounter(lead, file);
  let buffer = '';
  let wanted = pieceCharacters;
  for await (const text of texts) {
    buffer += text;
    if (buffer.length < wanted) continue;
    const tokens = tokenise(buffer, delimiter, false);
    yield counter.take(tokens);
    buffer = buffer.slice(tokens.end);
    if (buffer.length > MAX_RECORD_CHARACTERS) throw counter.tooLong(tokenise(buffer, delimiter, true));
    wanted = Math.max(pieceCharacters, 2 * buffer.length);
  }
  yield counter.take(tokenise(buffer, delimiter, true));
}

/** Knows where in the file the reading stands, so that a problem can be told with its line and row. */
class RecordCounter {
  readonly #lead: number;
  readonly #file: string;
  #records = 0;
  #line = 1;

  constructor(lead: number, file: string) {
    this.#lead = lead;
    this.#file = file;
  }

  /** The records that are not blank, with their lines. */
  take(tokens: Tokens): RecordBatch {
    const records: string[][] = [];
    const lines: number[] = [];
    for (const [i, record] of tokens.records.entries()) {
      if (i === tokens.wrongQuote) throw this.#problem(tokens.isOpen ? 'csv-quote-open' : 'csv-quote-stray');
      if (!isBlank(record)) {
        records.push(record);
        lines.push(this.#line);
        this.#records++;
      }
      this.#line += 1 + (tokens.isQuoted ? breaksWithin(record) : 0);
    }
    return { records, lines };
  }

  /** The problem of a record that does not end; `tokens` are of the text from it on. */
  tooLong(tokens: Tokens): TrainscriptError {
    if (tokens.wrongQuote === 0) return this.#problem(tokens.isOpen ? 'csv-quote-open' : 'csv-quote-stray');
    return this.#problem('csv-record-too-long', { limit: MAX_RECORD_CHARACTERS });
  }

  #problem(
    code: 'csv-quote-open' | 'csv-quote-stray' | 'csv-record-too-long',
    more: Readonly<Record<string, number>> = {},
  ): TrainscriptError {
    return new TrainscriptError(code, { file: this.#file, line: this.#line, row: Math.max(0, this.#records - this.#lead), ...more });
  }
}

function breaksWithin(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}

/** Throws the problem of the text's first wrong quote, where it has one. */
export function checkQuotes(text: string, delimiter: string, lead: number, file: string): void {
  new RecordCounter(lead, file).take(tokenise(text, delimiter, true));
}
