/** A file of the bundle, before it is written. What is text is written in UTF-8. */
export interface BundleEntry {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer> | string;
}

const encoder = new TextEncoder();

/** The content as bytes, piece by piece. */
export async function* chunksOf(content: BundleEntry['content']): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (typeof content === 'string') yield encoder.encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

export async function* utf8(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const text of texts) if (text !== '') yield encoder.encode(text);
}

/** JSON for people to read, too: two spaces, a line end at the end. */
export const jsonDocument = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
