import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { EvaluationPoint } from '../app/run-charts.ts';
import type { Track } from '../core/spec.ts';
import type { ChartContent, ChartScale } from './chart-options.ts';
import { formatCount } from './numbers.ts';

/** Steps that «Show as table» lists: the last ones, or those up to the cursor. */
const TABLE_STEPS = 20;

/** One entry of the line above a chart: a value, and the track (or the step) that it is of. */
export interface ReadoutEntry {
  readonly kind: Track | 'step';
  readonly label: string;
  readonly text: string;
}

/** What a track is called. */
export function trackName(track: Track): string {
  if (track === 'pretrain') return msg('Pretrain');
  return track === 'finetune' ? msg('Fine-tune') : msg('Baseline');
}

/** The raw values at the cursor, or the latest of each track (where it is `brief`, of the last phase only): as they were
 *  measured, not smoothed. */
export function chartReadout(content: ChartContent, scale: ChartScale, cursor: number | null, brief: boolean): readonly ReadoutEntry[] {
  const values = content.curves.flatMap(({ track, raw }): ReadoutEntry[] => {
    const value = cursor === null ? latest(raw.values) : raw.valueAt(cursor);
    const point = cursor === null ? content.points.findLast((one) => one.track === track) : pointAt(content.points, track, cursor);
    if (Number.isNaN(value) && (cursor !== null || point === undefined)) return [];
    const tested = point === undefined ? '' : msg(str` · test ${scale.format(point.value)}`);
    return [{ kind: track, label: trackName(track), text: scale.format(value) + tested }];
  });
  if (cursor === null) return brief ? values.filter(({ kind }) => kind !== 'baseline').slice(-1) : values;
  const at: ReadoutEntry = { kind: 'step', label: msg('step'), text: formatCount(cursor) };
  return brief ? values : [at, ...values];
}

/** The chart in words, for who cannot see it. */
export function chartSummary(content: ChartContent, scale: ChartScale): string {
  const parts = content.curves.flatMap(({ track, raw }) => {
    const count = raw.values.length;
    if (count === 0) return [];
    const [low, high] = raw.extremes.over(0, count);
    if (low > high) return [];
    const name = trackName(track);
    const [last, lowest, highest] = [latest(raw.values), low, high].map(scale.format);
    return [msg(str`${name}: ${formatCount(count)} steps, latest ${last}, lowest ${lowest}, highest ${highest}.`)];
  });
  if (parts.length === 0) return msg('Nothing is drawn yet.');
  return [...parts, msg('Arrow keys move the cursor by a step, with Shift by ten; plus zooms in, minus shows all.')].join(' ');
}

/** The last steps as a table. */
export function chartTable(heading: string, content: ChartContent, scale: ChartScale): TemplateResult {
  const curves = content.curves.filter(({ raw }) => raw.values.length > 0);
  const last = Math.max(0, ...curves.map(({ raw }) => raw.steps.at(raw.values.length - 1) + raw.shift));
  const steps = Array.from({ length: Math.min(TABLE_STEPS, last) }, (_, i) => last - i);
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg(str`${heading} as a table`)}>
    <table>
      <caption class="sr-only">${msg(str`The last ${steps.length} steps`)}</caption>
      <thead><tr><th class="num" scope="col">${msg('Step')}</th>${curves.map(
        ({ track }) => html`<th class="num" scope="col">${trackName(track)}</th><th class="num" scope="col">${msg('smoothed')}</th>`,
      )}</tr></thead>
      <tbody>${steps.map(
        (step) =>
          html`<tr><th class="num" scope="row">${formatCount(step)}</th>${curves.map(
            ({ raw, smooth }) =>
              html`<td class="num">${scale.format(raw.valueAt(step))}</td><td class="num">${scale.format(smooth.valueAt(step))}</td>`,
          )}</tr>`,
      )}</tbody>
    </table>
  </div>`;
}

/** The evaluation a track had made by a step of the chart. */
function pointAt(points: readonly EvaluationPoint[], track: Track, x: number): EvaluationPoint | undefined {
  return points.findLast((point) => point.track === track && point.x === x);
}

const latest = (values: { readonly length: number; at(index: number): number }): number =>
  values.length === 0 ? Number.NaN : values.at(values.length - 1);
