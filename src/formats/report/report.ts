import { PHASE_TITLES, type PhaseReport, type ReportFacts } from './facts.ts';
import { foreign, type Html, html } from './html.ts';
import { policySection } from './policy-section.ts';
import { profileSection } from './profile-section.ts';
import { findingsSection, qualitySection } from './quality-section.ts';
import { sourceSection } from './source-section.ts';
import { REPORT_CSS } from './styles.ts';
import { usageSection } from './usage-section.ts';

/** Nothing but the page's own styles and pictures that stand in it: no script, no address is asked. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** `audit/report.html`: one page that needs nothing else, for a person to read or to print. */
export function reportPage(facts: ReportFacts): string {
  const { name, phases, verdict } = facts;
  const allUses = phases.reduce((sum, { usage }) => sum + (usage?.uses ?? 0), 0);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Audit: ${name}</title>
<style>${REPORT_CSS}</style></head>
<body><main>
${head(facts)}
${phases.map((phase) => phaseSection(phase, allUses))}
${verdict !== null && policySection(verdict)}
<footer class="quiet small">Made by Trainscript from the run’s transcript (<code>events.jsonl</code>), which <code>VERIFY.md</code> tells how to check. Rows are named by their position in the dropped files, counted from 0. What was declared is the word of who declared it.</footer>
</main></body></html>
`.text;
}

function head({ name, runId, startedAt, status, phases, verdict }: ReportFacts): Html {
  const when = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  return html`<header><p class="quiet small">Trainscript · audit of the data</p><h1>${foreign(name)}</h1>
    <p class="quiet">Run <code>${runId}</code>, started ${when}, ${status}.</p>
    <nav aria-label="Contents"><ul>${phases.map(({ phase }) => html`<li><a href="#${phase}">${PHASE_TITLES[phase]}</a></li>`)}${verdict !== null && html`<li><a href="#policy">Policy</a></li>`}</ul></nav></header>`;
}

function phaseSection(report: PhaseReport, allUses: number): Html {
  const { phase, audit, card } = report;
  const { profile, source } = audit;
  return html`<section id="${phase}" class="phase"><h2>${PHASE_TITLES[phase]}</h2>
    <p class="chip ${phase}">${foreign(card?.name || (source.files[0]?.name ?? ''))}</p>
    ${qualitySection(audit)}
    ${findingsSection(audit)}
    ${sourceSection(audit, card)}
    ${profile !== undefined && profileSection(profile)}
    ${usageSection(report, allUses)}
  </section>`;
}
