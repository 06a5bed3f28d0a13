/** What was dropped, told by the files' names: weights are starting parameters, a card is a declaration, the rest is data. */
export interface Dropped {
  readonly data: readonly File[];
  readonly weights: File | null;
  readonly card: File | null;
}

const WEIGHTS = /\.(pth|pt|safetensors)$/i;
const CARD = /\.json$/i;

export function sortDropped(files: readonly File[]): Dropped {
  return {
    data: files.filter(({ name }) => !WEIGHTS.test(name) && !CARD.test(name)),
    weights: files.find(({ name }) => WEIGHTS.test(name)) ?? null,
    card: files.find(({ name }) => CARD.test(name)) ?? null,
  };
}
