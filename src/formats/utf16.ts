/** Tables are mostly ASCII, and in UTF-16 every other byte of ASCII is zero. */
const MIN_UTF16_ZERO_SHARE = 0.4;
/** In a table of Chinese words only delimiters and line breaks are ASCII: fewer zeros, but never one in the other half. */
const MIN_CLEAR_ZERO_SHARE = 0.05;

/** The byte order of a text in UTF-16, by its mark or by where its zeros stand; null for another encoding. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const even = zeroShare(head, 0);
  const odd = zeroShare(head, 1);
  if (odd >= MIN_UTF16_ZERO_SHARE && even < odd / 4) return 'utf-16le';
  if (even >= MIN_UTF16_ZERO_SHARE && odd < even / 4) return 'utf-16be';
  if (odd >= MIN_CLEAR_ZERO_SHARE && even === 0 && isUtf16Text(head, 'utf-16le')) return 'utf-16le';
  if (even >= MIN_CLEAR_ZERO_SHARE && odd === 0 && isUtf16Text(head, 'utf-16be')) return 'utf-16be';
  return null;
}

function isUtf16Text(head: Uint8Array, encoding: string): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return /[,;\t|][\s\S]*[,;\t|]/.test(text) && /[\r\n]/.test(text) && !/[^\P{C}\t\r\n\p{Cf}]/u.test(text);
  } catch {
    return false;
  }
}

function zeroShare(head: Uint8Array, from: number): number {
  let zeros = 0;
  for (let i = from; i < head.length; i += 2) if (head[i] === 0) zeros++;
  return zeros / Math.ceil((head.length - from) / 2 || 1);
}
