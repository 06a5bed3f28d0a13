import { type Points, spread } from './points.ts';

/** Points that the directions are found on. */
const SAMPLE = 400;
const ROUNDS = 6;

/** Up to `count` orthonormal directions along which the points differ most, one behind the other, the most telling first: their principal
 *  components as far as some rounds of orthogonal iteration on a sample come (Golub and Van Loan, “Matrix computations”, §8.2.4).
 *  Fewer where the points span fewer. */
export function directions(points: Points, count: number): readonly Float64Array[] {
  const sample = centred(points);
  let basis = orthonormal(Array.from(spread(sample.length, count), (at) => sample[at]));
  for (let round = 0; round < ROUNDS; round++) basis = orthonormal(basis.map((direction) => timesCovariance(sample, direction)));
  return basis;
}

function centred(points: Points): readonly Float64Array[] {
  const rows = Array.from(spread(points.count, SAMPLE), (at) => Float64Array.from(points.gather([at])));
  const mean = new Float64Array(points.size);
  for (const row of rows) for (let i = 0; i < mean.length; i++) mean[i] += row[i] / rows.length;
  return rows.map((row) => row.map((value, i) => value - mean[i]));
}

function timesCovariance(sample: readonly Float64Array[], direction: Float64Array): Float64Array {
  const product = new Float64Array(direction.length);
  for (const row of sample) addScaled(product, row, dot(row, direction));
  return product;
}

/** Those that are left when each is freed from those before it (modified Gram–Schmidt); what then is next to nothing goes. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    const before = Math.sqrt(dot(rest, rest));
    // Twice: the first time leaves what rounding adds.
    for (let pass = 0; pass < 2; pass++) for (const other of basis) addScaled(rest, other, -dot(rest, other));
    const length = Math.sqrt(dot(rest, rest));
    if (length > NOTHING * before) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

const NOTHING = 1e-9;

function addScaled(into: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < into.length; i++) into[i] += factor * vector[i];
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
