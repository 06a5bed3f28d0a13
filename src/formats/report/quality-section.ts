import type { Audit } from '../../core/audit/audit.ts';
import { type Bar, bars } from './charts.ts';
import { foreign, type Html, html } from './html.ts';
import { formatCount, formatPercent } from './numbers.ts';
import type { ReportTexts } from './texts/report-texts.ts';

/** More columns or classes than that are counted. */
const MOST_NAMED = 30;

export function qualitySection({ quality }: Audit, texts: ReportTexts): Html {
  const { rows, testRows, columns, missing, duplicates, classBalance, missingByColumn } = quality;
  const { quality: t } = texts;
  const tiles: readonly (readonly [string, number | null])[] = [
    [t.rows, rows],
    [t.testRows, testRows],
    [t.columns, columns],
    [t.missing, missing],
    [t.duplicates, duplicates],
  ];
  const missed = Object.entries(missingByColumn).map(([name, count]): Bar => ({ name, rows: count }));
  return html`<section><h3>${t.title}</h3>
    <dl class="tiles">${tiles.map(([name, value]) => value !== null && html`<div><dt>${name}</dt><dd>${formatCount(value)}</dd></div>`)}</dl>
    ${classBalance.length > 0 && html`<h4>${t.rowsOfEachClass}</h4>${classBars(classBalance, texts)}`}
    ${missed.length > 0 && html`<h4>${t.missingByColumn}</h4>${missingTable(missed, rows, texts)}`}
  </section>`;
}

function classBars(list: readonly Bar[], texts: ReportTexts): Html {
  const total = list.reduce((sum, { rows }) => sum + rows, 0);
  return bars(list.slice(0, MOST_NAMED), total, texts.quality.moreClasses(list.length - MOST_NAMED), texts);
}

function missingTable(missed: readonly Bar[], rows: number, { quality }: ReportTexts): Html {
  const sorted = [...missed].sort((a, b) => b.rows - a.rows);
  const left = sorted.length - MOST_NAMED;
  return html`<table class="bars"><tbody>${sorted
    .slice(0, MOST_NAMED)
    .map(
      ({ name, rows: count }) =>
        html`<tr><th scope="row">${foreign(name)}</th><td class="n">${formatCount(count)}</td><td class="n quiet">${formatPercent(count, rows)}</td></tr>`,
    )}</tbody></table>
    ${left > 0 && html`<p class="quiet">${quality.moreColumns(left)}</p>`}`;
}
