import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { changeData, changePhase, startsFromScratch } from '../../app/plan/spec-edit.ts';
import { estimatePhase } from '../../app/plan/step-estimate.ts';
import type { ViewState } from '../../app/view-state.ts';
import { type PhaseName, type PhaseSpec, phaseOf } from '../../core/spec/spec.ts';
import '../parts/ts-number-field.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons, fields } from '../parts/shared-styles.ts';

const CNN_LAYERS = ['conv1', 'conv2', 'fc1', 'fc2'];
const MLP_LAYERS = ['fc1', 'fc2'];

/** As a run spec may say. */
const MAX_STEPS = 1_000_000;
const MAX_BATCH_SIZE = 4096;
const MAX_ROWS = 2 ** 32 - 1;
const MAX_TEST_SHARE = 0.99;
/** Adam diverges long before. */
const MAX_RATE = 10;

/** The settings of one phase: how long, how many rows a step, how fast, on which rows; for fine-tuning also what stays fixed. */
@localized()
@customElement('ts-phase-plan')
export class TsPhasePlan extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      fieldset {
        display: grid;
        gap: var(--ts-3);
        min-width: 0;
        margin: 0;
        padding: 0 0 0 var(--ts-3);
        border: 0;
        border-inline-start: 3px solid var(--track);
      }
      .pretrain { --track: var(--ts-pretrain); }
      .finetune { --track: var(--ts-finetune); }
      legend {
        float: left;
        width: 100%;
        padding: 0;
        font-size: var(--ts-text-s);
        font-weight: var(--ts-bold);
      }
      legend + * {
        clear: both;
      }
      legend output {
        white-space: nowrap;
        color: var(--ts-ink-quiet);
        font-weight: 400;
        font-size: var(--ts-text-xs);
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        align-items: end;
        gap: var(--ts-3) var(--ts-2);
      }
      .layers {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ts-1) var(--ts-3);
      }
      .layers .check {
        align-items: center;
      }
      .layers input {
        margin-top: 0;
      }
      .order {
        display: grid;
        gap: 0.125rem;
        font-size: var(--ts-text-xs);
      }
      .file {
        position: relative;
        width: max-content;
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
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property() phase: PhaseName = 'pretrain';
  @property({ type: Boolean }) locked = false;

  override render() {
    const phase = phaseOf(this.state.spec, this.phase);
    if (phase === undefined) return nothing;
    const estimate = estimatePhase(this.state, this.phase);
    const steps = estimate === null ? '' : stepsText(estimate.steps, formatCount(estimate.testRows));
    return html`<fieldset class=${this.phase} ?disabled=${this.locked}>
      <legend>${this.phase === 'pretrain' ? msg('Pretraining') : msg('Fine-tuning')} <output>${steps}</output></legend>
      <div class="grid">${this.#training(phase)}${this.#rows(phase)}</div>
      ${this.phase === 'finetune' ? this.#transfer(phase) : nothing} ${this.#rowOrder()}
    </fieldset>`;
  }

  #training(phase: PhaseSpec) {
    const { epochs, batchSize, optimizer } = phase;
    const setRate = (learningRate: number) => this.#change({ optimizer: { ...optimizer, learningRate } });
    return html`
      ${this.#whole(msg('Epochs'), epochs, MAX_STEPS, (value) => this.#change({ epochs: value }))}
      ${this.#whole(msg('Batch size'), batchSize, MAX_BATCH_SIZE, (value) => this.#change({ batchSize: value }))}
      ${this.#real(msg('Learning rate'), optimizer.learningRate, MAX_RATE, setRate)}
    `;
  }

  #rows({ data, evaluateEvery }: PhaseSpec) {
    const set = (change: Partial<PhaseSpec['data']>) => changeSpec(this, changeData(this.state.spec, this.phase, change));
    return html`
      <ts-number-field
        label=${msg('Rows')}
        placeholder=${msg('all')}
        optional
        min="1"
        max=${MAX_ROWS}
        .value=${data.rows}
        @ts-number=${({ detail }: CustomEvent<number | null>) => set({ rows: detail })}
      ></ts-number-field>
      ${this.#real(msg('Test share'), data.test, MAX_TEST_SHARE, (test) => set({ test }))}
      ${this.#whole(msg('Evaluate every'), evaluateEvery, MAX_STEPS, (value) => this.#change({ evaluateEvery: value }))}
    `;
  }

  #whole(label: string, value: number, max: number, set: (value: number) => void) {
    const take = ({ detail }: CustomEvent<number>) => set(detail);
    return html`<ts-number-field label=${label} min="1" max=${max} .value=${value} @ts-number=${take}></ts-number-field>`;
  }

  #real(label: string, value: number, max: number, set: (value: number) => void) {
    const take = ({ detail }: CustomEvent<number>) => set(detail);
    return html`<ts-number-field label=${label} real min="0" max=${max} .value=${value} @ts-number=${take}></ts-number-field>`;
  }

  #transfer(phase: PhaseSpec) {
    const scratch = startsFromScratch(this.state.spec);
    return html`
      <div role="group" aria-labelledby="freeze">
        <p class="label" id="freeze">${msg('Keep these layers as they are')}</p>
        <div class="layers">${this.#layers.map((layer) => this.#layer(layer, phase.freeze))}</div>
      </div>
      <label class="field"><span>${msg('Last layer')}</span>
        <select @change=${(event: Event) => this.#change({ head: (event.target as HTMLSelectElement).value as PhaseSpec['head'] })}>
          <option value="keep" ?selected=${phase.head === 'keep'}>${msg('Keep, unless the classes differ')}</option>
          <option value="replace" ?selected=${phase.head === 'replace'}>${msg('Replace with a fresh one')}</option>
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          role="switch"
          .checked=${phase.baseline}
          ?disabled=${scratch && !phase.baseline}
          @change=${() => this.#change({ baseline: !phase.baseline })}
        />
        <span>
          ${msg('Baseline')}<br />
          <span class="hint">${scratch ? msg('This phase starts from scratch already.') : msg('Also train this phase from scratch, to see what pretraining brings.')}</span>
        </span>
      </label>
    `;
  }

  #layer(layer: string, freeze: readonly string[]) {
    const frozen = freeze.includes(layer);
    const toggle = () => this.#change({ freeze: frozen ? freeze.filter((one) => one !== layer) : [...freeze, layer] });
    return html`<label class="check">
      <input type="checkbox" .checked=${frozen} @change=${toggle} /><span class="mono">${layer}</span>
    </label>`;
  }

  /** The layers of the network that this phase will train. */
  get #layers(): readonly string[] {
    const { model } = this.state.spec;
    const shape = this.state.data[this.phase].summary?.reading.shape.kind;
    return model.kind === 'mlp' || (model.kind === 'auto' && shape === 'table') ? MLP_LAYERS : CNN_LAYERS;
  }

  #rowOrder() {
    const indices = this.state.indices[this.phase];
    const load = (file: File | null) => sendCommand(this, { kind: 'load-indices', phase: this.phase, file });
    return html`<div class="order">
      <label class="link file">
        ${msg('Row order file')}<input type="file" accept=".tsv,.txt" @change=${(event: Event) => chosen(event, load)} />
      </label>
      ${
        indices === null
          ? html`<p class="hint">${msg('Trains on exactly these rows, in this order.')}</p>`
          : html`<p>
              ${indices.reference.file}, ${msg(str`${formatCount(indices.steps)} steps`)}
              <button class="link" @click=${() => load(null)}>${msg('Remove')}</button>
            </p>`
      }
    </div>`;
  }

  #change(change: Partial<PhaseSpec>) {
    changeSpec(this, changePhase(this.state.spec, this.phase, change));
  }
}

function chosen(event: Event, load: (file: File) => void) {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  input.value = '';
  if (file !== undefined) load(file);
}

const stepsText = (steps: number, testRows: string): string =>
  steps === 1 ? msg(str`1 step, ${testRows} test rows`) : msg(str`${formatCount(steps)} steps, ${testRows} test rows`);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phase-plan': TsPhasePlan;
  }
}
