import type { AxisKind } from '../../app/charts/chart-axis.ts';
import { edgeMarks } from '../../app/charts/chart-marks.ts';
import { chartView } from '../../app/charts/chart-view.ts';
import type { Range } from '../../app/charts/chart-zoom.ts';
import type { TrackCurves } from '../../app/charts/run-charts.ts';
import { type AreaShape, type Box, boxPoints, type LineShape, type Picture, type Shape } from '../parts/picture.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { alertShapes, alertsText } from './alert-shapes.ts';
import {
  type ChartContent,
  type ChartScale,
  dashOf,
  isDense,
  markOf,
  placeTicks,
  RAW_ALPHA,
  REACH_ALPHA,
  TRACK_TOKENS,
  tokenOf,
  valueTicksFor,
} from './chart-options.ts';
import { formatPlaceTick, formatStretch } from './chart-places.ts';
import { countsText, curveName } from './chart-texts.ts';

const WIDTH = 960;
const HEIGHT = 440;
const FRAME: Box = { x: 64, y: 72, width: WIDTH - 64 - 24, height: HEIGHT - 72 - 52 };
const RING_RADIUS = 4;
const RING_CORNERS = 16;

/** What a chart's picture is made of. */
export interface PictureRequest {
  readonly heading: string;
  readonly content: ChartContent;
  readonly scale: ChartScale;
  readonly range: Range;
  readonly ignoreOutliers: boolean;
  readonly colours: ThemeColours;
}

/** A chart as a picture that stands alone: its heading, what the colours mean, the range shown, what lies outside and the alerts. */
export function chartPicture({ heading, content, scale, range, ignoreOutliers, colours }: PictureRequest): Picture {
  const { curves, points, axis, gaps } = content;
  const view = chartView({ curves, points, whole: axis === 'step', gaps, range, width: FRAME.width, scale: scale.kind, ignoreOutliers });
  const x = (place: number) => FRAME.x + ((place - range[0]) / (range[1] - range[0])) * FRAME.width;
  const y = heightOf(scale, view.values);
  const drawn = curves.filter(({ raw }) => raw.length > 0);
  const runs = drawn.some(({ look }) => look?.kind === 'run');
  const dense = view.columns.curves.map(isDense);
  const line = (values: readonly (number | null)[]): LineShape['points'] =>
    values.flatMap((value, i) => (value === null || !Number.isFinite(y(value)) ? [] : [[x(view.columns.x[i]), y(value)] as const]));
  const columnWidth = Math.max(1, FRAME.width / Math.max(1, view.columns.x.length));
  const bottom = FRAME.y + FRAME.height;
  const reach = (low: readonly (number | null)[], high: readonly (number | null)[]): AreaShape['points'] =>
    low.flatMap((value, i) => {
      const top = high[i];
      if (value === null || top === null || value === top) return [];
      const [upper, lower] = [y(top), Number.isFinite(y(value)) ? y(value) : bottom];
      return [
        ...boxPoints({ x: x(view.columns.x[i]) - columnWidth / 2, y: upper, width: columnWidth, height: Math.max(1, lower - upper) }),
        null,
      ];
    });
  const shapes: Shape[] = [
    { kind: 'text', x: 16, y: 28, text: heading, fill: colours.of('--ts-ink'), size: 17, bold: true },
    ...(runs ? runLegend(drawn, colours) : legend(drawn, colours)),
    ...bands(content, x, range, colours),
    ...grid(scale, view.values, y, colours),
    ...places(axis, range, x, colours),
  ];
  view.columns.curves.forEach(({ low, high, last }, i) => {
    const stroke = colours.of(tokenOf(curves[i]));
    shapes.push({ kind: 'area', points: reach(low, high), fill: stroke, alpha: REACH_ALPHA, clip: FRAME });
    if (!dense[i]) shapes.push({ kind: 'line', points: line(last), stroke, width: 1, alpha: RAW_ALPHA, clip: FRAME });
    shapes.push({ kind: 'line', points: line(view.smooth[i]), stroke, width: 2, clip: FRAME, ...dashed(curves[i]) });
  });
  for (const point of points) {
    const { x: place, value } = point;
    if (place < range[0] || place > range[1]) continue;
    shapes.push(
      ...marker(
        markOf(point),
        x(place),
        Math.min(FRAME.y + FRAME.height, Math.max(FRAME.y, y(value))),
        colours.of(tokenOf(point)),
        colours.of('--ts-surface'),
      ),
    );
  }
  for (const mark of edgeMarks(view, (place) => x(place) - FRAME.x)) {
    shapes.push(
      edge(mark.kind, FRAME.x + mark.x, mark.kind === 'lost' ? colours.of('--ts-error') : colours.of(tokenOf(curves[mark.curve]))),
    );
  }
  shapes.push(...alertShapes(content.alerts, range, FRAME, colours));
  const words = [formatStretch(axis, range), ...countsText(view.counts), ...alertsText(content.alerts, range)].join(' · ');
  shapes.push({ kind: 'text', x: 16, y: HEIGHT - 14, text: words, fill: colours.of('--ts-ink-quiet'), size: 12 });
  return { width: WIDTH, height: HEIGHT + (runs ? legendRows(drawn) * LEGEND_ROW : 0), background: colours.of('--ts-surface'), shapes };
}

function heightOf({ kind }: ChartScale, [low, high]: readonly [number, number]): (value: number) => number {
  const scaled = kind === 'log' ? (value: number) => (value > 0 ? Math.log10(value) : Number.NaN) : (value: number) => value;
  return (value) => FRAME.y + FRAME.height * (1 - (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)));
}

const legend = (curves: readonly TrackCurves[], colours: ThemeColours): readonly Shape[] =>
  curves.flatMap((curve, i) => legendEntry(curve, 16 + i * 150, 46, colours));

/** Runs may be many, and their names long: they stand below the picture. */
const RUNS_A_ROW = 3;
const LEGEND_ROW = 18;
const legendRows = (curves: readonly TrackCurves[]): number => Math.ceil(curves.length / RUNS_A_ROW);

const runLegend = (curves: readonly TrackCurves[], colours: ThemeColours): readonly Shape[] =>
  curves.flatMap((curve, i) => {
    const [row, column] = [Math.floor(i / RUNS_A_ROW), i % RUNS_A_ROW];
    return legendEntry(curve, 16 + column * ((WIDTH - 32) / RUNS_A_ROW), HEIGHT + row * LEGEND_ROW, colours);
  });

function legendEntry(curve: TrackCurves, x: number, y: number, colours: ThemeColours): readonly Shape[] {
  return [
    { kind: 'line', points: [[x, y] as const, [x + 24, y] as const], stroke: colours.of(tokenOf(curve)), width: 2, ...dashed(curve) },
    { kind: 'text', x: x + 32, y: y + 4, text: curveName(curve), fill: colours.of('--ts-ink-quiet'), size: 12 },
  ];
}

const dashed = (curve: TrackCurves) => (dashOf(curve).length > 0 ? { dash: [...dashOf(curve)] } : {});

function bands({ bands }: ChartContent, x: (place: number) => number, [from, to]: Range, colours: ThemeColours): readonly Shape[] {
  return bands.flatMap((band): Shape[] => {
    const [left, right] = [x(Math.max(from, band.from)), x(Math.min(to, band.to))];
    if (right <= left) return [];
    const box = { x: left, y: FRAME.y, width: right - left, height: FRAME.height };
    return [
      { kind: 'area', points: boxPoints(box), fill: colours.of(`${TRACK_TOKENS[band.track]}-soft`), alpha: 0.45 },
      { kind: 'area', points: boxPoints({ ...box, y: FRAME.y - 2, height: 2 }), fill: colours.of(TRACK_TOKENS[band.track]) },
    ];
  });
}

function grid(
  scale: ChartScale,
  [low, high]: readonly [number, number],
  y: (value: number) => number,
  colours: ThemeColours,
): readonly Shape[] {
  return valueTicksFor(scale, low, high, FRAME.height, false).flatMap((tick): Shape[] => [
    {
      kind: 'line',
      points: [
        [FRAME.x, y(tick)],
        [FRAME.x + FRAME.width, y(tick)],
      ],
      stroke: colours.of('--ts-grid'),
      width: 1,
    },
    { kind: 'text', x: FRAME.x - 8, y: y(tick) + 4, text: scale.tick(tick), fill: colours.of('--ts-axis'), size: 11, anchor: 'end' },
  ]);
}

function places(axis: AxisKind, [from, to]: Range, x: (place: number) => number, colours: ThemeColours): readonly Shape[] {
  const bottom = FRAME.y + FRAME.height;
  return placeTicks(axis, from, to, FRAME.width).flatMap((tick): Shape[] => [
    {
      kind: 'line',
      points: [
        [x(tick), bottom],
        [x(tick), bottom + 4],
      ],
      stroke: colours.of('--ts-line-strong'),
      width: 1,
    },
    {
      kind: 'text',
      x: x(tick),
      y: bottom + 17,
      text: formatPlaceTick(axis, tick),
      fill: colours.of('--ts-axis'),
      size: 11,
      anchor: 'middle',
    },
  ]);
}

/** As the chart marks what was measured on test rows. */
function marker(mark: ReturnType<typeof markOf>, x: number, y: number, stroke: string, fill: string): readonly Shape[] {
  const corners = mark === 'ring' ? RING_CORNERS : 4;
  const turn = mark === 'square' ? Math.PI / 4 : 0;
  const points = Array.from({ length: corners + 1 }, (_, i): readonly [number, number] => {
    const angle = turn + (2 * Math.PI * i) / corners;
    return [x + RING_RADIUS * Math.cos(angle), y + RING_RADIUS * Math.sin(angle)];
  });
  return [
    { kind: 'area', points, fill },
    { kind: 'line', points, stroke, width: 1.75 },
  ];
}

function edge(kind: 'above' | 'below' | 'lost', x: number, colour: string): Shape {
  if (kind === 'lost') {
    const [top, bottom] = [FRAME.y + 9, FRAME.y + 15];
    return { kind: 'line', points: [[x - 3, top], [x + 3, bottom], null, [x + 3, top], [x - 3, bottom]], stroke: colour, width: 1.5 };
  }
  const [tip, base] = kind === 'above' ? [FRAME.y, FRAME.y + 6] : [FRAME.y + FRAME.height, FRAME.y + FRAME.height - 6];
  return {
    kind: 'area',
    points: [
      [x, tip],
      [x - 4, base],
      [x + 4, base],
    ],
    fill: colour,
  };
}
