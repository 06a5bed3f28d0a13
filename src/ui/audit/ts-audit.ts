import { localized, msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../../app/view-state.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import './ts-phase-audit.ts';
import { base, panels } from '../parts/shared-styles.ts';
import type { TsPhaseAudit } from './ts-phase-audit.ts';

const PHASES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** Region «Audit»: for each dataset where it is from, what was found in it, and, once there are steps, which rows they used. */
@localized()
@customElement('ts-audit')
export class TsAudit extends LitElement {
  static override styles = [
    base,
    panels,
    css`
      section {
        display: grid;
        gap: var(--ts-4);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;

  /** Which rows of a phase's data were in a step. */
  async showRowsOf(phase: PhaseName, step: number): Promise<void> {
    await this.#auditOf(phase)?.showRowsOf(step);
  }

  #auditOf(phase: PhaseName): TsPhaseAudit | undefined {
    return [...this.renderRoot.querySelectorAll('ts-phase-audit')].find((audit) => audit.phase === phase);
  }

  readonly #onFixElsewhere = ({ detail }: HTMLElementEventMap['ts-fix-elsewhere']) => this.#auditOf(detail.phase)?.addFix(detail.fix);

  override render() {
    const phases = PHASES.filter((phase) => hasAudit(this.state, phase));
    return html`<section aria-label=${msg('Audit')} @ts-fix-elsewhere=${this.#onFixElsewhere}>
      <h2 class="sr-only">${msg('Audit')}</h2>
      ${phases.length === 0 ? this.#empty() : phases.map((phase) => html`<ts-phase-audit .state=${this.state} .phase=${phase}></ts-phase-audit>`)}
    </section>`;
  }

  #empty() {
    return html`<div class="panel"><h3>${msg('Audit')}</h3>
      <p class="empty">${msg('What is in the data, seen before it is trained on: where it comes from and under which terms, what is missing, doubled or out of place, and how its classes are spread. After training, which row was used in which step.')}</p></div>`;
  }
}

const hasAudit = ({ data, run }: ViewState, phase: PhaseName): boolean => data[phase].summary !== null || run?.audits[phase] !== undefined;

declare global {
  interface HTMLElementTagNameMap {
    'ts-audit': TsAudit;
  }
}
