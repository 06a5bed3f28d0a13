import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { CurveLook } from '../../app/charts/run-charts.ts';
import { type Cell, type OutcomeLine, outcomeLines, settingLines } from '../../app/runs/run-differences.ts';
import type { ComparisonView, ViewState } from '../../app/view-state.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount, formatDuration, formatShare, formatValue } from '../parts/numbers.ts';
import { statusText } from './run-texts.ts';

/** The line that a run is drawn with. */
export const lookSwatch = ({ token, dash }: CurveLook) =>
  html`<svg viewBox="0 0 28 10" aria-hidden="true" style=${styleMap({ color: `var(${token})` })}>${svg`<path d="M0 5H28" stroke-dasharray=${dash.join(' ') || 'none'} />`}</svg>`;

/** What differs between runs, in what came of them and in how they were set up; `all` shows what is the same, too. */
export function differencesTable(runs: ComparisonView['runs'], looks: readonly CurveLook[], all: boolean): TemplateResult {
  const shown = <Line extends { readonly differs: boolean }>(lines: readonly Line[]) => lines.filter(({ differs }) => all || differs);
  const outcomes = shown(outcomeLines(runs));
  const settings = shown(settingLines(runs));
  return html`<div class="scroll differences" tabindex="0" role="group" aria-label=${msg('What differs')}><table>
    <thead><tr><th scope="col">${msg('What differs')}</th>${looks.map((look) => html`<th scope="col">${lookSwatch(look)} ${look.label}</th>`)}</tr></thead>
    <tbody>
      ${outcomes.map((line) => row(outcomeName(line), line.differs, line.cells, (cell) => outcomeText(line, cell)))}
      ${settings.map(({ path, cells, differs }) => row(html`<span class="mono">${path}</span>`, differs, cells, settingText))}
      ${outcomes.length + settings.length > 0 ? nothing : html`<tr><td colspan=${looks.length + 1}>${msg('Nothing: they are the same run twice.')}</td></tr>`}
    </tbody></table></div>`;
}

const row = (name: unknown, differs: boolean, cells: readonly Cell[], text: (cell: Cell) => string) =>
  html`<tr class=${differs ? '' : 'same'}><th scope="row">${name}</th>${cells.map((cell) => html`<td>${text(cell)}</td>`)}</tr>`;

const settingText = (cell: Cell): string => (cell === null ? '–' : String(cell));

function outcomeName({ name, track }: OutcomeLine): string {
  const of = track === null ? '' : trackName(track);
  switch (name) {
    case 'status':
      return msg('Status');
    case 'steps':
      return msg('Steps');
    case 'time':
      return msg('Training time');
    case 'testAccuracy':
      return msg(str`${of}: test accuracy`);
    case 'testLoss':
      return msg(str`${of}: test loss`);
  }
}

function outcomeText({ name }: OutcomeLine, cell: Cell): string {
  if (name === 'status') return statusText(cell as ViewState['runs'][number]['status']);
  if (typeof cell !== 'number') return '–';
  if (name === 'steps') return formatCount(cell);
  if (name === 'time') return formatDuration(cell);
  return name === 'testAccuracy' ? formatShare(cell) : formatValue(cell);
}
