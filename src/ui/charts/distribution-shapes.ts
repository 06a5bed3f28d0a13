import { bandsOf, densityOf, type Snapshot, snapshotOfColumns, spread, valueRange } from '../../app/charts/density.ts';
import type { Track } from '../../core/spec/spec.ts';
import type { AreaShape, Box, LineShape, Shape } from '../parts/picture.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { TRACK_TOKENS } from './chart-options.ts';
import type { DensityFrame } from './density-painting.ts';

/** More curves behind each other than this cannot be told apart. */
const MOST_RIDGES = 40;
/** Points of a ridge: twice the bins of a histogram. */
const RIDGE_POINTS = 64;
/** How high the highest ridge stands, as a share of the picture. */
const RIDGE_HEIGHT = 0.32;
const RIDGE_TINT = 0.22;
/** The widest band faintest; they lie over each other. */
const BAND_TINT = 0.16;
const MOST_BAND_COLUMNS = 480;

type Point = readonly [x: number, y: number];

/** The snapshots that stand as ridges, from the one furthest back. */
export const ridgesOf = ({ snapshots, from, to }: DensityFrame): readonly Snapshot[] =>
  spread(
    snapshots.filter(({ x }) => x >= from && x <= to),
    MOST_RIDGES,
  );

/** Where a ridge stands: the height of its foot. */
export function ridgeFoot(index: number, count: number, { y, height }: Box): number {
  const top = y + RIDGE_HEIGHT * height;
  return top + ((index + 1) / count) * (y + height - top);
}

/** One curve a snapshot, the latest in front: from left to right the values, as high as they are dense. */
export function ridgeShapes(frame: DensityFrame, box: Box, held: Snapshot | undefined, colours: ThemeColours): readonly Shape[] {
  const ridges = ridgesOf(frame);
  const [low, high] = valueRange(ridges);
  const densities = ridges.map(({ histogram }) => densityOf(histogram, low, high, RIDGE_POINTS).reverse());
  const peak = Math.max(...densities.map((density) => Math.max(...density)));
  if (!(peak > 0)) return [];
  return ridges.flatMap((ridge, i): Shape[] => {
    const foot = ridgeFoot(i, ridges.length, box);
    const curve = Array.from(
      densities[i],
      (density, k): Point => [box.x + ((k + 0.5) / RIDGE_POINTS) * box.width, foot - (density / peak) * RIDGE_HEIGHT * box.height],
    );
    const points: AreaShape['points'] = [[box.x, foot], ...curve, [box.x + box.width, foot]];
    const colour = colours.of(TRACK_TOKENS[ridge.track]);
    const chosen = held !== undefined && ridge.step === held.step;
    return [
      { kind: 'area', points, fill: colours.of('--ts-surface'), clip: box },
      { kind: 'area', points, fill: colour, alpha: RIDGE_TINT, clip: box },
      { kind: 'line', points, stroke: chosen ? colours.of('--ts-ink') : colour, width: chosen ? 2 : 1, clip: box },
    ];
  });
}

/** The bands between percentiles over the axis, and the median: half, two thirds, seven eighths and all of the values. */
export function bandShapes(frame: DensityFrame, box: Box, colours: ThemeColours): readonly Shape[] {
  const [low, high] = valueRange(frame.snapshots);
  const y = (value: number) => box.y + ((high - value) / (high - low || 1)) * box.height;
  return stretchesOf(frame, box).flatMap(({ track, columns }): Shape[] => {
    const bands = new Map<Snapshot, readonly number[]>();
    const lines = columns.map(([x, snapshot]) => {
      const values = bands.get(snapshot) ?? bandsOf(snapshot.histogram);
      bands.set(snapshot, values);
      return [x, values.map(y)] as const;
    });
    const edge = (index: number): Point[] => lines.map(([x, heights]) => [x, heights[index]]);
    const fill = colours.of(TRACK_TOKENS[track]);
    const areas = [0, 1, 2, 3].map(
      (index): Shape => ({ kind: 'area', points: [...edge(index), ...edge(8 - index).reverse()], fill, alpha: BAND_TINT, clip: box }),
    );
    const line = (index: number, width: number, alpha: number): LineShape => ({
      kind: 'line',
      points: edge(index),
      stroke: fill,
      width,
      alpha,
      clip: box,
    });
    return [...areas, line(0, 1, 0.5), line(8, 1, 0.5), line(4, 2, 1)];
  });
}

interface BandStretch {
  readonly track: Track;
  readonly columns: (readonly [x: number, snapshot: Snapshot])[];
}

/** What holds in each column, one stretch after the other where the track changes. */
function stretchesOf({ snapshots, from, to, until }: DensityFrame, box: Box): readonly BandStretch[] {
  const count = Math.max(2, Math.min(MOST_BAND_COLUMNS, Math.floor(box.width)));
  const stretches: BandStretch[] = [];
  snapshotOfColumns(snapshots, from, to, count).forEach((index, column) => {
    const x = box.x + (column / (count - 1)) * box.width;
    if (index < 0 || from + (column / count) * (to - from) > until) return;
    const snapshot = snapshots[index];
    const last = stretches.at(-1);
    if (last?.track !== snapshot.track) stretches.push({ track: snapshot.track, columns: [[x, snapshot]] });
    else last.columns.push([x, snapshot]);
  });
  return stretches;
}
