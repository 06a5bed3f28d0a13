import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { plannedRecallObstacle } from '../../app/plan/recall-plan.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import { estimateSteps } from '../../app/plan/step-estimate.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { PhaseSpec, RunSpec } from '../../core/spec/spec.ts';
import '../parts/ts-icon.ts';
import './ts-log-plan.ts';
import '../parts/ts-number-field.ts';
import './ts-phase-plan.ts';
import '../parts/ts-problem.ts';
import '../ts-stop.ts';
import './ts-watch-plan.ts';
import { SEPARATOR } from '../data/reading-texts.ts';
import { disclosures } from '../parts/disclosure-styles.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons, fields } from '../parts/shared-styles.ts';

/** As a run spec may say. */
const MAX_SEED = 2 ** 32 - 1;

/** The plan of the run: what it starts from, how each phase trains, what is logged. */
@localized()
@customElement('ts-plan')
export class TsPlan extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    disclosures,
    css`
      .start {
        display: grid;
        grid-template-columns: 1fr 5rem;
        gap: var(--ts-2);
        align-items: start;
      }
      .weights {
        display: grid;
        gap: var(--ts-1);
      }
      .file {
        position: relative;
      }
      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .file:focus-within {
        outline: 2px solid var(--ts-focus);
        outline-offset: 2px;
      }
      .current {
        font-size: var(--ts-text-s);
        overflow-wrap: anywhere;
      }
      .further {
        display: grid;
        gap: var(--ts-2);
        padding-top: var(--ts-3);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property({ type: Number }) number = 3;
  @state() private open = false;

  override render() {
    const { spec, problems } = this.state;
    const locked = isBusy(this.state);
    const failed = problems.init !== undefined;
    const toggle = () => {
      this.open = !this.open;
    };
    return html`<section aria-label=${msg('Plan')}>
      <ts-stop
        number=${this.number}
        .heading=${msg('Plan')}
        .line=${this.#line()}
        .mark=${failed ? 'error' : 'done'}
        ?open=${this.open || failed}
        @ts-toggle=${toggle}
      >
        ${this.#start(locked)} ${failed ? html`<ts-problem .problem=${problems.init}></ts-problem>` : nothing}
        ${spec.phases.map(({ phase }) => html`<ts-phase-plan .state=${this.state} .phase=${phase} ?locked=${locked}></ts-phase-plan>`)}
        <ts-watch-plan .spec=${spec} .recall=${plannedRecallObstacle(this.state)} ?locked=${locked}></ts-watch-plan> ${this.#advanced(locked)}
      </ts-stop>
    </section>`;
  }

  /** «1 epoch, then 5 · 380 steps with the baseline». */
  #line(): string {
    const { phases } = this.state.spec;
    const { origin } = this.state.init ?? {};
    const fork = origin === undefined ? '' : msg(str`From step ${formatCount(origin.step)} of «${origin.run}»`) + SEPARATOR;
    if (phases.length === 0) return msg('Nothing to train: both phases are skipped');
    const epochs = phases.map(epochsText).join(msg(', then '));
    const steps = estimateSteps(this.state);
    const baseline = phases.some((phase) => phase.baseline) ? msg(' with the baseline') : '';
    return steps === null ? fork + epochs : `${fork}${epochs}${SEPARATOR}${msg(str`${formatCount(steps)} steps`)}${baseline}`;
  }

  #start(locked: boolean) {
    const { init, spec } = this.state;
    const missing = spec.init !== 'random' && init === null;
    return html`<div class="start">
      <div class="weights">
        <span class="label">${msg('Starts from')}</span>
        <p class="current">${this.#startText()}</p>
        <div>
          <label class="button small file" aria-disabled=${locked ? 'true' : nothing}>
            <ts-icon name="file"></ts-icon>${msg('Weights file')}
            <input type="file" accept=".pth,.pt,.safetensors" ?disabled=${locked} @change=${this.#chosen} />
          </label>
          ${init === null && !missing ? nothing : this.#randomButton(locked)}
        </div>
      </div>
      ${this.#number(msg('Seed'), spec.seed, 0, MAX_SEED, locked, (seed) => changeSpec(this, { ...spec, seed }))}
    </div>`;
  }

  #randomButton(locked: boolean) {
    return html`<button class="button ghost small" ?disabled=${locked} @click=${this.#random}>${msg('Random instead')}</button>`;
  }

  #number(label: string, value: number, min: number, max: number, locked: boolean, set: (value: number) => void) {
    return html`<ts-number-field
      .label=${label}
      .value=${value}
      .min=${min}
      .max=${max}
      ?disabled=${locked}
      @ts-number=${({ detail }: CustomEvent<number>) => set(detail)}
    ></ts-number-field>`;
  }

  #startText(): string {
    const { init, spec } = this.state;
    if (init?.origin !== undefined) {
      const { run, step } = init.origin;
      return msg(str`Step ${formatCount(step)} of «${run}»: ${init.reference.file}, ${formatCount(init.parameters)} parameters`);
    }
    if (init !== null) return msg(str`${init.reference.file}, ${formatCount(init.parameters)} parameters`);
    return spec.init === 'random' ? msg('Random parameters, drawn from the seed') : msg(str`${spec.init.file}: choose it to go on`);
  }

  #advanced(locked: boolean) {
    const { spec } = this.state;
    const chooseNetwork = (event: Event) => {
      const kind = (event.target as HTMLSelectElement).value as RunSpec['model']['kind'];
      changeSpec(this, { ...spec, model: { kind } });
    };
    return html`<details>
      <summary><ts-icon name="chevron"></ts-icon>${msg('Advanced')}</summary>
      <div class="further">
        <ts-log-plan .state=${this.state} ?locked=${locked}></ts-log-plan>
        <label class="field"><span>${msg('Network')}</span>
          <select ?disabled=${locked} @change=${chooseNetwork}>
            <option value="auto" ?selected=${spec.model.kind === 'auto'}>${msg('By the data')}</option>
            <option value="cnn" ?selected=${spec.model.kind === 'cnn'}>${msg('Convolutional (images)')}</option>
            <option value="mlp" ?selected=${spec.model.kind === 'mlp'}>${msg('Dense (tables)')}</option>
          </select>
        </label>
      </div>
    </details>`;
  }

  #random() {
    sendCommand(this, { kind: 'load-init', file: null });
    changeSpec(this, { ...this.state.spec, init: 'random' });
  }

  #chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file !== undefined) sendCommand(this, { kind: 'load-init', file });
  }
}

const epochsText = ({ epochs }: PhaseSpec): string => (epochs === 1 ? msg('1 epoch') : msg(str`${formatCount(epochs)} epochs`));

declare global {
  interface HTMLElementTagNameMap {
    'ts-plan': TsPlan;
  }
}
