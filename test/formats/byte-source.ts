import { type ByteSource, type OpenedBytes, openBytes } from '../../src/formats/bytes.ts';

/** A file of those bytes that is read in pieces of `pieceBytes`. */
export function byteSource(content: Uint8Array | string, name = 'data', pieceBytes = 1 << 16): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  return {
    name,
    size: bytes.length,
    stream() {
      let at = 0;
      return new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          pull(controller) {
            if (at >= bytes.length) return controller.close();
            controller.enqueue(bytes.slice(at, at + pieceBytes));
            at += pieceBytes;
          },
        },
        { highWaterMark: 0 },
      );
    },
  };
}

export const NEVER = new AbortController().signal;

export const opened = (content: Uint8Array | string, name?: string, pieceBytes?: number): Promise<OpenedBytes> =>
  openBytes(byteSource(content, name, pieceBytes), NEVER);

/** All of a stream in one piece. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}
