/** Is never aborted. */
export const never = new AbortController().signal;

/** All that is yielded. */
export async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
