import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { quantile, type Snapshot, snapshotsOf, thinned, valueRange } from '../app/density.ts';
import { chartShift, lastChartStep, spansOfRun } from '../app/phase-spans.ts';
import type { RunView } from '../app/view-state.ts';
import type { HistogramsEvent } from '../core/events.ts';
import type { Track } from '../core/spec.ts';
import { trackName } from './chart-texts.ts';
import type { DensityFrame } from './density-painting.ts';
import { distributionStyles } from './distribution-styles.ts';
import { formatCount, formatTick, formatValue } from './numbers.ts';
import './ts-density.ts';
import './ts-icon.ts';
import { base, buttons, fields, panels, tables } from './shared-styles.ts';

type Kind = 'parameters' | 'gradients';
const TABLE_STEPS = 20;
/** Pictures are hardly wider than this. */
const MOST_COLUMNS = 1024;
const QUARTILES = [0.25, 0.5, 0.75] as const;

/** The distributions of each tensor's values (or of its gradients) over the steps: all small, one of them large. */
@localized()
@customElement('ts-distributions')
export class TsDistributions extends LitElement {
  static override styles = [base, buttons, fields, panels, tables, distributionStyles];

  @property({ attribute: false }) run: RunView | null = null;
  @property({ attribute: false }) cursor: number | null = null;
  @property({ attribute: false }) zoom: readonly [number, number] | null = null;
  @state() private kind: Kind = 'parameters';
  @state() private second: Track = 'finetune';
  @state() private tensor = '';
  @state() private asTable = false;
  #frames = new Map<string, DensityFrame>();
  #thinned: readonly HistogramsEvent[] | null = null;
  #key = '';

  override render() {
    const names = this.#names;
    const tensor = names.includes(this.tensor) ? this.tensor : (names[0] ?? '');
    return html`<div class="panel">
      <header class="panel-head">
        <h3>${this.kind === 'parameters' ? msg('Parameters over time') : msg('Gradients over time')}</h3>
        ${names.length === 0 ? nothing : this.#controls()}
      </header>
      ${names.length === 0 ? this.#placeholder() : html`${this.#large(tensor)} ${this.#strip(names, tensor)}`}
      ${this.asTable && names.length > 0 ? this.#table(tensor) : nothing}
    </div>`;
  }

  #placeholder() {
    return html`<p class="placeholder">${msg('How the values of each tensor are spread, and how training moves them: one picture a tensor, every few steps a column.')}</p>`;
  }

  #controls() {
    const label = this.asTable ? msg('Hide the table of the distributions') : msg('Show as table: the distributions');
    return html`
      ${
        this.#hasBaseline
          ? this.#switch<Track>(msg('Which fine-tuning'), 'second', this.second, [
              ['finetune', msg('Fine-tune')],
              ['baseline', msg('Baseline')],
            ])
          : nothing
      }
      ${this.#switch<Kind>(msg('Values of'), 'kind', this.kind, [
        ['parameters', msg('parameters')],
        ['gradients', msg('gradients')],
      ])}
      <button class="button ghost small icon-only" aria-label=${label} title=${label} aria-expanded=${this.asTable}
        @click=${() => (this.asTable = !this.asTable)}><ts-icon name="table"></ts-icon></button>`;
  }

  #switch<T extends string>(label: string, name: 'kind' | 'second', chosen: T, options: readonly (readonly [T, string])[]) {
    const choose = (value: T) => Object.assign(this, { [name]: value });
    return html`<div class="switch" role="radiogroup" aria-label=${label}>${options.map(
      ([value, text]) =>
        html`<label><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />${text}</label>`,
    )}</div>`;
  }

  #large(tensor: string) {
    const frame = this.#frame(tensor);
    const [low, high] = valueRange(frame.snapshots);
    const held = this.#held(frame);
    return html`<figure>
      <figcaption><b class="mono">${tensor}</b> <output>${held === undefined ? nothing : describe(held)}</output></figcaption>
      <div class="large" @pointermove=${this.#onPointer} @pointerleave=${() => this.#moveTo(null)}>
        <div class="axis" aria-hidden="true"><span>${formatTick(high)}</span><span>${formatTick(low)}</span></div>
        <div class="plot">
          <ts-density .frame=${frame} lines></ts-density>
          ${this.cursor === null ? nothing : html`<i class="cursor" style=${`left: ${this.#share(this.cursor, frame) * 100}%`}></i>`}
        </div>
      </div>
    </figure>`;
  }

  #strip(names: readonly string[], chosen: string) {
    return html`<div class="strip" role="radiogroup" aria-label=${msg('Tensor')}>${names.map(
      (name) => html`<label><input type="radio" name="tensor" .checked=${name === chosen} @change=${() => (this.tensor = name)} />
        <ts-density .frame=${this.#frame(name)}></ts-density><span class="mono">${name}</span></label>`,
    )}</div>`;
  }

  #table(tensor: string) {
    const rows = this.#frame(tensor).snapshots.slice(-TABLE_STEPS).reverse();
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg(str`Distributions of ${tensor} as a table`)}><table>
      <thead><tr><th scope="col">${msg('Step')}</th><th scope="col">${msg('Phase')}</th>${[
        msg('lowest'),
        msg('quarter below'),
        msg('half below'),
        msg('three quarters below'),
        msg('highest'),
      ].map((name) => html`<th class="num" scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(
        ({ x, track, histogram }) =>
          html`<tr><th scope="row">${formatCount(x)}</th><td>${trackName(track)}</td>${[
            histogram.min,
            ...QUARTILES.map((q) => quantile(histogram, q)),
            histogram.max,
          ].map((value) => html`<td class="num">${formatValue(value)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }

  get #names(): readonly string[] {
    const last = this.run?.histograms.at(-1);
    return last === undefined ? [] : Object.keys(last[this.kind]);
  }

  get #hasBaseline(): boolean {
    return this.run?.histograms.some((event) => event.phase === 'baseline') ?? false;
  }

  /** Kept per tensor until a histogram comes, so that a picture is painted only when it changed. */
  #frame(tensor: string): DensityFrame {
    const run = this.run;
    const key = [run?.runId, run?.histograms.length, run?.totalSteps, this.kind, this.second, this.zoom].join(' ');
    if (key !== this.#key) {
      this.#frames = new Map();
      this.#thinned = null;
    }
    this.#key = key;
    const known = this.#frames.get(tensor);
    if (known !== undefined || run === null) return known ?? { snapshots: [], from: 0, to: 1, until: 0 };
    const spans = spansOfRun(run);
    const shift = (track: Track) => chartShift(spans, track);
    const tracks: readonly Track[] = ['pretrain', this.second];
    const [from, to] = this.zoom ?? [0, Math.max(1, lastChartStep(spans))];
    this.#thinned ??= thinned(run.histograms, tracks, shift, [from, to], MOST_COLUMNS);
    const snapshots = snapshotsOf(this.#thinned, this.kind, tensor, tracks, shift);
    const until = Math.max(...run.phases.map(({ phase }) => lastStep(run, phase) + chartShift(spans, phase)));
    const frame = { snapshots, from, to, until };
    this.#frames.set(tensor, frame);
    return frame;
  }

  /** The snapshot at or before the cursor, or the latest. */
  #held({ snapshots }: DensityFrame): Snapshot | undefined {
    return this.cursor === null ? snapshots.at(-1) : snapshots.findLast(({ x }) => x <= (this.cursor ?? 0));
  }

  #share = (step: number, { from, to }: DensityFrame): number => Math.min(1, Math.max(0, (step - from) / (to - from)));

  readonly #onPointer = (event: PointerEvent) => {
    const plot = (event.currentTarget as HTMLElement).querySelector('.plot');
    const box = plot?.getBoundingClientRect();
    const { from, to } = this.#frame(this.#names[0] ?? '');
    if (box === undefined || box.width === 0) return;
    const share = (event.clientX - box.left) / box.width;
    this.#moveTo(share < 0 || share > 1 ? null : Math.max(1, Math.round(from + share * (to - from))));
  };

  #moveTo(detail: number | null): void {
    this.dispatchEvent(new CustomEvent('chart-cursor', { detail, bubbles: true, composed: true }));
  }
}

function lastStep({ series }: RunView, track: Track): number {
  const { step } = series.tracks[track];
  return step.length === 0 ? 0 : step.at(step.length - 1);
}

function describe({ x, histogram }: Snapshot): string {
  const [quarter, , threeQuarters] = QUARTILES.map((q) => formatValue(quantile(histogram, q)));
  const [lowest, highest] = [formatValue(histogram.min), formatValue(histogram.max)];
  return msg(str`step ${formatCount(x)}: from ${lowest} to ${highest}, half of it from ${quarter} to ${threeQuarters}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-distributions': TsDistributions;
  }
}
