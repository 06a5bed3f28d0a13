import { TrainscriptError } from '../core/problems/problem.ts';
import { runningSha256 } from '../core/transcript/sha256.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { type Peeked, peek } from './peek.ts';

/** What is read of a dropped file: a `File` is one. */
export interface ByteSource {
  readonly name: string;
  /** Bytes as dropped, for the progress and the limits; the count of what was read is the truth. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A file that is being read, unpacked where it is gzip. */
export interface OpenedBytes {
  readonly name: string;
  readonly size: number;
  readonly gzip: boolean;
  /** The first `HEAD_BYTES` bytes as unpacked, fewer where there are no more: enough to tell what the file is. */
  readonly head: Uint8Array;
  /** All bytes as unpacked, once, the head among them.
   *  Throws `gzip-truncated`, `gzip-damaged` or `file-unreadable`, and the signal's reason when it is aborted. */
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
  /** Size and SHA-256 (hex) of the bytes as dropped; only to be asked once `chunks` has come to its end. */
  facts(): { readonly bytes: number; readonly sha256: string };
  /** Lets go of the file, wherever the reading stands. */
  close(): Promise<void>;
}

/** Holds an IDX header, a zip's first entry name, and enough text to tell UTF-16 from binary data. */
const HEAD_BYTES = 4096;

/** Begins to read a file in one pass: hashed as dropped, and unpacked where its first two bytes are gzip's, whatever its name says.
 *  `onRead` is told the bytes read so far, as dropped. */
export async function openBytes(source: ByteSource, signal: AbortSignal, onRead: (bytes: number) => void = () => {}): Promise<OpenedBytes> {
  const hash = runningSha256();
  let bytes = 0;
  const dropped = await peek(
    readStream(source, signal, (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
      onRead(bytes);
    }),
    2,
  );
  const gzip = isGzip(dropped.head);
  const unpacked = gzip ? await unpack(dropped, source.name, signal) : await peek(dropped.chunks, HEAD_BYTES);
  const close = async () => {
    await unpacked.close();
    await dropped.close();
  };
  const facts = () => ({ bytes, sha256: hash.hex() });
  return { name: source.name, size: source.size, gzip, head: unpacked.head, chunks: unpacked.chunks, facts, close };
}

async function unpack(dropped: Peeked, file: string, signal: AbortSignal): Promise<Peeked> {
  try {
    return await peek(gunzip(dropped.chunks, file, signal), HEAD_BYTES);
  } catch (error) {
    await dropped.close();
    throw error;
  }
}

async function* readStream(
  source: ByteSource,
  signal: AbortSignal,
  onChunk: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  signal.throwIfAborted();
  const reader = source.stream().getReader();
  // A read that waits on a slow disk ends at once.
  const stop = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => unreadable(source, signal, error));
      signal.throwIfAborted();
      if (done) return;
      onChunk(value);
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await reader.cancel().catch(() => {});
  }
}

/** Browsers tell `NotReadableError` for a file that changed and `NotFoundError` for one that is gone. */
function unreadable(source: ByteSource, signal: AbortSignal, error: unknown): never {
  signal.throwIfAborted();
  const detail = error instanceof Error ? error.message : String(error);
  throw new TrainscriptError('file-unreadable', { file: source.name, detail }, error);
}
