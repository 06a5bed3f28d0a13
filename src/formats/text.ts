import { TrainscriptError } from '../core/problems/problem.ts';
import type { EncodedText } from './encoding.ts';
import { LineBreaks } from './line-breaks.ts';
import { firstInvalidUtf8 } from './utf8.ts';

/** Decodes a file's bytes as text. What it yields breaks lines with LF or CRLF: a lone CR, as old Mac programs wrote it, is made LF.
 *  A byte-order mark is dropped.
 *  Throws `csv-encoding-unknown`, `csv-not-encoded` for bytes that the encoding does not have, `csv-nul` for a NUL character. */
export async function* decodeText(text: EncodedText, file: string): AsyncGenerator<string, void, void> {
  let encoding = text.encoding();
  let decoder = decoderOf(encoding, file);
  const lines = new LineBreaks();
  let before = 0;
  let tail: Uint8Array = new Uint8Array(0);
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      const bad = findBadByte(decoder.encoding, before, tail, bytes);
      lines.normalise(new TextDecoder(encoding).decode(bytes?.subarray(0, Math.max(0, bad.offset - before))));
      throw new TrainscriptError(
        'csv-not-encoded',
        { file, encoding: decoder.encoding, ...bad, line: lines.count + lines.end().length + 1 },
        error,
      );
    }
  };
  for await (const bytes of text.chunks) {
    if (text.encoding() !== encoding) {
      encoding = text.encoding();
      decoder = decoderOf(encoding, file);
    }
    yield withoutNul(lines.normalise(decode(bytes)), file, lines);
    before += bytes.length;
    tail = concat(tail, bytes).slice(-LONGEST_SEQUENCE);
  }
  yield withoutNul(lines.normalise(decode()) + lines.end(), file, lines);
}

/** Bytes of the longest UTF-8 character: as much as an earlier chunk may have left unfinished. */
const LONGEST_SEQUENCE = 4;

function decoderOf(encoding: string, file: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    throw new TrainscriptError('csv-encoding-unknown', { file, encoding }, error);
  }
}

function withoutNul(text: string, file: string, lines: LineBreaks): string {
  const at = text.indexOf('\0');
  if (at < 0) return text;
  const linesAfter = text.slice(at).split('\n').length - 1;
  throw new TrainscriptError('csv-nul', { file, line: lines.count - linesAfter + 1 });
}

/** Where the decoder stumbled: exactly for UTF-8, at the begin of the piece it was given for the others, whose characters cannot be
 *  told from the middle. `tail` is what stands before `bytes`; there are no `bytes` where the file ended too early. */
function findBadByte(encoding: string, before: number, tail: Uint8Array, bytes: Uint8Array | undefined): { offset: number; found: string } {
  const joined = bytes === undefined ? tail : concat(tail, bytes);
  const at = encoding === 'utf-8' ? firstInvalidUtf8(joined, before > 0) : bytes === undefined ? joined.length : tail.length;
  const found = at < joined.length ? `0x${joined[at].toString(16).padStart(2, '0')}` : 'the end of the file';
  return { offset: before - tail.length + at, found };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
