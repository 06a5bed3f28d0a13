import { joinBytes } from '../core/join-bytes.ts';
/** Bytes of a text, with the encoding that they are in as far as it is known. */
export interface EncodedText {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** A label of the Encoding Standard. It may change before a chunk, as long as only ASCII came before: every encoding told here reads that alike. */
  encoding(): string;
}

/** Bytes that a guess looks at, from the first one on that is not ASCII: some thousand accents or characters in most tables. */
const WINDOW_BYTES = 1 << 16;

/** A text in the one encoding that is known or was chosen. */
export const encodedAs = (chunks: AsyncIterable<Uint8Array>, encoding: string): EncodedText => ({ chunks, encoding: () => encoding });

/** A text whose encoding is told by its first bytes that are not ASCII, wherever they stand. Until then it counts as UTF-8. */
export function encodedAsFound(chunks: AsyncIterable<Uint8Array>): EncodedText {
  let encoding = 'utf-8';
  const tell = (found: string) => {
    encoding = found;
  };
  return { chunks: withGuess(chunks, tell), encoding: () => encoding };
}

async function* withGuess(chunks: AsyncIterable<Uint8Array>, tell: (encoding: string) => void): AsyncGenerator<Uint8Array, void, void> {
  const window: Uint8Array[] = [];
  let length = 0;
  let told = false;
  for await (const chunk of chunks) {
    const from = told || length > 0 ? 0 : firstBeyondAscii(chunk);
    if (told || from === chunk.length) {
      yield chunk;
      continue;
    }
    if (from > 0) yield chunk.subarray(0, from);
    window.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length < WINDOW_BYTES) continue;
    told = true;
    tell(guessEncoding(joinBytes(window).subarray(0, WINDOW_BYTES), false));
    yield* window.splice(0);
  }
  if (window.length > 0) tell(guessEncoding(joinBytes(window), true));
  yield* window;
}

/** The encoding of bytes that are not all ASCII. UTF-8 where they are that, or are that with damage among it: the reading then tells the place.
 *  GB18030 where they could be and are mostly characters of everyday Chinese; windows-1252 where they look like accents within Western words.
 *  Else UTF-8 as well, which they are not: then the person is asked. `isWhole` says that no more bytes follow, so that none may be unfinished. */
export function guessEncoding(bytes: Uint8Array, isWhole: boolean): 'utf-8' | 'gb18030' | 'windows-1252' {
  if (canDecode(bytes, 'utf-8', isWhole) || isDamagedUtf8(bytes, isWhole)) return 'utf-8';
  if (canDecode(bytes, 'gb18030', isWhole) && looksChinese(bytes)) return 'gb18030';
  return looksWestern(bytes) ? 'windows-1252' : 'utf-8';
}

function canDecode(bytes: Uint8Array, encoding: string, isWhole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** More sound characters than broken ones: text in another encoding hardly ever spells any. */
function isDamagedUtf8(bytes: Uint8Array, isWhole: boolean): boolean {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: !isWhole });
  const marks = text.match(/\ufffd/g)?.length ?? 0;
  const spelt = countSpeltMarks(bytes);
  const sound = (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0) + spelt;
  return sound > 0 && sound >= marks - spelt;
}

/** Replacement characters that stand in the text itself. */
function countSpeltMarks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++;
  }
  return count;
}

/** Half of the characters that are not ASCII must be everyday ones. */
const MIN_EVERYDAY_SHARE = 0.5;

/** GB 2312 puts its 3,755 commonest characters into rows 0xB0…0xD7 and punctuation into 0xA1…0xA3, the second byte from 0xA1 on. In Western
 *  text read that way the second byte is mostly an ASCII letter. */
function looksChinese(bytes: Uint8Array): boolean {
  let characters = 0;
  let everyday = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at];
    if (lead <= 0x80) continue;
    characters++;
    const second = bytes[at + 1] ?? 0;
    if (((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && second >= 0xa1) everyday++;
    at += second >= 0x30 && second <= 0x39 ? 3 : 1;
  }
  return characters > 0 && everyday >= MIN_EVERYDAY_SHARE * characters;
}

/** Two in a row are «größe»; other alphabets, a byte a letter, make whole words of such bytes. */
const LONGEST_WESTERN_RUN = 2;
const MIN_WESTERN_SHARE = 0.8;
/** € … ‘ ’ “ ” • – — and the marks of the upper half that occur in tables: £ § © « ° ± ² ³ µ » … */
const WESTERN_MARKS = new Set([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99]);

function looksWestern(bytes: Uint8Array): boolean {
  let western = 0;
  let all = 0;
  let run = 0;
  const close = (begin: number) => {
    for (let at = begin; run > 0 && at < begin + run; at++) {
      all++;
      if (run <= LONGEST_WESTERN_RUN && (bytes[at] >= 0xa0 || WESTERN_MARKS.has(bytes[at]))) western++;
    }
    run = 0;
  };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] > 0x7f) run++;
    else close(at - run);
  }
  close(bytes.length - run);
  return western >= MIN_WESTERN_SHARE * all;
}

/** Position of the first byte above 0x7F; the length where there is none. Four bytes at a look: whole files are ASCII. */
function firstBeyondAscii(bytes: Uint8Array): number {
  const lead = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  for (let at = 0; at < lead; at++) if (bytes[at] > 0x7f) return at;
  if (lead === bytes.length) return lead;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + lead, (bytes.length - lead) >> 2);
  let word = 0;
  while (word < words.length && (words[word] & 0x80808080) === 0) word++;
  for (let at = lead + 4 * word; at < bytes.length; at++) if (bytes[at] > 0x7f) return at;
  return bytes.length;
}
