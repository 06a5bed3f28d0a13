import type { UsageSummary } from '../../core/transcript/usage.ts';
import { bars } from './charts.ts';
import { classUsePart } from './class-use.ts';
import type { PhaseReport } from './facts.ts';
import { type Html, html } from './html.ts';
import { formatCount, formatPercent } from './numbers.ts';
import type { ReportTexts } from './texts/report-texts.ts';

/** Which rows the training used. `allUses` are those of every dataset of the run together. */
export function usageSection({ audit, usage, baselineUsage }: PhaseReport, allUses: number, texts: ReportTexts): Html {
  const { usage: t, classes } = texts;
  if (usage === null || usage.steps === 0) return html`<section><h3>${t.title}</h3><p class="quiet">${t.noStep}</p></section>`;
  return html`<section><h3>${t.title}</h3>${usageFacts(usage, allUses, texts)}
    ${audit.quality.classBalance.length > 0 && html`<h4>${classes.title}</h4>${classUsePart(usage.byClass, texts)}`}
    ${baselineUsage !== null && baselineUsage.steps > 0 && html`<p>${t.baseline(baselineUsage.steps, baselineUsage.rowsUsed)}</p>`}
  </section>`;
}

function usageFacts(usage: UsageSummary, allUses: number, texts: ReportTexts): Html {
  const { steps, trainRows, rowsUsed, rowsNeverUsed, usesPerRow, uses, mostUsed, rowsByUses } = usage;
  const { usage: t } = texts;
  const tiles = [
    [t.steps, formatCount(steps)],
    [t.trainRows, formatCount(trainRows)],
    [t.rowsUsed, `${formatCount(rowsUsed)} (${formatPercent(rowsUsed, trainRows)})`],
    [t.neverUsed, formatCount(rowsNeverUsed)],
    [
      t.usesOfRow,
      usesPerRow.min === usesPerRow.max ? formatCount(usesPerRow.max) : `${formatCount(usesPerRow.min)} – ${formatCount(usesPerRow.max)}`,
    ],
    [t.shareOfRun, formatPercent(uses, allUses)],
  ];
  const most = mostUsed.map(({ row, uses: times }) => ({ row: formatCount(row), uses: formatCount(times) }));
  return html`<dl class="tiles">${tiles.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
    <h4>${t.howOften}</h4>${bars(
      rowsByUses.map(({ uses: times, rows }) => ({ name: times === 0 ? t.never : `${formatCount(times)}×`, rows })),
      trainRows,
      t.otherRows,
      texts,
    )}
    <p class="small">${t.mostUsed(most)} ${t.whichStep}</p>`;
}
