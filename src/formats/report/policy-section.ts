import type { Outcome, RuleOutcome, Verdict } from '../../core/policy/policy.ts';
import { formatOutcome, ruleBasis, ruleTitle } from '../../core/policy/rule-texts.ts';
import { foreign, type Html, html, scrolling } from './html.ts';
import type { ReportTexts } from './texts/report-texts.ts';

const LOOKS: Readonly<Record<Outcome, string>> = { pass: 'pass', fail: 'error', attested: 'info', 'not-applicable': '' };

export function policySection({ allowed, outcomes }: Verdict, texts: ReportTexts): Html {
  const { policy } = texts;
  return html`<section id="policy"><h2>${policy.title}</h2>
    <p class="finding ${allowed ? 'pass' : 'error'}">${allowed ? policy.allowed : policy.refused}</p>
    ${scrolling(policy.title, html`<table><thead><tr><th>${policy.rule}</th><th>${policy.data}</th><th>${policy.outcome}</th><th>${policy.restsOn}</th></tr></thead><tbody>${outcomes.map((outcome) => ruleRow(outcome, texts))}</tbody></table>`)}
    <p class="quiet small">${policy.note}</p></section>`;
}

function ruleRow(outcome: RuleOutcome, { policy, phases, ruleTexts }: ReportTexts): Html {
  const { rule } = outcome;
  return html`<tr><td><strong>${rule}</strong> ${ruleTitle(rule, ruleTexts)}<br><span class="quiet small">${ruleBasis(rule, ruleTexts)}</span></td>
    <td>${phases[outcome.phase]}</td><td><span class="chip ${LOOKS[outcome.outcome]}">${policy.outcomes[outcome.outcome]}</span></td><td>${foreign(formatOutcome(outcome, ruleTexts))}</td></tr>`;
}
