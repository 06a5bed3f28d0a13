import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isTraining } from '../../app/plan/start-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Outcome, RuleOutcome } from '../../core/policy/policy.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import type { IconName } from '../parts/icons.ts';
import '../parts/ts-icon.ts';
import '../ts-stop.ts';
import { phaseHeading } from '../data/reading-texts.ts';
import { base, buttons } from '../parts/shared-styles.ts';
import { evidenceText, outcomeText, ruleRemedy, ruleTitle, verdictLine } from './policy-texts.ts';

const ICONS: Readonly<Record<Outcome, IconName>> = {
  pass: 'pass',
  fail: 'error',
  attested: 'attested',
  'not-applicable': 'not-applicable',
};
const PHASES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** Region «Policy»: what the gate decides before the first step, rule by rule, on what, and what to do about it. Fires
 *  `ts-open-card` (detail: the phase) when the person wants to answer a failed rule. */
@localized()
@customElement('ts-policy')
export class TsPolicy extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      h3 {
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        font-weight: var(--ts-medium);
      }
      .phase {
        display: grid;
        gap: var(--ts-2);
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 0 var(--ts-2);
        font-size: var(--ts-text-s);
        line-height: 1.4;
      }
      ul {
        display: grid;
        gap: var(--ts-2);
      }
      li ts-icon {
        margin-top: 0.125rem;
      }
      li .outcome {
        font-size: var(--ts-text-xs);
        font-weight: var(--ts-medium);
      }
      li .more {
        grid-column: 2 / -1;
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        overflow-wrap: anywhere;
      }
      .pass { --outcome: var(--ts-pass); }
      .fail { --outcome: var(--ts-error); }
      .attested { --outcome: var(--ts-info); }
      .not-applicable { --outcome: var(--ts-ink-faint); }
      li :is(ts-icon, .outcome) {
        color: var(--outcome);
      }
      .rule {
        color: var(--ts-ink-faint);
        font-size: var(--ts-text-2xs);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property({ type: Number }) number = 4;
  @state() private opened: boolean | null = null;

  override render() {
    // What was decided on the run that is trained stands; what is declared now is asked of the next one.
    const verdict = (isTraining(this.state) ? this.state.run?.verdict : null) ?? this.state.verdict;
    const failed = count(verdict?.outcomes, 'fail');
    const open = this.opened ?? failed > 0;
    const decided = verdict !== null && verdict.outcomes.length > 0;
    const mark = !decided ? 'todo' : failed > 0 ? 'error' : 'done';
    const toggle = () => {
      this.opened = !open;
    };
    const line = decided ? verdictLine(failed, count(verdict.outcomes, 'attested')) : msg('Decides when the data is there');
    return html`<section aria-label=${msg('Policy')}>
      <ts-stop last number=${this.number} .heading=${msg('Policy')} .line=${line} .mark=${mark} ?open=${open} @ts-toggle=${toggle}>
        <p class="small quiet">
          ${msg('Before the first step, each rule looks at what was found and what you declared. “Attested” rests on your word.')}
        </p>
        ${PHASES.map((phase) => this.#phase(phase, verdict?.outcomes.filter((outcome) => outcome.phase === phase) ?? []))}
      </ts-stop>
    </section>`;
  }

  #phase(phase: PhaseName, outcomes: readonly RuleOutcome[]) {
    if (outcomes.length === 0) return nothing;
    return html`<div class="phase">
      <h3>${phaseHeading(phase)}</h3>
      <ul>${outcomes.map((outcome) => this.#rule(outcome))}</ul>
    </div>`;
  }

  #rule(outcome: RuleOutcome) {
    const evidence = evidenceText(outcome);
    return html`<li class=${outcome.outcome}>
      <ts-icon name=${ICONS[outcome.outcome]}></ts-icon>
      <span>${ruleTitle(outcome.rule)} <span class="rule">${outcome.rule}</span></span>
      <span class="outcome">${outcomeText(outcome.outcome)}</span>
      ${outcome.outcome === 'fail' ? this.#remedy(outcome) : nothing}
      ${evidence === '' ? nothing : html`<span class="more">${evidence}</span>`}
    </li>`;
  }

  #remedy({ rule, phase }: RuleOutcome) {
    return html`<span class="more">${ruleRemedy(rule)}
      ${rule === 'QLT-1' ? nothing : html`<button class="link" @click=${() => this.#openCard(phase)}>${msg('Open the card')}</button>`}
    </span>`;
  }

  #openCard(phase: PhaseName) {
    this.dispatchEvent(new CustomEvent('ts-open-card', { detail: phase, bubbles: true, composed: true }));
  }
}

const count = (outcomes: readonly RuleOutcome[] | undefined, wanted: Outcome): number =>
  outcomes?.filter(({ outcome }) => outcome === wanted).length ?? 0;

declare global {
  interface HTMLElementTagNameMap {
    'ts-policy': TsPolicy;
  }
}
