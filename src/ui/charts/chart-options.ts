import type uPlot from 'uplot';
import type { PlacedAlert } from '../../app/charts/alert-marks.ts';
import type { AxisKind } from '../../app/charts/chart-axis.ts';
import type { ScaleKind } from '../../app/charts/chart-range.ts';
import type { DrawnCurve } from '../../app/charts/chart-series.ts';
import { stepTicks, timeTicks, valueTicks } from '../../app/charts/chart-ticks.ts';
import type { ChartView } from '../../app/charts/chart-view.ts';
import type { EvaluationPoint, MetricName, TrackCurves } from '../../app/charts/run-charts.ts';
import type { Track } from '../../core/spec/spec.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { formatPlaceTick } from './chart-places.ts';

/** A stretch of the horizontal axis, tinted and labelled. */
export interface ChartBand {
  readonly track: Track;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** Where there is no room for the label. */
  readonly shortLabel: string;
}

/** All that a chart shows. Curves grow in place: `revision` tells when they did. */
export interface ChartContent {
  readonly name: MetricName;
  readonly curves: readonly TrackCurves[];
  readonly points: readonly EvaluationPoint[];
  readonly bands: readonly ChartBand[];
  readonly alerts: readonly PlacedAlert[];
  readonly axis: AxisKind;
  /** Its curves are the points themselves: evaluations are few, and each is marked. */
  readonly marked: boolean;
  /** Steps may have no value, as the first has no pace: that is no fault to be marked. */
  readonly gaps: boolean;
  readonly from: number;
  readonly to: number;
  readonly revision: number;
}

/** How values are scaled and written. `share` is for values from 0 to 1. */
export interface ChartScale {
  readonly kind: ScaleKind;
  readonly format: (value: number) => string;
  readonly tick: (value: number) => string;
}

/** The colour of each track on every chart. */
export const TRACK_TOKENS: Readonly<Record<Track, string>> = {
  pretrain: '--ts-pretrain',
  finetune: '--ts-finetune',
  baseline: '--ts-baseline',
};

export type Looks = Pick<TrackCurves, 'track' | 'look'>;

export const tokenOf = ({ track, look }: Looks): string => look?.token ?? TRACK_TOKENS[track];

/** Empty where the line is drawn through. */
export const dashOf = ({ track, look }: Looks): readonly number[] => look?.dash ?? (track === 'baseline' ? BASELINE_DASH : []);

/** Which mark stands at what was measured on test rows: by shape, too, whose rows and which track. */
export const markOf = ({ track, look }: Looks): 'ring' | 'diamond' | 'square' => {
  if (look?.kind === 'recalled') return 'square';
  return track === 'baseline' ? 'diamond' : 'ring';
};

/** Series a track takes: the raw curve, and the smoothed one. How far the values of a column reach is painted below them. */
const SERIES_PER_TRACK = 2;
export const RAW_ALPHA = 0.3;
export const REACH_ALPHA = 0.28;
export const BASELINE_DASH = [5, 3];
export const RECALLED_DASH = [2, 3];
const AXIS_FONT = '11px system-ui, sans-serif';
export const X_AXIS_SIZE = 26;
/** Wide enough for «1.5e-4» and «100%», and the same on every chart, so that those below each other line up. */
export const Y_AXIS_SIZE = 48;
/** Beside the curves: room for half of the last tick's label. */
export const RIGHT_PADDING = 18;
/** Pixels that a tick takes at least. */
const X_TICK_SPACE = 64;
const Y_TICK_SPACE = 30;
const Y_TICK_SPACE_COMPACT = 24;

/** Pixels that the curves have in an element of this width. */
export const plotWidth = (width: number): number => Math.max(1, width - Y_AXIS_SIZE - RIGHT_PADDING);

export interface ChartHooks {
  readonly xRange: () => [number, number];
  readonly yRange: () => [number, number];
  readonly paintBack: (plot: uPlot) => void;
  readonly paintBetween: (plot: uPlot) => void;
  readonly paintFront: (plot: uPlot) => void;
  readonly moved: (plot: uPlot) => void;
  readonly selected: (plot: uPlot) => void;
  readonly reset: () => void;
}

/** uPlot's options for a chart of these curves. Colours are asked for at every drawing, so they follow the theme. */
export function chartOptions(
  { curves, axis }: Pick<ChartContent, 'curves' | 'axis'>,
  scale: ChartScale,
  compact: boolean,
  colours: ThemeColours,
  hooks: ChartHooks,
): uPlot.Options {
  return {
    width: 300,
    height: 100,
    padding: [compact ? 6 : 20, RIGHT_PADDING, 0, 0],
    legend: { show: false },
    series: [{}, ...curves.flatMap((curve) => trackSeries(curve, colours))],
    scales: { x: { time: false, range: hooks.xRange }, y: { distr: scale.kind === 'log' ? 3 : 1, range: hooks.yRange } },
    axes: [xAxis(axis, colours), yAxis(scale, compact, colours)],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 6 },
      points: { show: (_, index) => cursorPoint(index), size: 7, width: 0 },
      bind: { dblclick: () => onDoubleClick(hooks.reset) },
    },
    hooks: {
      drawClear: [hooks.paintBack],
      drawAxes: [hooks.paintBetween],
      draw: [hooks.paintFront],
      setCursor: [hooks.moved],
      setSelect: [hooks.selected],
    },
  };
}

const NOTHING: readonly null[] = [];

/** Most columns hold several values: the raw curve would only go up and down within what is painted of their reach. */
export function isDense({ low, high }: DrawnCurve): boolean {
  let [filled, several] = [0, 0];
  for (let i = 0; i < low.length; i++) {
    if (low[i] === null) continue;
    filled++;
    if (low[i] !== high[i]) several++;
  }
  return several > filled / 2;
}

/** The columns in the order of the options' series. A log scale has no place for zero and below. */
export function alignedData({ columns, smooth }: Pick<ChartView, 'columns' | 'smooth'>, log: boolean): uPlot.AlignedData {
  const shown = (values: readonly (number | null)[]) =>
    log ? values.map((value) => (value !== null && value > 0 ? value : null)) : [...values];
  return [[...columns.x], ...columns.curves.flatMap((curve, i) => [shown(isDense(curve) ? NOTHING : curve.last), shown(smooth[i])])];
}

function trackSeries(curve: Looks, colours: ThemeColours): uPlot.Series[] {
  const stroke = () => colours.of(tokenOf(curve));
  const dashes = dashOf(curve);
  const dash = dashes.length > 0 ? { dash: [...dashes] } : {};
  const line = { spanGaps: true, points: { show: false } };
  return [
    { ...line, width: 1, stroke, alpha: RAW_ALPHA },
    { ...line, width: 2, stroke, ...dash, points: { show: lonePoint, size: 5 } },
  ];
}

/** A curve of a single point has no line yet: it is shown as a dot. */
function lonePoint(plot: uPlot, index: number): boolean {
  let points = 0;
  for (const value of plot.data[index]) if (value !== null && value !== undefined && ++points > 1) return false;
  return points === 1;
}

/** Only the smoothed curve carries a dot under the cursor. */
function cursorPoint(index: number): HTMLElement {
  const dot = document.createElement('div');
  dot.hidden = index % SERIES_PER_TRACK !== 0;
  return dot;
}

const onDoubleClick = (reset: () => void) => () => {
  reset();
  return null;
};

function xAxis(kind: AxisKind, colours: ThemeColours): uPlot.Axis {
  return {
    ...axisLook(colours),
    size: X_AXIS_SIZE,
    gap: 4,
    grid: { show: false },
    ticks: { show: true, size: 4, width: 1, stroke: () => colours.of('--ts-line-strong') },
    splits: (plot, _, low, high) => placeTicks(kind, low, high, plotWidth(plot.width)),
    values: (_, splits) => splits.map((place) => formatPlaceTick(kind, place)),
  };
}

function yAxis(scale: ChartScale, compact: boolean, colours: ThemeColours): uPlot.Axis {
  return {
    ...axisLook(colours),
    size: Y_AXIS_SIZE,
    gap: 6,
    grid: { width: 1, stroke: () => colours.of('--ts-grid') },
    ticks: { show: false },
    splits: (plot, _, low, high) => valueTicksFor(scale, low, high, plot.height - X_AXIS_SIZE, compact),
    filter: (_, splits) => splits,
    values: (_, splits) => splits.map((value) => (value === null || scale.kind === 'none' ? '' : scale.tick(value))),
  };
}

/** Ticks of a horizontal axis that is this many pixels long. */
export const placeTicks = (kind: AxisKind, low: number, high: number, width: number): number[] =>
  (kind === 'step' ? stepTicks : timeTicks)(low, high, width / X_TICK_SPACE);

/** Ticks of a vertical axis that is this many pixels high. */
export const valueTicksFor = ({ kind }: ChartScale, low: number, high: number, height: number, compact: boolean): number[] =>
  valueTicks(low, high, height / (compact ? Y_TICK_SPACE_COMPACT : Y_TICK_SPACE), kind);

const axisLook = (colours: ThemeColours): uPlot.Axis => ({ font: AXIS_FONT, stroke: () => colours.of('--ts-axis') });

/** `rgb(…)`, as computed styles give it, made transparent. */
export const withAlpha = (rgb: string, alpha: number): string =>
  rgb.replace(/^rgb\((.*)\)$/, (_, parts: string) => `rgba(${parts}, ${alpha})`);
