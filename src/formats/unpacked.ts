type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;

/** What ended a stream before its end: whether it merely stops short, and how much came out before. */
export interface Unpacking {
  readonly isCutOff: boolean;
  readonly bytes: number;
}

/** Unpacks a stream by the platform's own inflater. What it yields is only sound once it has come to its end: a checksum stands behind
 *  the data. `problemOf` makes the error for packed data that are not whole; errors of `packed` itself pass through. It unpacks no faster
 *  than it is read from, so a bomb is stopped by whoever counts the bytes, or by the signal. */
export async function* unpacked(
  format: 'gzip' | 'deflate-raw',
  packed: Chunks,
  signal: AbortSignal,
  problemOf: (unpacking: Unpacking, cause: unknown) => Error,
): Chunks {
  const { readable, writable } = new DecompressionStream(format);
  const feeding: Feeding = { stage: 'writing', cause: undefined };
  const fed = feed(packed, writable.getWriter(), feeding);
  const reader = readable.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      bytes += value.length;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    await fed;
    if (feeding.cause !== undefined) throw feeding.cause;
    throw problemOf({ isCutOff: isCutOff(feeding, error), bytes }, error);
  } finally {
    await reader.cancel().catch(() => {});
    await fed;
    await packed.return();
  }
}

interface Feeding {
  stage: 'writing' | 'closing';
  /** What went wrong in the packed stream itself. */
  cause: unknown;
}

async function feed(packed: Chunks, writer: WritableStreamDefaultWriter<BufferSource>, feeding: Feeding): Promise<void> {
  for (;;) {
    const next = await packed.next().catch((error) => {
      feeding.cause = error;
      return undefined;
    });
    if (next === undefined) return await writer.abort(feeding.cause).catch(() => {});
    if (next.done) break;
    try {
      await writer.write(next.value);
    } catch {
      return;
    }
  }
  feeding.stage = 'closing';
  await writer.close().catch(() => {});
}

/** Data that merely stops short is found out when the stream is closed, broken data when it is written. Node finds both that
 *  late, and tells them apart by a code. */
function isCutOff(feeding: Feeding, error: unknown): boolean {
  const isBroken = error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR';
  return feeding.stage === 'closing' && !isBroken;
}
