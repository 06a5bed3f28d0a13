import type { RowUse } from '../../core/looks/looks.ts';
import { TRACKS, type Track } from '../../core/spec/spec.ts';

/** One track's uses of a row, laid into a box of so many units: steps from the left to the right, losses from 0 at the bottom. */
export interface RowCurve {
  readonly track: Track;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface RowCurves {
  readonly curves: readonly RowCurve[];
  readonly first: number;
  readonly last: number;
  readonly highest: number;
}

/** Null where no use has a loss. */
export function rowCurves(uses: readonly RowUse[], width: number, height: number): RowCurves | null {
  const known = uses.flatMap(({ track, step, loss }) => (loss === null ? [] : [{ track, step, loss }]));
  if (known.length === 0) return null;
  const first = known[0].step;
  const last = known[known.length - 1].step;
  const highest = known.reduce((most, { loss }) => Math.max(most, loss), 0);
  const place = ({ step, loss }: { readonly step: number; readonly loss: number }) => ({
    x: last === first ? width / 2 : ((step - first) / (last - first)) * width,
    y: highest === 0 ? height : height * (1 - loss / highest),
  });
  const curves = TRACKS.map((track) => ({ track, points: known.filter((use) => use.track === track).map(place) }));
  return { curves: curves.filter(({ points }) => points.length > 0), first, last, highest };
}
