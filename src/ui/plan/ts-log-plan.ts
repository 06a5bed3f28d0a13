import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeSpec } from '../../app/dispatch.ts';
import { fullCost, keyframeThinning } from '../../app/plan/storage-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { LogSpec } from '../../core/spec/spec.ts';
import '../parts/ts-number-field.ts';
import { formatBytes, formatCount } from '../parts/numbers.ts';
import { base, fields } from '../parts/shared-styles.ts';
import { thinningText } from './storage-texts.ts';

/** As a run spec may say. */
const MAX_STEPS = 1_000_000;

/** What is logged of a run beside its steps, and what that takes. */
@localized()
@customElement('ts-log-plan')
export class TsLogPlan extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: end;
        gap: var(--ts-2);
      }
      .wide {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property({ type: Boolean }) locked = false;

  override render() {
    const { keyframeEvery, histogramEvery, parameters } = this.state.spec.log;
    const thinning = keyframeThinning(this.state);
    return html`
      ${this.#steps(msg('Keyframe every … steps'), keyframeEvery, (steps) => ({ keyframeEvery: steps }))}
      ${this.#steps(msg('Histograms every … steps'), histogramEvery, (steps) => ({ histogramEvery: steps }))}
      ${thinning === null ? nothing : html`<p class="hint wide">${thinningText(thinning)}</p>`}
      <label class="field wide"><span>${msg('Parameters of every step')}</span>
        <select ?disabled=${this.locked} aria-describedby="cost" @change=${this.#choose}>
          <option value="statistics" ?selected=${parameters === 'statistics'}>${msg('Statistics of each tensor')}</option>
          <option value="full" ?selected=${parameters === 'full'}>${msg('All, to the last bit')}</option>
        </select>
      </label>
      <p class="hint wide" id="cost">${this.#cost()}</p>
    `;
  }

  #steps(label: string, value: number, change: (steps: number) => Partial<LogSpec>) {
    return html`<ts-number-field
      .label=${label}
      .value=${value}
      .min=${1}
      .max=${MAX_STEPS}
      ?disabled=${this.locked}
      @ts-number=${({ detail }: CustomEvent<number>) => this.#change(change(detail))}
    ></ts-number-field>`;
  }

  /** Said before it is chosen, too: the number is what there is to choose by. */
  #cost(): string {
    const isFull = this.state.spec.log.parameters === 'full';
    const cost = fullCost(this.state);
    const without = isFull ? '' : `${msg('Any step’s parameters are restored by training again from the keyframe before it.')} `;
    if (cost === null) return `${without}${msg('What keeping all of them takes is known once the data are.')}`;
    const [each, all, steps] = [formatBytes(cost.bytesAStep), formatBytes(cost.bytes), formatCount(cost.steps)];
    const takes = isFull
      ? msg(str`About ${each} a step, ${all} for the ${steps} steps, and training waits while they are stored.`)
      : msg(str`To keep all of them takes about ${each} a step, ${all} for the ${steps} steps.`);
    const left = cost.leftBytes === null ? '' : ` ${msg(str`The browser allows ${formatBytes(cost.leftBytes)} more.`)}`;
    return without + takes + left;
  }

  #choose(event: Event) {
    this.#change({ parameters: (event.target as HTMLSelectElement).value as LogSpec['parameters'] });
  }

  #change(change: Partial<LogSpec>) {
    const { spec } = this.state;
    changeSpec(this, { ...spec, log: { ...spec.log, ...change } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-log-plan': TsLogPlan;
  }
}
