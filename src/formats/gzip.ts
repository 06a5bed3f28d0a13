/** Packs a stream by the platform's own deflater (RFC 1952, no name, no time: the same bytes pack to the same bytes in
 *  the same browser). An error of `plain` ends the packed stream with that error. */
export async function* gzip(plain: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const { readable, writable } = new CompressionStream('gzip');
  const fed = feed(plain, writable.getWriter());
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await fed;
  }
}

/** Never throws: what goes wrong is told to the reading side. */
async function feed(plain: AsyncIterable<Uint8Array<ArrayBuffer>>, writer: WritableStreamDefaultWriter<BufferSource>): Promise<void> {
  try {
    for await (const chunk of plain) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
  }
}
