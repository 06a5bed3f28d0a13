import { directions, dot } from './directions.ts';
import { type Points, squaredDistance } from './points.ts';

/** Pairs that are looked at number by number; where more points than that lie about each other, the rest is not worth telling. */
const MAX_LOOKS = 2_000_000;
/** Comparisons between two reports of how far it is: a few milliseconds. */
const COMPARISONS_A_TURN = 2_000_000;
const DIRECTIONS = 16;

export interface NearGroups {
  /** Positions of points that are near to each other, directly or by way of others; ascending. */
  readonly groups: readonly Uint32Array[];
  /** Whether every pair was looked at. */
  readonly complete: boolean;
}

/** Finds the points that lie nearer to each other than `radius`, exactly: along any orthonormal directions two points are no farther
 *  apart than they are, so that few pairs are left to look at where those directions tell most of them apart.
 *  Yields the share that is done. */
export function* nearGroups(points: Points, radius: number): Generator<number, NearGroups, void> {
  const { order, table, width } = projected(points);
  const union = new Union(points.count);
  let looks = 0;
  let comparisons = 0;
  for (let i = 0; i < order.length && looks <= MAX_LOOKS; i++) {
    let point: Float32Array | null = null;
    const end = endOfWindow(table, width, i, radius);
    comparisons += end - i;
    for (let j = i + 1; j < end; j++) {
      if (isFar(table, width, i, j, radius) || union.areOne(order[i], order[j])) continue;
      if (++looks > MAX_LOOKS) break;
      point ??= points.gather([order[i]]);
      if (squaredDistance(point, points.gather([order[j]]), radius ** 2) < radius ** 2) union.join(order[i], order[j]);
    }
    if (comparisons > COMPARISONS_A_TURN) {
      comparisons = 0;
      yield i / order.length;
    }
  }
  return { groups: union.groups(), complete: looks <= MAX_LOOKS };
}

/** Rounding to float32 must not hide a pair. */
const SLACK = 1.001;

/** The end of those behind `i` that are no farther than the radius along the first direction. */
function endOfWindow(table: Float32Array, width: number, i: number, radius: number): number {
  const limit = table[i * width] + SLACK * radius;
  let end = i + 1;
  while (end * width < table.length && table[end * width] <= limit) end++;
  return end;
}

function isFar(table: Float32Array, width: number, i: number, j: number, radius: number): boolean {
  const limit = (SLACK * radius) ** 2;
  const [a, b] = [i * width, j * width];
  let sum = 0;
  for (let direction = 0; direction < width && sum <= limit; direction++) sum += (table[a + direction] - table[b + direction]) ** 2;
  return sum > limit;
}

/** Where each point lies along the directions, `[points, width]`, and which point it is, in the order of the first direction: those
 *  that are compared lie side by side in memory. */
function projected(points: Points): { readonly order: Uint32Array; readonly table: Float32Array; readonly width: number } {
  const along = directions(points, DIRECTIONS);
  const width = Math.max(1, along.length);
  const unordered = new Float32Array(points.count * width);
  for (let at = 0; at < points.count; at++) {
    const point = points.gather([at]);
    along.forEach((direction, i) => {
      unordered[at * width + i] = dot(point, direction);
    });
  }
  const order = Uint32Array.from({ length: points.count }, (_, at) => at);
  order.sort((a, b) => unordered[a * width] - unordered[b * width] || a - b);
  const table = new Float32Array(unordered.length);
  order.forEach((at, i) => {
    table.set(unordered.subarray(at * width, (at + 1) * width), i * width);
  });
  return { order, table, width };
}

/** Points that belong together, maybe through others (union–find). */
class Union {
  readonly #parent: Uint32Array;

  constructor(count: number) {
    this.#parent = Uint32Array.from({ length: count }, (_, at) => at);
  }

  areOne(a: number, b: number): boolean {
    return this.#root(a) === this.#root(b);
  }

  join(a: number, b: number): void {
    this.#parent[this.#root(b)] = this.#root(a);
  }

  /** Those of two points and more. */
  groups(): readonly Uint32Array[] {
    const members = new Map<number, number[]>();
    for (let at = 0; at < this.#parent.length; at++) {
      const root = this.#root(at);
      const group = members.get(root);
      if (group) group.push(at);
      else members.set(root, [at]);
    }
    return [...members.values()].filter(({ length }) => length > 1).map((group) => Uint32Array.from(group));
  }

  #root(at: number): number {
    const parent = this.#parent;
    let root = at;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
