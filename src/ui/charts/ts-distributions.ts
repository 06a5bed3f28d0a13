import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChartAxis } from '../../app/charts/chart-axis.ts';
import { histogramsCsv } from '../../app/charts/chart-csv.ts';
import { histogramsLogged, quantile, type Snapshot, snapshotsOf, thinned, valueRange } from '../../app/charts/density.ts';
import type { RunView } from '../../app/view-state.ts';
import type { Track } from '../../core/spec/spec.ts';
import type { HistogramsEvent } from '../../core/transcript/events.ts';
import { formatCount, formatTick, formatValue } from '../parts/numbers.ts';
import { fileNameOf, saveCsv, savePng, saveSvg } from '../parts/save-file.ts';
import { base, buttons, fields, panels, tables } from '../parts/shared-styles.ts';
import { ThemeColours } from '../theme-colours.ts';
import { type DistributionView, storeChoices, storedChoices } from './chart-choices.ts';
import { trackName } from './chart-texts.ts';
import type { DensityFrame } from './density-painting.ts';
import { distributionPicture } from './distribution-picture.ts';
import { ridgeFoot, ridgesOf } from './distribution-shapes.ts';
import { distributionStyles } from './distribution-styles.ts';
import './ts-density.ts';
import '../parts/ts-menu.ts';
import type { MenuItem } from '../parts/ts-menu.ts';

type Kind = 'parameters' | 'gradients';
const TABLE_STEPS = 20;
/** Pictures are hardly wider than this. */
const MOST_COLUMNS = 1024;
const QUARTILES = [0.25, 0.5, 0.75] as const;

/** The distributions of each tensor's values (or of its gradients) over time: all small, one of them large. */
@localized()
@customElement('ts-distributions')
export class TsDistributions extends LitElement {
  static override styles = [base, buttons, fields, panels, tables, distributionStyles];

  @property({ attribute: false }) run: RunView | null = null;
  /** The charts' own, so that places mean the same. */
  @property({ attribute: false }) axis = new ChartAxis('step', [], null);
  @property({ attribute: false }) cursor: number | null = null;
  @property({ attribute: false }) zoom: readonly [number, number] | null = null;
  @state() private kind: Kind = 'parameters';
  @state() private view: DistributionView = storedChoices().distributions;
  @state() private second: Track = 'finetune';
  @state() private tensor = '';
  @state() private asTable = false;
  #frames = new Map<string, DensityFrame>();
  #thinned: readonly HistogramsEvent[] | null = null;
  #key = '';
  readonly #colours = new ThemeColours(this);

  override render() {
    const names = this.#names;
    const tensor = this.#tensor;
    return html`<div class="panel">
      <header class="panel-head">
        <h3>${this.#heading}</h3>
        ${names.length === 0 ? nothing : this.#controls(tensor)}
      </header>
      ${names.length === 0 ? this.#placeholder() : html`${this.#large(tensor)} ${this.#strip(names, tensor)} ${this.#counts()}`}
      ${this.asTable && names.length > 0 ? this.#table(tensor) : nothing}
    </div>`;
  }

  get #heading(): string {
    return this.kind === 'parameters' ? msg('Parameters over time') : msg('Gradients over time');
  }

  /** Whether not all of them were read. The last may be on its way. */
  get #isThinned(): boolean {
    return this.run !== null && this.run.histograms.length + 1 < histogramsLogged(this.run);
  }

  #counts() {
    if (this.run === null || !this.#isThinned) return nothing;
    const [shown, logged] = [this.run.histograms.length, histogramsLogged(this.run)].map(formatCount);
    return html`<p class="small quiet">${msg(str`${shown} of ${logged} histograms shown, evenly spread over the run; its bundle has them all.`)}</p>`;
  }

  #placeholder() {
    return html`<p class="placeholder">${msg('How the values of each tensor are spread, and how training moves them: one picture a tensor, every few steps a column.')}</p>`;
  }

  #controls(tensor: string) {
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
      ${this.#switch<DistributionView>(msg('Shown as'), 'view', this.view, [
        ['heat', msg('density')],
        ['ridges', msg('histograms')],
        ['bands', msg('bands')],
      ])}
      <ts-menu .label=${msg('More for: the distributions')} .items=${this.#items(tensor)}></ts-menu>`;
  }

  #items(tensor: string): readonly MenuItem[] {
    const name = fileNameOf(this.run?.name ?? '', tensor, this.kind);
    const picture = () =>
      distributionPicture(`${tensor} · ${this.#heading}`, this.#frame(tensor), this.axis.kind, this.view, this.#colours);
    return [
      { text: msg('Show as table'), icon: 'table', checked: this.asTable, act: () => (this.asTable = !this.asTable) },
      { text: msg('Save as PNG'), icon: 'download', act: () => void savePng(name, picture()) },
      { text: msg('Save as SVG'), icon: 'download', act: () => saveSvg(name, picture()) },
      {
        text: this.#isThinned ? msg('Save these histograms as CSV') : msg('Save every histogram as CSV'),
        icon: 'download',
        act: () => void saveCsv(name, histogramsCsv(this.run?.histograms ?? [], this.kind, tensor)),
      },
    ];
  }

  #switch<T extends string>(label: string, name: 'kind' | 'second' | 'view', chosen: T, options: readonly (readonly [T, string])[]) {
    const choose = (value: T) => {
      Object.assign(this, { [name]: value });
      if (name === 'view') storeChoices({ distributions: this.view });
    };
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
      <div class="large ${this.view}" @pointermove=${this.#onPointer} @pointerleave=${() => this.#moveTo(null)}>
        <div class="axis" aria-hidden="true">${this.view === 'ridges' ? this.#ridgeSteps(frame) : [high, low].map((value) => html`<span>${formatTick(value)}</span>`)}</div>
        <div class="plot">
          <ts-density .frame=${frame} .view=${this.view} .held=${this.cursor === null ? undefined : held} lines></ts-density>
          ${this.cursor === null || this.view === 'ridges' ? nothing : html`<i class="cursor" style=${`left: ${this.#share(this.cursor, frame) * 100}%`}></i>`}
        </div>
        ${this.view === 'ridges' ? html`<div class="values" aria-hidden="true"><span>${formatTick(low)}</span><span>${formatTick(high)}</span></div>` : nothing}
      </div>
    </figure>`;
  }

  /** The steps of the ridge furthest back and of the one in front. */
  #ridgeSteps(frame: DensityFrame) {
    const ridges = ridgesOf(frame);
    return [ridges.at(0), ridges.at(-1)].map((ridge) => html`<span>${ridge === undefined ? nothing : formatCount(ridge.step)}</span>`);
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
        ({ step, track, histogram }) =>
          html`<tr><th scope="row">${formatCount(step)}</th><td>${trackName(track)}</td>${[
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

  /** The one that is shown large. */
  get #tensor(): string {
    const names = this.#names;
    return names.includes(this.tensor) ? this.tensor : (names[0] ?? '');
  }

  get #hasBaseline(): boolean {
    return this.run?.histograms.some((event) => event.phase === 'baseline') ?? false;
  }

  /** Kept per tensor until a histogram comes, so that a picture is painted only when it changed. */
  #frame(tensor: string): DensityFrame {
    const run = this.run;
    const key = [run?.runId, run?.histograms.length, this.axis.kind, this.axis.end, this.kind, this.second, this.zoom].join(' ');
    if (key !== this.#key) {
      this.#frames = new Map();
      this.#thinned = null;
    }
    this.#key = key;
    const known = this.#frames.get(tensor);
    if (known !== undefined || run === null) return known ?? { snapshots: [], from: 0, to: 1, until: 0 };
    const place = (track: Track, step: number) => this.axis.place(track, step);
    const tracks: readonly Track[] = ['pretrain', this.second];
    const [from, to] = this.zoom ?? [0, Math.max(1, this.axis.end)];
    this.#thinned ??= thinned(run.histograms, tracks, place, [from, to], MOST_COLUMNS);
    const snapshots = snapshotsOf(this.#thinned, this.kind, tensor, tracks, place);
    const until = Math.max(...run.phases.map(({ phase }) => place(phase, lastStep(run, phase))));
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
    const frame = this.#frame(this.#tensor);
    if (box === undefined || box.width === 0) return;
    if (this.view === 'ridges') return this.#moveTo(ridgeAt(frame, (event.clientY - box.top) / box.height));
    const share = (event.clientX - box.left) / box.width;
    const place = frame.from + share * (frame.to - frame.from);
    this.#moveTo(share < 0 || share > 1 ? null : this.axis.whole ? Math.max(1, Math.round(place)) : place);
  };

  #moveTo(detail: number | null): void {
    this.dispatchEvent(new CustomEvent('chart-cursor', { detail, bubbles: true, composed: true }));
  }
}

function lastStep({ series }: RunView, track: Track): number {
  const { step } = series.tracks[track];
  return step.length === 0 ? 0 : step.at(step.length - 1);
}

/** The place of the ridge whose foot is nearest below that share of the height. */
function ridgeAt(frame: DensityFrame, share: number): number | null {
  const ridges = ridgesOf(frame);
  const box = { x: 0, y: 0, width: 1, height: 1 };
  return ridges.find((_, i) => ridgeFoot(i, ridges.length, box) >= share)?.x ?? ridges.at(-1)?.x ?? null;
}

function describe({ step, histogram }: Snapshot): string {
  const [quarter, , threeQuarters] = QUARTILES.map((q) => formatValue(quantile(histogram, q)));
  const [lowest, highest] = [formatValue(histogram.min), formatValue(histogram.max)];
  return msg(str`step ${formatCount(step)}: from ${lowest} to ${highest}, half of it from ${quarter} to ${threeQuarters}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-distributions': TsDistributions;
  }
}
