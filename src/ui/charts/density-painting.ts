import { densityOf, quantile, type Snapshot, snapshotOfColumns, valueRange } from '../../app/charts/density.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { TRACK_TOKENS } from './chart-options.ts';

/** Where a picture's pixels stand: places of the charts' axis across, values from the top down. */
export interface DensityFrame {
  /** Ascending by place. The last one holds up to `until`. */
  readonly snapshots: readonly Snapshot[];
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

/** Faint densities stay visible when the peak is many times higher. */
const GAMMA = 0.55;

/** Paints a heat map over the whole canvas: the more values lie there, the stronger the track's colour; on top the median,
 *  where `lines` asks for it. Gives the range of values from bottom to top. */
export function paintDensity(
  canvas: HTMLCanvasElement,
  { snapshots, from, to, until }: DensityFrame,
  lines: boolean,
  colours: ThemeColours,
): readonly [low: number, high: number] {
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  const [low, high] = valueRange(snapshots);
  if (context === null || width === 0 || height === 0) return [low, high];
  context.clearRect(0, 0, width, height);
  if (snapshots.length === 0) return [low, high];
  const chosen = snapshotOfColumns(snapshots, from, to, width).fill(-1, Math.max(0, Math.ceil(((until - from) / (to - from)) * width)));
  context.putImageData(heat(snapshots, chosen, low, high, height, colours), 0, 0);
  if (lines) paintMedian(context, snapshots, chosen, low, high, colours);
  return [low, high];
}

function heat(
  snapshots: readonly Snapshot[],
  chosen: Int32Array,
  low: number,
  high: number,
  height: number,
  colours: ThemeColours,
): ImageData {
  const image = new ImageData(chosen.length, height);
  const densities = new Map<number, Float64Array>();
  for (const index of new Set(chosen)) if (index >= 0) densities.set(index, densityOf(snapshots[index].histogram, low, high, height));
  const peak = Math.max(...Array.from(densities.values(), (density) => density.reduce((most, value) => Math.max(most, value), 0)));
  chosen.forEach((index, column) => {
    const density = densities.get(index);
    if (density === undefined) return;
    const [red, green, blue] = rgbOf(colours.of(TRACK_TOKENS[snapshots[index].track]));
    for (let row = 0; row < height; row++) {
      if (density[row] === 0) continue;
      const at = 4 * (row * chosen.length + column);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255 * (density[row] / peak) ** GAMMA;
    }
  });
  return image;
}

function paintMedian(
  context: CanvasRenderingContext2D,
  snapshots: readonly Snapshot[],
  chosen: Int32Array,
  low: number,
  high: number,
  colours: ThemeColours,
): void {
  const height = context.canvas.height;
  const medians = new Map<number, number>();
  context.beginPath();
  context.lineWidth = Math.max(1, devicePixelRatio);
  context.strokeStyle = colours.of('--ts-ink');
  chosen.forEach((index, column) => {
    if (index < 0) return;
    const median = medians.get(index) ?? quantile(snapshots[index].histogram, 0.5);
    medians.set(index, median);
    context.lineTo(column, ((high - median) / (high - low || 1)) * height);
  });
  context.stroke();
}

const rgbOf = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number);
