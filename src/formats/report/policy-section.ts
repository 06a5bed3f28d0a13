import type { Outcome, RuleOutcome, Verdict } from '../../core/policy/policy.ts';
import { formatOutcome, ruleBasis, ruleTitle } from '../../core/policy/rule-texts.ts';
import { PHASE_TITLES } from './facts.ts';
import { foreign, type Html, html } from './html.ts';

const OUTCOMES: Readonly<Record<Outcome, readonly [name: string, look: string]>> = {
  pass: ['pass', 'pass'],
  fail: ['fail', 'error'],
  attested: ['attested', 'info'],
  'not-applicable': ['not applicable', ''],
};

export function policySection(verdict: Verdict): Html {
  const { allowed, outcomes } = verdict;
  return html`<section id="policy"><h2>Policy</h2>
    <p class="finding ${allowed ? 'pass' : 'error'}">${allowed ? 'The policy let the training begin: no rule failed.' : 'The policy refused the training: a rule failed.'}</p>
    <div class="wide"><table><thead><tr><th>Rule</th><th>Data</th><th>Outcome</th><th>What it rests on</th></tr></thead><tbody>${outcomes.map(ruleRow)}</tbody></table></div>
    <p class="quiet small">«Attested» stands on a person’s word. No outcome says that a law is complied with.</p></section>`;
}

function ruleRow(outcome: RuleOutcome): Html {
  const [name, look] = OUTCOMES[outcome.outcome];
  return html`<tr><td><strong>${outcome.rule}</strong> ${ruleTitle(outcome.rule)}<br><span class="quiet small">${ruleBasis(outcome.rule)}</span></td>
    <td>${PHASE_TITLES[outcome.phase]}</td><td><span class="chip ${look}">${name}</span></td><td>${foreign(formatOutcome(outcome))}</td></tr>`;
}
