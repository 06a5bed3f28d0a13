import type { Locale } from '../../core/locale.ts';
import type { PhaseReport, ReportFacts } from './facts.ts';
import { findingsSection } from './findings-section.ts';
import { foreign, type Html, html } from './html.ts';
import { formatMoment } from './numbers.ts';
import { policySection } from './policy-section.ts';
import { profileSection } from './profile-section.ts';
import { qualitySection } from './quality-section.ts';
import { sourceSection } from './source-section.ts';
import { REPORT_CSS } from './styles.ts';
import type { ReportTexts } from './texts/report-texts.ts';
import { textsOf } from './texts/texts-of.ts';
import { usageSection } from './usage-section.ts';

/** Nothing but the page's own styles and pictures that stand in it: no script, no address is asked. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** `audit/report.html`: one page that needs nothing else, for a person to read or to print, in the language of `locale`. */
export function reportPage(facts: ReportFacts, locale: Locale): string {
  const texts = textsOf(locale);
  const { name, phases, verdict } = facts;
  const allUses = phases.reduce((sum, { usage }) => sum + (usage?.uses ?? 0), 0);
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${texts.page.title(name)}</title>
<style>${REPORT_CSS}</style></head>
<body><main>
${head(facts, texts)}
${phases.map((phase) => phaseSection(phase, allUses, texts))}
${verdict !== null && policySection(verdict, texts)}
<footer class="quiet small">${texts.page.footer}</footer>
</main></body></html>
`.text;
}

function head({ name, runId, startedAt, status, phases, verdict }: ReportFacts, { page, phases: titles, policy }: ReportTexts): Html {
  return html`<header><p class="quiet small">${page.kind}</p><h1>${foreign(name)}</h1>
    <p class="quiet">${page.run(html`<code>${runId}</code>`, formatMoment(startedAt), status)}</p>
    <nav aria-label="${page.contents}"><ul>${phases.map(({ phase }) => html`<li><a href="#${phase}">${titles[phase]}</a></li>`)}${verdict !== null && html`<li><a href="#policy">${policy.title}</a></li>`}</ul></nav></header>`;
}

function phaseSection(report: PhaseReport, allUses: number, texts: ReportTexts): Html {
  const { phase, audit, card } = report;
  const { profile, source } = audit;
  return html`<section id="${phase}" class="phase"><h2>${texts.phases[phase]}</h2>
    <p class="chip ${phase}">${foreign(card?.name || (source.files[0]?.name ?? ''))}</p>
    ${qualitySection(audit, texts)}
    ${findingsSection(report, texts)}
    ${sourceSection(audit, card, texts)}
    ${profile !== undefined && profileSection(profile, texts)}
    ${usageSection(report, allUses, texts)}
  </section>`;
}
