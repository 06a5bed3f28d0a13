import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import { outcomeOf } from '../../app/runs/run-outcome.ts';
import type { ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import '../parts/ts-problem.ts';
import { currentLocale } from '../locale.ts';
import { disclosures } from '../parts/disclosure-styles.ts';
import { formatBytes } from '../parts/numbers.ts';
import { base, buttons, panels } from '../parts/shared-styles.ts';

/** Region «Bundle»: makes the zip of the opened run, and keeps a link to it for a second time. It stands in two places, once in the right column
 *  and once in the card of a run that has ended (`in-result`), and shows itself in one of them: there is one «Download bundle» at a time. */
@localized()
@customElement('ts-bundle')
export class TsBundle extends LitElement {
  static override styles = [
    base,
    buttons,
    panels,
    disclosures,
    css`
      :host([absent]) {
        display: none;
      }
      section {
        display: grid;
        gap: var(--ts-3);
        align-content: start;
      }
      .button.primary {
        min-height: 2.5rem;
        font-size: var(--ts-text-m);
      }
      .made {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--ts-2);
        align-items: center;
        font-size: var(--ts-text-s);
        overflow-wrap: anywhere;
      }
      .made small {
        grid-column: 2;
      }
      progress {
        width: 100%;
        height: 0.375rem;
        border: 0;
        border-radius: var(--ts-pill);
        background: var(--ts-sunken);
        overflow: hidden;
      }
      details {
        font-size: var(--ts-text-xs);
      }
      .inside {
        display: grid;
        gap: var(--ts-1);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      .inside li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--ts-2);
      }
      .inside ts-icon {
        width: 0.75rem;
        height: 0.75rem;
        margin-top: 0.2rem;
      }
      details[open] .inside {
        margin-top: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property({ type: Boolean, attribute: 'in-result' }) inResult = false;

  protected override willUpdate(): void {
    const { run } = this.state;
    const ended = run !== null && outcomeOf(run) !== null;
    this.toggleAttribute('absent', ended !== this.inResult);
  }

  override render() {
    if (this.hasAttribute('absent')) return nothing;
    const { problems } = this.state;
    return html`<section class=${this.inResult ? '' : 'panel'} aria-label=${msg('Bundle')}>
      ${this.inResult ? nothing : html`<h2>${msg('Bundle')}</h2>`}
      ${this.#button()} ${this.#progress()} ${this.#made()}
      ${problems.bundle === undefined ? nothing : html`<ts-problem .problem=${problems.bundle}></ts-problem>`}
      ${this.#inside()}
    </section>`;
  }

  /** The bundle of the run that is shown. */
  get #bundle(): ViewState['bundle'] {
    const { run, bundle } = this.state;
    return bundle.kind !== 'none' && bundle.runId === run?.runId ? bundle : { kind: 'none' };
  }

  /** While one is made it is not disabled but says so: a disabled button loses the focus. */
  #button() {
    const { run } = this.state;
    const primary = this.inResult ? 'primary' : '';
    return html`<button class="button ${primary}" ?disabled=${run === null} aria-disabled=${this.#bundle.kind === 'making'} @click=${this.#make}>
      <ts-icon name="download"></ts-icon>${msg('Download bundle')}</button>
      ${run === null ? html`<p class="small quiet">${msg('One file with everything of a run, once there is one:')}</p>` : nothing}`;
  }

  #progress() {
    const bundle = this.#bundle;
    if (bundle.kind !== 'making') return nothing;
    return html`<div><progress aria-label=${msg('Making the bundle')}></progress>
      <p class="small quiet num">${bundle.entry === '' ? msg('Collecting what was kept…') : msg(str`Packing ${bundle.entry}, ${formatBytes(bundle.bytes)} so far`)}</p></div>`;
  }

  #made() {
    const bundle = this.#bundle;
    if (bundle.kind !== 'ready') return nothing;
    return html`<p class="made"><ts-icon name="file"></ts-icon><a href=${bundle.url} download=${bundle.name}>${bundle.name}</a>
      <small class="quiet num">${formatBytes(bundle.bytes)}</small></p>`;
  }

  #inside() {
    const list = html`<ul class="inside">${contents().map((text) => html`<li><ts-icon name="check"></ts-icon><span>${text}</span></li>`)}</ul>`;
    return this.state.run === null
      ? list
      : html`<details><summary><ts-icon name="chevron"></ts-icon>${msg('What is inside')}</summary>${list}</details>`;
  }

  #make() {
    const { run } = this.state;
    if (run !== null && this.#bundle.kind !== 'making')
      sendCommand(this, { kind: 'make-bundle', runId: run.runId, locale: currentLocale() });
  }
}

const contents = (): readonly string[] => [
  msg('every step and event, as CSV and JSON Lines, each line bound to the one before by its hash'),
  msg('the models, for PyTorch, safetensors and TensorFlow.js'),
  msg('which rows each step used'),
  msg('parameters: statistics, distributions, keyframes'),
  msg('the audit, the cards and the policy’s verdict'),
  msg('logs for TensorBoard'),
  msg('a list of all files with their SHA-256, and how to check it without this page'),
];

declare global {
  interface HTMLElementTagNameMap {
    'ts-bundle': TsBundle;
  }
}
