export interface Sampled {
  /** The first characters, as many as were asked for or a little more, fewer only where the text ends before. */
  readonly sample: string;
  /** Whether the sample is the whole text. */
  readonly isWhole: boolean;
  /** The whole text, once, the sample among it. */
  readonly all: AsyncGenerator<string, void, void>;
}

/** Reads the beginning of a text and gives it back whole. */
export async function withSample(texts: AsyncGenerator<string, void, void>, characters: number): Promise<Sampled> {
  const pieces: string[] = [];
  let length = 0;
  let isWhole = false;
  while (length < characters && !isWhole) {
    const { done, value } = await texts.next();
    isWhole = done === true;
    if (value) pieces.push(value);
    length += value?.length ?? 0;
  }
  const sample = pieces.join('');
  return { sample, isWhole, all: whole(sample, texts) };
}

async function* whole(sample: string, rest: AsyncGenerator<string, void, void>): AsyncGenerator<string, void, void> {
  yield sample;
  yield* rest;
}
