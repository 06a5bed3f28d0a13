/** What a confusion matrix says of one class; shares are null where nothing was counted. */
export interface ClassScore {
  readonly rows: number;
  readonly right: number;
  /** Of the rows of this class, the share that was predicted right (recall). */
  readonly accuracy: number | null;
  /** The class that it was most often taken for, and how often. */
  readonly mistakenFor: { readonly index: number; readonly count: number } | null;
}

/** Scores per true class of `confusion[true][predicted]`. */
export function classScores(confusion: readonly (readonly number[])[]): readonly ClassScore[] {
  return confusion.map((counts, index) => {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return { rows, right: counts[index], accuracy: rows === 0 ? null : counts[index] / rows, mistakenFor: worstMistake(counts, index) };
  });
}

function worstMistake(counts: readonly number[], own: number): ClassScore['mistakenFor'] {
  let worst: ClassScore['mistakenFor'] = null;
  counts.forEach((count, index) => {
    if (index !== own && count > (worst?.count ?? 0)) worst = { index, count };
  });
  return worst;
}
