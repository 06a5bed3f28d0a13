import type uPlot from 'uplot';
import type { Curve, DrawnColumns } from '../app/chart-series.ts';
import type { EvaluationPoint, TrackCurves } from '../app/run-charts.ts';
import type { Track } from '../core/spec.ts';
import { formatCompact, formatCount } from './numbers.ts';
import type { ThemeColours } from './theme-colours.ts';

/** A stretch of steps on the chart, tinted and labelled. */
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
  readonly curves: readonly TrackCurves[];
  readonly points: readonly EvaluationPoint[];
  readonly bands: readonly ChartBand[];
  readonly from: number;
  readonly to: number;
  readonly revision: number;
}

/** How values are scaled and written. `share` is for values from 0 to 1. */
export interface ChartScale {
  readonly kind: 'linear' | 'log' | 'share' | 'none';
  readonly format: (value: number) => string;
  readonly tick: (value: number) => string;
}

/** The colour of each track on every chart. */
export const TRACK_TOKENS: Readonly<Record<Track, string>> = {
  pretrain: '--ts-pretrain',
  finetune: '--ts-finetune',
  baseline: '--ts-baseline',
};

/** Series a track takes: highest and lowest (a filled band between them), the raw curve, the smoothed one. */
const SERIES_PER_TRACK = 4;
const RAW_ALPHA = 0.3;
const BAND_ALPHA = 0.16;
const BASELINE_DASH = [5, 3];
const AXIS_FONT = '11px system-ui, sans-serif';
const X_AXIS_SIZE = 26;
/** Wide enough for «1.5e-4» and «100%», and the same on every chart, so that those below each other line up. */
const Y_AXIS_SIZE = 48;
/** Steps from here on are written as «1.2M», which the axis has room for. */
const MOST_WRITTEN_OUT = 100_000;
const STEP_INCREMENTS = [1, 2, 5].flatMap((digit) => Array.from({ length: 8 }, (_, power) => digit * 10 ** power)).sort((a, b) => a - b);

export interface ChartHooks {
  readonly xRange: () => [number, number];
  readonly paintBack: (plot: uPlot) => void;
  readonly paintFront: (plot: uPlot) => void;
  readonly moved: (plot: uPlot) => void;
  readonly selected: (plot: uPlot) => void;
  readonly reset: () => void;
}

/** uPlot's options for a chart of these curves. Colours are asked for at every drawing, so they follow the theme. */
export function chartOptions(
  curves: readonly TrackCurves[],
  scale: ChartScale,
  compact: boolean,
  colours: ThemeColours,
  hooks: ChartHooks,
): uPlot.Options {
  return {
    width: 300,
    height: 100,
    padding: [compact ? 6 : 20, 18, 0, 0],
    legend: { show: false },
    series: [{}, ...curves.flatMap(({ track }) => trackSeries(track, colours))],
    bands: curves.map(({ track }, i) => ({
      series: [1 + i * SERIES_PER_TRACK, 2 + i * SERIES_PER_TRACK],
      fill: () => withAlpha(colours.of(TRACK_TOKENS[track]), BAND_ALPHA),
    })),
    scales: { x: { time: false, range: hooks.xRange }, y: yScale(scale) },
    axes: [xAxis(colours), yAxis(scale, compact, colours)],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 6 },
      points: { show: (_, index) => cursorPoint(index), size: 7, width: 0 },
      bind: { dblclick: () => onDoubleClick(hooks.reset) },
    },
    hooks: { drawClear: [hooks.paintBack], draw: [hooks.paintFront], setCursor: [hooks.moved], setSelect: [hooks.selected] },
  };
}

/** The drawn columns in the order of the options' series. A log scale has no place for zero and below. */
export function alignedData(raw: DrawnColumns, smooth: DrawnColumns, log: boolean): uPlot.AlignedData {
  const shown = log ? (values: (number | null)[]) => values.map((value) => (value !== null && value > 0 ? value : null)) : identity;
  const columns = raw.curves.flatMap(({ high, low, last }, i) => [high, low, last, smooth.curves[i].last].map(shown));
  return [raw.x as number[], ...columns];
}

export const rawCurves = (curves: readonly TrackCurves[]): readonly Curve[] => curves.map(({ raw }) => raw);
export const smoothCurves = (curves: readonly TrackCurves[]): readonly Curve[] => curves.map(({ smooth }) => smooth);

const identity = <T>(value: T): T => value;

function trackSeries(track: Track, colours: ThemeColours): uPlot.Series[] {
  const stroke = () => colours.of(TRACK_TOKENS[track]);
  const dash = track === 'baseline' ? { dash: BASELINE_DASH } : {};
  const line = { spanGaps: true, points: { show: false } };
  return [
    { ...line, width: 0, stroke },
    { ...line, width: 0, stroke },
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

function yScale({ kind }: ChartScale): uPlot.Scale {
  if (kind === 'log') return { distr: 3 };
  if (kind === 'none') return { range: [0, 1] };
  if (kind === 'share') return { range: (_, low, high) => shareRange(low, high) };
  return { range: { min: { pad: 0.04, soft: 0, mode: 2 }, max: { pad: 0.06, soft: 0, mode: 2 } } };
}

function shareRange(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const pad = Math.max(0.005, (high - low) * 0.05);
  return [Math.max(0, low - pad), Math.min(1, high) + pad];
}

function xAxis(colours: ThemeColours): uPlot.Axis {
  return {
    ...axisLook(colours),
    size: X_AXIS_SIZE,
    gap: 4,
    grid: { show: false },
    ticks: { show: true, size: 4, width: 1, stroke: () => colours.of('--ts-line-strong') },
    incrs: STEP_INCREMENTS,
    space: 64,
    values: (_, splits) => splits.map((step) => (step < MOST_WRITTEN_OUT ? formatCount(step) : formatCompact(step))),
  };
}

function yAxis(scale: ChartScale, compact: boolean, colours: ThemeColours): uPlot.Axis {
  return {
    ...axisLook(colours),
    size: Y_AXIS_SIZE,
    gap: 6,
    grid: { width: 1, stroke: () => colours.of('--ts-grid') },
    ticks: { show: false },
    space: compact ? 28 : 34,
    values: (_, splits) => splits.map((value) => (value === null || scale.kind === 'none' ? '' : scale.tick(value))),
  };
}

const axisLook = (colours: ThemeColours): uPlot.Axis => ({ font: AXIS_FONT, stroke: () => colours.of('--ts-axis') });

/** `rgb(…)`, as computed styles give it, made transparent. */
export const withAlpha = (rgb: string, alpha: number): string =>
  rgb.replace(/^rgb\((.*)\)$/, (_, parts: string) => `rgba(${parts}, ${alpha})`);
