/** Spearman's rank correlation of those pairs that are both there; equal values share their mean rank. 0 where there is nothing to
 *  compare: fewer than three pairs, or no spread. */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const both = Uint32Array.from(a.keys()).filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  return both.length < 3 ? 0 : correlation(ranksOf(a, both), ranksOf(b, both));
}

/** Pearson's correlation; 0 where one of both has no spread. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    products += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : products / Math.sqrt(squaresA * squaresB);
}

function ranksOf(values: Float64Array, rows: Uint32Array): Float64Array {
  const order = Uint32Array.from(rows.keys()).sort((i, j) => values[rows[i]] - values[rows[j]]);
  const ranks = new Float64Array(rows.length);
  for (let from = 0; from < order.length; ) {
    let end = from + 1;
    while (end < order.length && values[rows[order[end]]] === values[rows[order[from]]]) end++;
    for (let i = from; i < end; i++) ranks[order[i]] = (from + end - 1) / 2;
    from = end;
  }
  return ranks;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
