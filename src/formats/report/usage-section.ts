import type { UsageSummary } from '../../core/usage.ts';
import { bars } from './charts.ts';
import type { PhaseReport } from './facts.ts';
import { type Html, html } from './html.ts';
import { counted, formatCount, formatPercent } from './numbers.ts';

/** Which rows the training used. `allUses` are those of every dataset of the run together. */
export function usageSection({ usage, baselineUsage }: PhaseReport, allUses: number): Html {
  if (usage === null || usage.steps === 0)
    return html`<section><h3>Use in training</h3><p class="quiet">No step was made on these data.</p></section>`;
  return html`<section><h3>Use in training</h3>${usageFacts(usage, allUses)}
    ${baselineUsage !== null && baselineUsage.steps > 0 && html`<p>The baseline was trained on the same data: ${counted(baselineUsage.steps, 'step')}, ${counted(baselineUsage.rowsUsed, 'row')} used.</p>`}
  </section>`;
}

function usageFacts(
  { steps, trainRows, rowsUsed, rowsNeverUsed, usesPerRow, uses, mostUsed, rowsByUses }: UsageSummary,
  allUses: number,
): Html {
  const tiles = [
    ['Steps', formatCount(steps)],
    ['Rows to train on', formatCount(trainRows)],
    ['Rows used', `${formatCount(rowsUsed)} (${formatPercent(rowsUsed, trainRows)})`],
    ['Never used', formatCount(rowsNeverUsed)],
    [
      'Uses of a row',
      usesPerRow.min === usesPerRow.max ? formatCount(usesPerRow.max) : `${formatCount(usesPerRow.min)} – ${formatCount(usesPerRow.max)}`,
    ],
    ['Share of the run’s uses', formatPercent(uses, allUses)],
  ];
  return html`<dl class="tiles">${tiles.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
    <h4>How often rows were used</h4>${bars(
      rowsByUses.map(({ uses: times, rows }) => ({ name: times === 0 ? 'never' : `${formatCount(times)}×`, rows })),
      trainRows,
      'other rows',
    )}
    <p class="small">Most used: ${mostUsed.map(({ row, uses: times }) => `row ${formatCount(row)} (${formatCount(times)}×)`).join(', ')}. Which row was in which step stands in the folder <code>usage</code>.</p>`;
}
