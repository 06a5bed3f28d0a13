/** How well one column alone tells the class, as Cohen's κ over rows that were held out (1: always, 0: no better than the classes'
 *  shares). Each half of the rows is told by the other one: by the class of the nearest value, as a 1-nearest-neighbour rule, the most
 *  frequent of those that have the same value. Rows without a value or a class are left out; null where too few are left. */
export function heldOutKappa(values: Float64Array, classes: Int32Array, classCount: number, isFirst: Uint8Array): number | null {
  const confusion = new Float64Array(classCount * classCount);
  const halves = [halfOf(values, classes, isFirst, 1), halfOf(values, classes, isFirst, 0)];
  if (halves.some(({ length }) => length < ENOUGH)) return null;
  for (const [known, asked] of [halves, [...halves].reverse()]) {
    const rule = ruleOf(values, classes, known, classCount);
    for (const at of asked) confusion[classes[at] * classCount + tell(rule, values[at])]++;
  }
  return cohensKappa(confusion, classCount);
}

/** Rows of each half. Fewer are told apart by many a column by chance. */
const ENOUGH = 15;

function halfOf(values: Float64Array, classes: Int32Array, isFirst: Uint8Array, wanted: 0 | 1): Uint32Array {
  return Uint32Array.from(values.keys()).filter((i) => isFirst[i] === wanted && classes[i] >= 0 && !Number.isNaN(values[i]));
}

/** Each different value, ascending, with its most frequent class. */
interface Rule {
  readonly values: Float64Array;
  readonly classes: Int32Array;
}

function ruleOf(values: Float64Array, classes: Int32Array, rows: Uint32Array, classCount: number): Rule {
  const order = rows.slice().sort((a, b) => values[a] - values[b]);
  const rule = { values: new Float64Array(order.length), classes: new Int32Array(order.length) };
  const votes = new Uint32Array(classCount);
  let size = 0;
  for (let from = 0; from < order.length; ) {
    votes.fill(0);
    const value = values[order[from]];
    let best = classes[order[from]];
    for (; from < order.length && values[order[from]] === value; from++) {
      const own = classes[order[from]];
      if (++votes[own] > votes[best]) best = own;
    }
    rule.values[size] = value;
    rule.classes[size++] = best;
  }
  return { values: rule.values.subarray(0, size), classes: rule.classes.subarray(0, size) };
}

function tell({ values, classes }: Rule, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low > 0 && value - values[low - 1] < Math.abs(values[low] - value) ? classes[low - 1] : classes[low];
}

/** Agreement beyond what the shares of rows and columns give by chance (Cohen 1960); 0 where there is one class. */
function cohensKappa(confusion: Float64Array, classCount: number): number {
  const [rowSums, columnSums] = [new Float64Array(classCount), new Float64Array(classCount)];
  let [total, agreed] = [0, 0];
  for (let i = 0; i < classCount; i++) {
    for (let j = 0; j < classCount; j++) {
      const count = confusion[i * classCount + j];
      rowSums[i] += count;
      columnSums[j] += count;
      total += count;
    }
    agreed += confusion[i * classCount + i];
  }
  const expected = rowSums.reduce((sum, rows, i) => sum + rows * columnSums[i], 0) / total ** 2;
  return expected >= 1 ? 0 : (agreed / total - expected) / (1 - expected);
}
