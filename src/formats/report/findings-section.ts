import type { Finding } from '../../core/audit/audit.ts';
import { formatFinding } from '../../core/audit/finding-texts.ts';
import type { PhaseReport } from './facts.ts';
import { fixesPart } from './fixes-part.ts';
import { foreign, type Html, html } from './html.ts';
import { formatCount, formatMoment } from './numbers.ts';
import type { ReportTexts } from './texts/report-texts.ts';

/** What was found: what is open, what a person let stand and why, and what they did about the rest. */
export function findingsSection(report: PhaseReport, texts: ReportTexts): Html {
  const { findings: t } = texts;
  const { findings } = report.audit;
  const open = findings.filter(({ waived }) => waived === undefined);
  const waived = findings.filter((finding) => finding.waived !== undefined);
  return html`<section><h3>${t.title}</h3>
    ${open.map((finding) => findingItem(finding, texts))}
    ${findings.length === 0 && html`<p class="finding pass">${t.none}</p>`}
    ${open.length === 0 && waived.length > 0 && html`<p class="finding info">${t.noneOpen}</p>`}
    ${waived.length > 0 && html`<h4>${t.letStand}</h4>${waived.map((finding) => findingItem(finding, texts))}`}
    ${fixesPart(report, texts)}</section>`;
}

function findingItem(finding: Finding, { findings: t, findingTexts }: ReportTexts): Html {
  const { severity, rows, count, measure, waived, waivedAt } = finding;
  const named = rows.length > 0 && t.rows(rows.map(formatCount).join(', '), count > rows.length);
  const when = waivedAt === undefined ? null : formatMoment(waivedAt);
  return html`<div class="finding ${waived === undefined ? severity : 'waived'}"><p><strong>${t.severities[severity]}</strong> ${foreign(formatFinding(finding, findingTexts))}</p>
    ${waived !== undefined && html`<p class="reason">${t.letStandBecause(foreign(waived), when)}</p>`}
    ${
      (named || measure !== null) &&
      html`<p class="quiet small">${named}${named && measure !== null && ' · '}${measure !== null && `ISO/IEC 5259-2 ${measure}`}</p>`
    }</div>`;
}
