import { msg, str } from '@lit/localize';
import { type AlertMark, alertMarks, type PlacedAlert } from '../../app/charts/alert-marks.ts';
import type { Range } from '../../app/charts/chart-zoom.ts';
import { formatCount } from '../parts/numbers.ts';
import { type Box, boxPoints, type LineShape, type Shape } from '../parts/picture.ts';
import type { ThemeColours } from '../theme-colours.ts';

/** A sign's width and height. Signs nearer than `GAP` would lie on each other. */
const SIGN = 14;
const GAP = 18;

type Point = readonly [x: number, y: number];

/** Outline and upright of the icons `warning` and `error`, on their grid of 16; the dot below is the same. */
const SIGNS: Readonly<Record<AlertMark['level'], { readonly outline: readonly Point[]; readonly upright: readonly Point[] }>> = {
  warning: {
    outline: [
      [8, 2.3],
      [14.4, 13.4],
      [1.6, 13.4],
      [8, 2.3],
    ],
    upright: [
      [8, 6.4],
      [8, 9.6],
    ],
  },
  error: {
    outline: [
      [5.4, 2],
      [10.6, 2],
      [14, 5.4],
      [14, 10.6],
      [10.6, 14],
      [5.4, 14],
      [2, 10.6],
      [2, 5.4],
      [5.4, 2],
    ],
    upright: [
      [8, 4.9],
      [8, 8.5],
    ],
  },
};
const DOT = { warning: 11.5, error: 10.9 };
const STROKE = 1.5;

/** The alerts between two places as a chart shows them over its curves: a dashed line, on its upper end a triangle for a warning or an octagon for
 *  an error, and how many there are where several share a sign. */
export function alertShapes(alerts: readonly PlacedAlert[], range: Range, frame: Box, colours: Pick<ThemeColours, 'of'>): readonly Shape[] {
  return alertMarks(alerts, range, frame.width, GAP).flatMap(({ left, level, alerts: together }): Shape[] => {
    const colour = colours.of(level === 'error' ? '--ts-error' : '--ts-warning');
    const x = frame.x + left;
    const top = frame.y - SIGN / 2;
    const count = { x: x + SIGN / 2 + 1, y: top + 5, text: String(together.length), fill: colour, size: 10, bold: true } as const;
    return [
      { kind: 'line', points: [[x, frame.y] as const, [x, frame.y + frame.height] as const], stroke: colour, width: 1, dash: [3, 3] },
      ...signShapes(level, x - SIGN / 2, top, colour, colours.of('--ts-surface')),
      ...(together.length > 1 ? [{ kind: 'text' as const, ...count }] : []),
    ];
  });
}

function signShapes(level: AlertMark['level'], left: number, top: number, colour: string, ground: string): readonly Shape[] {
  const unit = SIGN / 16;
  const placed = (points: readonly Point[]): LineShape['points'] => points.map(([x, y]) => [left + x * unit, top + y * unit] as const);
  const line = (points: readonly Point[]): Shape => ({ kind: 'line', points: placed(points), stroke: colour, width: STROKE * unit });
  const dot = { x: left + (8 - STROKE / 2) * unit, y: top + (DOT[level] - STROKE / 2) * unit, width: STROKE * unit, height: STROKE * unit };
  const { outline, upright } = SIGNS[level];
  return [
    { kind: 'area', points: boxPoints({ x: left, y: top, width: SIGN, height: SIGN }), fill: ground },
    line(outline),
    line(upright),
    { kind: 'area', points: boxPoints(dot), fill: colour },
  ];
}

/** «2 alerts, steps 105 to 140»: of those between the two places; nothing where there are none. */
export function alertsText(alerts: readonly PlacedAlert[], [from, to]: Range): readonly string[] {
  const shown = alerts.filter(({ x }) => x >= from && x <= to);
  if (shown.length === 0) return [];
  // A baseline's steps lie over those of fine-tuning: what comes first on the axis may be the later one.
  const steps = shown.map(({ step }) => step);
  const [first, last] = [steps.reduce((a, b) => Math.min(a, b)), steps.reduce((a, b) => Math.max(a, b))].map(formatCount);
  return [shown.length === 1 ? msg(str`1 alert, step ${first}`) : msg(str`${formatCount(shown.length)} alerts, steps ${first} to ${last}`)];
}
