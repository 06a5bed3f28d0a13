import { joinBytes } from '../core/join-bytes.ts';
/** A stream whose beginning was looked at. */
export interface Peeked {
  /** The first bytes, as many as were asked for, fewer only where the stream ends before. */
  readonly head: Uint8Array;
  /** The whole stream, once, the head among it. */
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;
  /** Ends the stream wherever it stands, even before its first chunk was taken. */
  close(): Promise<void>;
}

/** Reads a stream's first bytes and gives it back whole. */
export async function peek(stream: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>, bytes: number): Promise<Peeked> {
  const taken: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < bytes) {
    const { done, value } = await stream.next();
    if (done) break;
    taken.push(value);
    length += value.length;
  }
  const chunks = whole(taken, stream);
  const close = async () => {
    await chunks.return();
    await stream.return();
  };
  return { head: joinBytes(taken).subarray(0, bytes), chunks, close };
}

async function* whole(
  taken: Uint8Array<ArrayBuffer>[],
  rest: AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  yield* taken;
  yield* rest;
}
