import type { Audit, Finding, Severity } from '../../core/audit/audit.ts';
import { formatFinding } from '../../core/audit/finding-texts.ts';
import { type Bar, bars } from './charts.ts';
import { foreign, type Html, html } from './html.ts';
import { counted, formatCount, formatPercent } from './numbers.ts';

/** More columns or classes than that are counted. */
const MOST_NAMED = 30;

export function qualitySection({ quality }: Audit): Html {
  const { rows, testRows, columns, missing, duplicates, classBalance, missingByColumn } = quality;
  const tiles: readonly (readonly [string, number | null])[] = [
    ['Rows', rows],
    ['Test rows', testRows],
    ['Columns', columns],
    ['Missing values', missing],
    ['Duplicate rows', duplicates],
  ];
  const missed = Object.entries(missingByColumn).map(([name, count]): Bar => ({ name, rows: count }));
  return html`<section><h3>Quality</h3>
    <dl class="tiles">${tiles.map(([name, value]) => value !== null && html`<div><dt>${name}</dt><dd>${formatCount(value)}</dd></div>`)}</dl>
    ${classBalance.length > 0 && html`<h4>Rows of each class</h4>${ofAll(classBalance, 'class', 'classes')}`}
    ${missed.length > 0 && html`<h4>Missing values by column</h4>${missingTable(missed, rows)}`}
  </section>`;
}

function ofAll(list: readonly Bar[], one: string, several: string): Html {
  const left = list.length - MOST_NAMED;
  const total = list.reduce((sum, { rows }) => sum + rows, 0);
  return bars([...list].slice(0, MOST_NAMED), total, `${formatCount(left)} more ${left === 1 ? one : several}`);
}

function missingTable(missed: readonly Bar[], rows: number): Html {
  const sorted = [...missed].sort((a, b) => b.rows - a.rows);
  const left = sorted.length - MOST_NAMED;
  return html`<table class="bars"><tbody>${sorted
    .slice(0, MOST_NAMED)
    .map(
      ({ name, rows: count }) =>
        html`<tr><th scope="row">${foreign(name)}</th><td class="n">${formatCount(count)}</td><td class="n quiet">${formatPercent(count, rows)}</td></tr>`,
    )}</tbody></table>
    ${left > 0 && html`<p class="quiet">and ${counted(left, 'more column')}</p>`}`;
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };

export function findingsSection({ findings }: Audit): Html {
  const list = findings.length === 0 ? html`<p class="finding pass">Nothing was found to worry about.</p>` : findings.map(findingItem);
  return html`<section><h3>Findings</h3>${list}</section>`;
}

function findingItem(finding: Finding): Html {
  const { severity, rows, count, measure } = finding;
  const named = rows.map(formatCount).join(', ');
  return html`<div class="finding ${severity}"><p><strong>${SEVERITIES[severity]}.</strong> ${foreign(formatFinding(finding))}</p>
    ${
      (rows.length > 0 || measure !== null) &&
      html`<p class="quiet small">${rows.length > 0 && `Rows (counted from 0): ${named}${count > rows.length ? ' …' : ''}`}${rows.length > 0 && measure !== null && ' · '}${measure !== null && `ISO/IEC 5259-2 ${measure}`}</p>`
    }</div>`;
}
