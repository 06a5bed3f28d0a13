import { TrainscriptError } from '../core/problems/problem.ts';
import type { OpenedBytes } from './bytes.ts';

/** More text than this is no table for a page: 4 GiB are forty times MNIST as text, and gzip can hold a thousand times its size. */
const MAX_BYTES = 2 ** 32;
/** Tables pack 2 to 30 times smaller; what packs better than this, and is large, was made to be (DEFLATE can do 1032 to 1). */
const MAX_GZIP_RATIO = 200;
/** As much as any file may unpack to: a page reads it in seconds, even where every line is one character. */
const HARMLESS_BYTES = 2 ** 24;
/** The file's bytes as unpacked, up to what a page can hold. Throws `gzip-bomb` or `file-too-large`. */
export async function* limited({ name: file, size, gzip, chunks }: OpenedBytes): AsyncGenerator<Uint8Array, void, void> {
  const limit = Math.min(MAX_BYTES, Math.max(HARMLESS_BYTES, MAX_GZIP_RATIO * size));
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (gzip && bytes > limit) throw new TrainscriptError('gzip-bomb', { file, limit, compressed: size });
    if (bytes > MAX_BYTES) throw new TrainscriptError('file-too-large', { file, limit: MAX_BYTES });
    yield chunk;
  }
}
