/** A stretch of the horizontal axis. */
export type Range = readonly [from: number, to: number];

/** `range` taken `factor` times as long, the place `at` staying where it is on the screen; no shorter than `least`, and
 *  within `full`. Null where that is all there is. */
export function zoomed([from, to]: Range, at: number, factor: number, full: Range, least: number): Range | null {
  const length = Math.min(full[1] - full[0], Math.max(least, (to - from) * factor));
  const share = to > from ? (at - from) / (to - from) : 0.5;
  return wholeIsNull(within([at - share * length, at + (1 - share) * length], full), full);
}

/** `range` moved by `by`, stopped by the ends of `full`. */
export function panned([from, to]: Range, by: number, full: Range): Range {
  return within([from + by, to + by], full);
}

/** `range` moved as little as needed to hold `at`. */
export function following([from, to]: Range, at: number): Range {
  if (at < from) return [at, at + to - from];
  return at > to ? [at - (to - from), at] : [from, to];
}

function within([from, to]: Range, full: Range): Range {
  if (from < full[0]) return [full[0], Math.min(full[1], full[0] + to - from)];
  return to > full[1] ? [Math.max(full[0], full[1] - (to - from)), full[1]] : [from, to];
}

const wholeIsNull = (range: Range, full: Range): Range | null => (range[0] <= full[0] && range[1] >= full[1] ? null : range);
