import { base64Of, bytesOfBase64 } from '../../core/audit/profile/base64.ts';
import { foreign, type Html, html } from './html.ts';
import { formatCount, formatPercent } from './numbers.ts';
import { greyPng } from './png.ts';
import type { ReportTexts } from './texts/report-texts.ts';

const HEIGHT = 40;
/** Room between two bars, of the width of one. */
const GAP = 0.15;

/** Counts as bars of equal width. `name` says what a reader who does not see it should hear. */
export function histogram(counts: readonly number[], name: string): Html {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, i) => {
    if (count === 0) return '';
    // What is there is seen, however little it is.
    const height = Math.max(1, (HEIGHT * count) / most);
    return `M${short(i + GAP / 2)} ${HEIGHT}v${short(-height)}h${short(1 - GAP)}v${short(height)}z`;
  });
  return html`<svg class="histogram" viewBox="0 0 ${Math.max(1, counts.length)} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${name}"><path d="${bars.join('')}"/></svg>`;
}

export const short = (value: number): string => String(Math.round(value * 100) / 100);

export interface Bar {
  readonly name: string;
  readonly rows: number;
}

/** Named counts as bars beside their numbers, and what is left of `total` as a last line. */
export function bars(list: readonly Bar[], total: number, rest: string | null, { empty }: Pick<ReportTexts, 'empty'>): Html {
  const most = Math.max(1, ...list.map(({ rows }) => rows));
  const told = list.reduce((sum, { rows }) => sum + rows, 0);
  const line = ({ name, rows }: Bar) => html`<tr><th scope="row">${foreign(name === '' ? empty : name)}</th>
    <td class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${short((100 * rows) / most)}" height="1"/></svg></td>
    <td class="n">${formatCount(rows)}</td><td class="n quiet">${formatPercent(rows, total)}</td></tr>`;
  const left =
    rest !== null &&
    total > told &&
    html`<tr class="quiet"><th scope="row">${rest}</th><td></td><td class="n">${formatCount(total - told)}</td><td class="n">${formatPercent(total - told, total)}</td></tr>`;
  return html`<table class="bars"><tbody>${list.map(line)}${left}</tbody></table>`;
}

/** A grey picture of bytes in base64. */
export const picture = (pixels: string, height: number, width: number, name: string): Html =>
  html`<img src="data:image/png;base64,${base64Of(greyPng(bytesOfBase64(pixels), height, width))}" width="56" height="56" alt="${name}">`;
