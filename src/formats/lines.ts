import { TrainscriptError } from '../core/problems/problem.ts';
import { MAX_RECORD_CHARACTERS } from './csv-records.ts';
import type { EncodedText } from './encoding.ts';
import { decodeText } from './text.ts';

export interface Line {
  readonly text: string;
  /** Counted from 1, blank lines among them. */
  readonly line: number;
}

/** The lines of a text that are not blank, some at a time. However its bytes are cut, the lines are the same.
 *  Throws what `decodeText` throws, and `jsonl-line-too-long`. */
export async function* readLines(encoded: EncodedText, file: string): AsyncGenerator<readonly Line[], void, void> {
  let line = 0;
  const pieces: string[] = [];
  let length = 0;
  const cut = (text: string): readonly Line[] =>
    text.split('\n').flatMap((own) => {
      line++;
      return own.trim() === '' ? [] : [{ text: own, line }];
    });
  for await (const text of decodeText(encoded, file)) {
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      pieces.push(text);
      length += text.length;
    } else {
      yield cut(pieces.join('') + text.slice(0, end));
      pieces.splice(0, pieces.length, text.slice(end + 1));
      length = text.length - end - 1;
    }
    if (length > MAX_RECORD_CHARACTERS)
      throw new TrainscriptError('jsonl-line-too-long', { file, line: line + 1, limit: MAX_RECORD_CHARACTERS });
  }
  yield cut(pieces.join(''));
}
