import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import type { FoundLabels } from '../../core/looks/label-looks.ts';
import type { PhaseName, RunSpec } from '../../core/spec/spec.ts';
import { keepFocus } from '../parts/keep-focus.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons, panels, progressBars } from '../parts/shared-styles.ts';
import { lookStyles } from '../step/look-styles.ts';
import './ts-label-suspects.ts';

/** Looks for wrong labels when asked: rows that networks trained on the others would give another class. */
@localized()
@customElement('ts-label-check')
export class TsLabelCheck extends LitElement {
  static override styles = [base, buttons, panels, progressBars, lookStyles];

  @property() phase: PhaseName = 'pretrain';
  @property({ attribute: false }) spec!: RunSpec;
  /** The run that was trained on these data, if one is shown. */
  @property({ attribute: false }) runId: string | null = null;
  @property({ attribute: false }) labels: ViewState['data'][PhaseName]['labels'] = { share: null, found: null };
  /** A run is being trained: nothing else can be. */
  @property({ type: Boolean }) busy = false;
  /** What is done to the data already. */
  @property({ attribute: false }) fixes: readonly Fix[] = [];
  /** Nothing can be done to them now. */
  @property({ type: Boolean }) locked = false;

  constructor() {
    super();
    keepFocus(this);
  }

  override render() {
    const { phase, spec, runId, labels, busy } = this;
    const check = () => labels.share === null && sendCommand(this, { kind: 'check-labels', phase, spec, runId });
    return html`<div class="part">
      <div class="actions"><button class="button small" ?disabled=${busy} aria-disabled=${labels.share !== null} @click=${check}>${msg('Look for wrong labels')}</button>
        <p class="small quiet">${
          busy
            ? msg('Once the run in progress has ended: both train on the same device.')
            : msg('Trains three networks on two thirds of the rows each, and asks each about the rest.')
        }</p></div>
      <div role="status">${labels.share === null ? nothing : this.#progress(labels.share)}</div>
      ${labels.found === null ? nothing : this.#found(labels.found)}
    </div>`;
  }

  #progress(share: number) {
    const cancel = () => sendCommand(this, { kind: 'cancel-label-check' });
    return html`<div class="reading"><progress aria-label=${msg('Checking the labels')} max="1" .value=${share}></progress>
      <button class="button small" @click=${cancel}>${msg('Cancel')}</button></div>`;
  }

  #found(found: FoundLabels) {
    const { suspects, confident, checked } = found;
    if (suspects === 0) return html`<p class="callout pass">${msg(str`Of ${formatCount(checked)} labels none is doubtful.`)}</p>`;
    return html`<p class="told">${msg(
      str`Of ${formatCount(checked)} labels ${formatCount(confident)} are probably wrong, and ${formatCount(suspects - confident)} more are doubtful. The worst first:`,
    )}</p>
      <ts-label-suspects .runId=${this.runId} .phase=${this.phase} .found=${found} .fixes=${this.fixes}
        ?locked=${this.locked || this.labels.share !== null}></ts-label-suspects>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-label-check': TsLabelCheck;
  }
}
