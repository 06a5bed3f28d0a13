import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { HardestView } from '../../app/fold/fold-looks.ts';
import type { RunView } from '../../app/view-state.ts';
import type { HardestRows, HardRow } from '../../core/looks/looks.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { readingLine } from '../data/reading-line.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons, panels, progressBars } from '../parts/shared-styles.ts';
import { lookStyles } from './look-styles.ts';
import { classesOf, missingDataText } from './look-texts.ts';
import './ts-looked-rows.ts';

/** The rows of a phase with the highest mean loss over their uses, found by one reading of the run when asked for. */
@localized()
@customElement('ts-hardest-rows')
export class TsHardestRows extends LitElement {
  static override styles = [base, buttons, panels, progressBars, lookStyles];

  @property({ attribute: false }) run!: RunView;
  @property() phase: PhaseName = 'pretrain';
  @property({ attribute: false }) hardest: HardestView | null = null;

  override render() {
    const { run, phase, hardest } = this;
    const find = () => sendCommand(this, { kind: 'find-hardest-rows', runId: run.runId, phase });
    return html`<div class="part">
      <div class="actions"><button class="button small" ?disabled=${hardest?.state === 'reading'} @click=${find}>${msg('Hardest rows')}</button>
        <p class="small quiet">${msg('Those with the highest mean loss over all steps that used them: mislabelled, rare, or simply hard.')}</p></div>
      ${hardest === null ? nothing : html`<div role="status">${readingLine(this, hardest)}</div>`}
      ${hardest?.found ? this.#found(hardest.found) : nothing}
    </div>`;
  }

  #found({ rows, rowKind }: HardestRows) {
    const { run, phase } = this;
    if (rows.length === 0) return html`<p class="empty">${msg('No step of this phase has the loss of each row.')}</p>`;
    return html`${rowKind === null ? html`<p class="callout">${missingDataText(run, phase)}</p>` : nothing}
      <ts-looked-rows .runId=${run.runId} .phase=${phase} .heading=${msg('Hardest rows by their mean loss')} .rowKind=${rowKind}
        .rows=${rows.map((row) => ({ ...row, note: noteOf(row) }))} .classes=${classesOf(run, phase)}></ts-looked-rows>`;
  }
}

function noteOf({ uses, wrong }: HardRow): string {
  if (wrong === null) return msg(str`mean of ${formatCount(uses)} uses`);
  return msg(str`wrong in ${formatCount(wrong)} of ${formatCount(uses)} uses`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-hardest-rows': TsHardestRows;
  }
}
