import '@awesome.me/webawesome/dist/components/popover/popover.js';
import type WaPopover from '@awesome.me/webawesome/dist/components/popover/popover.js';
import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { changeSpec } from '../app/dispatch.ts';
import { isBusy } from '../app/plan/start-plan.ts';
import type { ViewState } from '../app/view-state.ts';
import type { BackendChoice } from '../core/spec/spec.ts';
import './parts/ts-icon.ts';
import { backendLine, backendReason, choiceText } from './backend-texts.ts';
import { base, buttons, fields } from './parts/shared-styles.ts';

const CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'webgl', 'cpu'];

/** What the run computes on; opens to say why, and to choose another. */
@localized()
@customElement('ts-backend')
export class TsBackend extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .badge {
        max-width: 100%;
        border-radius: var(--ts-pill);
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        font-variant-numeric: tabular-nums;
      }
      :host {
        min-width: 0;
      }
      .badge span {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      wa-popover {
        --max-width: 22rem;
        font-size: var(--ts-text-s);
      }
      .body {
        display: grid;
        gap: var(--ts-3);
        white-space: normal;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--ts-1) var(--ts-3);
        font-size: var(--ts-text-xs);
      }
      dt {
        color: var(--ts-ink-quiet);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .choices {
        display: grid;
        gap: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @query('wa-popover') private panel?: WaPopover;

  /** The library leaves its dialog without a name. */
  override async updated() {
    await this.panel?.updateComplete;
    this.panel?.dialog.setAttribute('aria-label', msg('Compute on'));
  }

  override render() {
    const { environment } = this.state;
    const line = environment === null ? msg('Getting ready…') : backendLine(environment);
    return html`
      <button class="button small badge" id="badge" aria-label=${msg(str`Computes on: ${line}`)} aria-haspopup="dialog">
        <ts-icon name="chip"></ts-icon><span>${line}</span>
      </button>
      <wa-popover for="badge" placement="bottom-end" without-arrow>
        <div class="body">${this.#explanation()}${this.#choice()}</div>
      </wa-popover>
    `;
  }

  #explanation() {
    const { environment } = this.state;
    if (environment === null) return html`<p>${msg('The engine is getting ready…')}</p>`;
    return html`
      <p>${backendReason(environment)}</p>
      <dl>
        <dt>${msg('Processor cores')}</dt><dd class="num">${environment.cores}</dd>
        <dt>${msg('Isolated page')}</dt>
        <dd>${environment.crossOriginIsolated ? msg('yes, threads are allowed') : msg('no, so threads are off')}</dd>
        ${Object.entries(environment.versions).map(([name, version]) => html`<dt>${name}</dt><dd class="num">${version}</dd>`)}
      </dl>
    `;
  }

  #choice() {
    const { spec } = this.state;
    const busy = isBusy(this.state);
    const choose = (backend: BackendChoice) => changeSpec(this, { ...spec, backend });
    return html`<div class="choices" role="radiogroup" aria-label=${msg('Backend')}>
      ${CHOICES.map(
        (choice) => html`<label class="check">
          <input type="radio" name="backend" .checked=${spec.backend === choice} ?disabled=${busy} @change=${() => choose(choice)} />
          ${choiceText(choice)}
        </label>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-backend': TsBackend;
  }
}
