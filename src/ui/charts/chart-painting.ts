import type uPlot from 'uplot';
import { edgeMarks } from '../../app/charts/chart-marks.ts';
import type { ChartView } from '../../app/charts/chart-view.ts';
import type { EvaluationPoint } from '../../app/charts/run-charts.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { type ChartBand, markOf, REACH_ALPHA, TRACK_TOKENS, tokenOf, withAlpha } from './chart-options.ts';

const BAND_ALPHA = 0.45;
const LABEL_FONT = '600 11px system-ui, sans-serif';
/** Markers nearer than this to the one before are left out, in CSS pixels: a thousand evaluations would be one smear. */
const MARKER_GAP = 5;
const MARKER_RADIUS = 3.5;

/** Tints each phase's stretch, with its name above; behind axes and curves. */
export function paintBands(plot: uPlot, bands: readonly ChartBand[], labelled: boolean, colours: ThemeColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const band of bands) {
    const left = Math.max(bbox.left, plot.valToPos(band.from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.to, 'x', true));
    if (right <= left) continue;
    ctx.fillStyle = withAlpha(colours.of(`${TRACK_TOKENS[band.track]}-soft`), BAND_ALPHA);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.fillStyle = colours.of(TRACK_TOKENS[band.track]);
    ctx.fillRect(left, bbox.top - 2 * ratio, right - left - ratio, 2 * ratio);
    if (labelled) paintLabel(ctx, [band.label, band.shortLabel], left, right, bbox.top - 6 * ratio, ratio);
  }
  ctx.restore();
}

function paintLabel(
  ctx: CanvasRenderingContext2D,
  labels: readonly string[],
  left: number,
  right: number,
  bottom: number,
  ratio: number,
): void {
  ctx.font = LABEL_FONT.replace('11', String(11 * ratio));
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  const fitting = labels.find((label) => ctx.measureText(label).width < right - left);
  if (fitting !== undefined) ctx.fillText(fitting, left, bottom);
}

/** Marks what was measured on the test rows: rings, diamonds for the baseline, squares for what is recalled. */
export function paintPoints(plot: uPlot, points: readonly EvaluationPoint[], colours: ThemeColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const last: Record<string, number> = {};
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - 5 * ratio, bbox.top - 5 * ratio, bbox.width + 10 * ratio, bbox.height + 10 * ratio);
  ctx.clip();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.75 * ratio;
  ctx.fillStyle = colours.of('--ts-surface');
  for (const point of points) {
    const { x, value } = point;
    const colour = tokenOf(point);
    const left = plot.valToPos(x, 'x', true);
    if (left < bbox.left || left > bbox.left + bbox.width || left - (last[colour] ?? -1e9) < MARKER_GAP * ratio) continue;
    last[colour] = left;
    ctx.strokeStyle = colours.of(colour);
    // One that lies outside of the values shown stands at the edge.
    const height = Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, 'y', true)));
    paintMarker(ctx, markOf(point), left, height, MARKER_RADIUS * ratio);
  }
  ctx.restore();
}

function paintMarker(ctx: CanvasRenderingContext2D, mark: ReturnType<typeof markOf>, x: number, y: number, radius: number): void {
  ctx.beginPath();
  if (mark === 'square') {
    const reach = radius * 0.9;
    ctx.rect(x - reach, y - reach, 2 * reach, 2 * reach);
  } else if (mark === 'diamond') {
    const reach = radius * 1.25;
    ctx.moveTo(x, y - reach);
    ctx.lineTo(x + reach, y);
    ctx.lineTo(x, y + reach);
    ctx.lineTo(x - reach, y);
    ctx.closePath();
  } else ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** Paints how far each column's values reach: a bar from the lowest to the highest, so that a single step among thousands is as
 *  tall as it is. Columns of one value need none. */
export function paintReach(plot: uPlot, { columns }: ChartView, tokens: readonly string[], colours: ThemeColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const { x } = columns;
  if (x.length < 2) return;
  const pixels = x.map((place) => plot.valToPos(place, 'x', true));
  const width = Math.max(ratio, (pixels[pixels.length - 1] - pixels[0]) / (pixels.length - 1));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  columns.curves.forEach(({ low, high }, curve) => {
    ctx.fillStyle = withAlpha(colours.of(tokens[curve]), REACH_ALPHA);
    for (let i = 0; i < pixels.length; i++) {
      const [bottom, top] = [low[i], high[i]];
      if (bottom === null || top === null || bottom === top) continue;
      const [from, to] = [top, bottom].map((value) => plot.valToPos(value, 'y', true));
      const upper = Math.round(Math.max(bbox.top, from));
      // What a log scale has no place for reaches down to the edge.
      const lower = Math.min(bbox.top + bbox.height, Number.isFinite(to) ? to : bbox.top + bbox.height);
      if (upper > lower) continue;
      // On whole pixels, and one by one: many in one path take ten times as long.
      const left = Math.round(pixels[i] - width / 2);
      ctx.fillRect(left, upper, Math.round(pixels[i] + width / 2) - left, Math.max(ratio, Math.round(lower) - upper));
    }
  });
  ctx.restore();
}

/** Half a mark's width, and its height. */
const MARK = 4;

/** Marks at the edges what lies outside of the values shown, and what is on no scale: so that nothing is out of sight silently. */
export function paintEdgeMarks(plot: uPlot, view: ChartView, tokens: readonly string[], colours: ThemeColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const size = MARK * ratio;
  ctx.save();
  ctx.setLineDash([]);
  for (const { kind, curve, x } of edgeMarks(view, (place) => plot.valToPos(place, 'x'))) {
    const at = bbox.left + x * ratio;
    ctx.fillStyle = ctx.strokeStyle = colours.of(kind === 'lost' ? '--ts-error' : tokens[curve]);
    ctx.lineWidth = 1.5 * ratio;
    ctx.beginPath();
    if (kind === 'lost') {
      for (const [from, to] of [
        [-1, 1],
        [1, -1],
      ]) {
        ctx.moveTo(at + 0.75 * from * size, bbox.top + size * 2.25);
        ctx.lineTo(at + 0.75 * to * size, bbox.top + size * 3.75);
      }
      ctx.stroke();
      continue;
    }
    const [tip, base] =
      kind === 'above' ? [bbox.top, bbox.top + 1.5 * size] : [bbox.top + bbox.height, bbox.top + bbox.height - 1.5 * size];
    ctx.moveTo(at, tip);
    ctx.lineTo(at - size, base);
    ctx.lineTo(at + size, base);
    ctx.fill();
  }
  ctx.restore();
}

/** The shape that a curve can be expected to take. */
export type Ghost = 'falling' | 'rising' | 'level';

const GHOST_ROOM = 0.12;

/** A dotted sketch of what will be drawn, without any value: before a run the chart shows what it is for. */
export function paintGhost(plot: uPlot, bands: readonly ChartBand[], ghost: Ghost, colours: ThemeColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colours.of('--ts-line-strong');
  ctx.lineWidth = 2 * ratio;
  ctx.lineCap = 'round';
  ctx.setLineDash([0, 5 * ratio]);
  for (const band of bands) {
    const [left, right] = [band.from, band.to].map((x) => plot.valToPos(x, 'x', true));
    for (const from of ghostStarts(band, ghost)) paintGhostCurve(ctx, bbox, left, right, from, ghost);
  }
  ctx.restore();
}

/** Fine-tuning starts from where pretraining left off; the baseline, from scratch. */
function ghostStarts({ track }: ChartBand, ghost: Ghost): readonly number[] {
  if (ghost === 'level') return [0.5];
  return track === 'finetune' ? [0.45, 1] : [1];
}

function paintGhostCurve(ctx: CanvasRenderingContext2D, bbox: uPlot.BBox, left: number, right: number, from: number, ghost: Ghost): void {
  ctx.beginPath();
  for (let share = 0; share <= 1; share += 0.02) {
    const height = ghost === 'level' ? from : from * Math.exp(-3.2 * share);
    const drop = ghost === 'rising' ? height : 1 - height;
    ctx.lineTo(left + share * (right - left), bbox.top + bbox.height * (GHOST_ROOM + (1 - 2 * GHOST_ROOM) * drop));
  }
  ctx.stroke();
}
