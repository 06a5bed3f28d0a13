import type { ReadOptions } from '../core/data/dataset.ts';
import type { OpenedBytes } from './bytes.ts';
import { type EncodedText, encodedAs, encodedAsFound } from './encoding.ts';
import { limited } from './limited.ts';
import { utf16Of } from './utf16.ts';

/** The text of a table's file in the encoding that was chosen, else in the one that the bytes tell.
 *  Its reading throws `file-too-large` or `gzip-bomb`. */
export function encodedText(bytes: OpenedBytes, { encoding }: ReadOptions): EncodedText {
  const known = encoding ?? utf16Of(bytes.head);
  return known === null ? encodedAsFound(limited(bytes)) : encodedAs(limited(bytes), known);
}

/** The encoding's own name, once the text was read: «windows-1252» where «latin1» was chosen. */
export const encodingName = (text: EncodedText): string => new TextDecoder(text.encoding()).encoding;
