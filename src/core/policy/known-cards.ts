import type { FileFacts } from '../data/dataset.ts';
import type { Card } from './card.ts';
import type { KnownCard } from './card-parse.ts';

/** The card of the dataset whose files these are, told by their SHA-256; null when a file is none of that dataset's.
 *  Part of a dataset is recognised too: MNIST's training files are MNIST. */
export function matchKnown(files: readonly Pick<FileFacts, 'sha256'>[], cards: readonly KnownCard[]): Card | null {
  if (files.length === 0) return null;
  return cards.find((known) => files.every(({ sha256 }) => known.sha256.includes(sha256)))?.card ?? null;
}
