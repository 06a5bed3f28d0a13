import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { AxisKind } from '../../app/charts/chart-axis.ts';
import type { Curve } from '../../app/charts/chart-series.ts';
import { placesOf, stepFrom, type ViewCounts } from '../../app/charts/chart-view.ts';
import type { EvaluationPoint, TrackCurves } from '../../app/charts/run-charts.ts';
import type { Track } from '../../core/spec/spec.ts';
import { formatCount } from '../parts/numbers.ts';
import type { ChartContent, ChartScale } from './chart-options.ts';
import { formatPlace } from './chart-places.ts';

/** Points that «Show as table» lists: the last ones, or those up to the cursor. */
const TABLE_STEPS = 20;

/** One entry of the line above a chart: a value, and the track (or the step) that it is of. */
export interface ReadoutEntry {
  /** `run`: of a curve that is called otherwise than its track; a legend beside the chart tells its value. */
  readonly kind: Track | 'step' | 'run' | 'recalled';
  readonly label: string;
  readonly text: string;
}

/** What a track is called. */
export function trackName(track: Track): string {
  if (track === 'pretrain') return msg('Pretrain');
  return track === 'finetune' ? msg('Fine-tune') : msg('Baseline');
}

/** What the values are called that fine-tuning was measured at on the rows that pretraining was tested on. */
export const recalledName = (): string => msg('Pretraining test set');

/** What a curve is called. */
export const curveName = ({ look, track }: Pick<TrackCurves, 'look' | 'track'>): string => look?.label ?? trackName(track);

/** The raw values at the cursor, or the latest of each track (where it is `brief`, of the last phase only): as they were
 *  measured, not smoothed. */
export function chartReadout(content: ChartContent, scale: ChartScale, cursor: number | null, brief: boolean): readonly ReadoutEntry[] {
  const values = content.curves.flatMap((curve): ReadoutEntry[] => {
    const { track, raw, look } = curve;
    const value = cursor === null ? latest(raw) : readAt(raw, cursor, content.axis);
    const point =
      cursor === null ? content.points.findLast((one) => one.track === track && one.look === look) : pointAt(content.points, curve, cursor);
    if (Number.isNaN(value) && (cursor !== null || point === undefined)) return [];
    const tested = point === undefined || content.marked || look ? '' : msg(str` · test ${scale.format(point.value)}`);
    return [{ kind: look?.kind ?? track, label: curveName(curve), text: scale.format(value) + tested }];
  });
  if (cursor === null) return brief ? values.filter(({ kind }) => kind !== 'baseline' && kind !== 'recalled').slice(-1) : values;
  const at: ReadoutEntry = { kind: 'step', label: placeName(content.axis), text: formatPlace(content.axis, cursor) };
  return brief ? values : [at, ...values];
}

/** The chart in words, for who cannot see it. */
export function chartSummary(content: ChartContent, scale: ChartScale): string {
  const parts = content.curves.flatMap((curve) => {
    const { raw } = curve;
    const count = raw.length;
    if (count === 0) return [];
    const [low, high] = raw.extremes.over(0, count);
    if (low > high) return [];
    const name = curveName(curve);
    const [last, lowest, highest] = [latest(raw), low, high].map(scale.format);
    return [msg(str`${name}: ${formatCount(count)} points, latest ${last}, lowest ${lowest}, highest ${highest}.`)];
  });
  if (parts.length === 0) return msg('Nothing is drawn yet.');
  return [...parts, msg('Arrow keys move the cursor by a point, with Shift by ten; plus and minus zoom, zero shows all.')].join(' ');
}

/** The same in little room: marks as the chart has them at its edges, and the words for who cannot see them. */
export function countsLine(counts: ViewCounts): TemplateResult {
  const { all, inView, below, above, notFinite } = counts;
  const [points, ...said] = countsText(counts);
  const outside = [
    ['▲', above],
    ['▼', below],
    ['✕', notFinite],
  ] as const;
  const marks = outside.filter(([, count]) => count > 0).map(([sign, count]) => `${sign} ${formatCount(count)}`);
  return html`<p class="counts"><span>${inView === all && all > 0 ? msg(str`all ${formatCount(all)} points`) : points}</span>${marks.map((text, i) => html`<span title=${said[i]}><span aria-hidden="true">${text}</span><span class="sr-only">${said[i]}</span></span>`)}</p>`;
}

/** How much of the run is drawn, and where the rest is. Empty without points. */
export function countsText({ all, inView, below, above, notFinite }: ViewCounts): readonly string[] {
  if (all === 0) return [];
  const outside = [
    ...(above > 0 ? [msg(str`${formatCount(above)} above ▲`)] : []),
    ...(below > 0 ? [msg(str`${formatCount(below)} below ▼`)] : []),
    ...(notFinite > 0 ? [msg(str`${formatCount(notFinite)} not a number ✕`)] : []),
  ];
  return [msg(str`${formatCount(inView)} of ${formatCount(all)} points`), ...outside];
}

/** The last points as a table: those up to the cursor, where there is one. */
export function chartTable(heading: string, content: ChartContent, scale: ChartScale, cursor: number | null): TemplateResult {
  const curves = content.curves.filter(({ raw }) => raw.length > 0);
  const places = lastPlaces(
    curves.map(({ raw }) => raw),
    cursor,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg(str`${heading} as a table`)}>
    <table>
      <caption class="sr-only">${msg(str`The last ${places.length} points`)}</caption>
      <thead><tr><th class="num" scope="col">${content.axis === 'step' ? msg('Step') : msg('Time')}</th>${curves.map(
        (curve) => html`<th class="num" scope="col">${curveName(curve)}</th><th class="num" scope="col">${msg('smoothed')}</th>`,
      )}</tr></thead>
      <tbody>${places.map(
        (place) =>
          html`<tr><th class="num" scope="row">${formatPlace(content.axis, place)}</th>${curves.map(
            ({ raw, smooth }) =>
              html`<td class="num">${scale.format(raw.valueAt(place))}</td><td class="num">${scale.format(smooth.valueAt(place))}</td>`,
          )}</tr>`,
      )}</tbody>
    </table>
  </div>`;
}

/** Places that have points, from the cursor or the end backwards. */
function lastPlaces(curves: readonly Curve[], cursor: number | null): readonly number[] {
  const places: number[] = [];
  let at = cursor ?? placesOf(curves)?.[1] ?? null;
  while (at !== null && places.length < TABLE_STEPS && at !== places.at(-1)) {
    places.push(at);
    at = stepFrom(curves, at, -1);
  }
  return places;
}

const placeName = (axis: AxisKind): string => (axis === 'step' ? msg('step') : msg('time'));

/** The value at a step; by time, where tracks do not meet at the same instant, the last one before it. */
function readAt(curve: Curve, x: number, axis: AxisKind): number {
  if (axis === 'step') return curve.valueAt(x);
  const count = curve.countUpTo(x);
  return count === 0 || x > curve.xAt(curve.length - 1) ? Number.NaN : curve.values.at(count - 1);
}

/** The evaluation a track had made by a step of the chart. */
function pointAt(points: readonly EvaluationPoint[], { track, look }: TrackCurves, x: number): EvaluationPoint | undefined {
  return points.findLast((point) => point.track === track && point.look === look && point.x === x);
}

const latest = ({ values, length }: Curve): number => (length === 0 ? Number.NaN : values.at(length - 1));
