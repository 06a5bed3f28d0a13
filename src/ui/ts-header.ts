import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeSpec } from '../app/dispatch.ts';
import { isBusy, isTraining } from '../app/plan/start-plan.ts';
import { calledName } from '../app/runs/run-name.ts';
import type { ViewState } from '../app/view-state.ts';
import './ts-backend.ts';
import './parts/ts-icon.ts';
import './ts-preferences.ts';
import { formatCount } from './parts/numbers.ts';
import { base } from './parts/shared-styles.ts';
import { loggedAs } from './runs/run-texts.ts';

/** A loss curve that becomes lines of writing: the same mark as the favicon, in the theme's colours. */
const MARK = svg`<rect width="32" height="32" rx="7" fill="#1d2b53" />
  <g stroke="#8fa3d9" stroke-width="1.6" stroke-linecap="round">
    <path d="M14.5 10.5h11.5" /><path d="M17.5 16h8.5" opacity=".85" /><path d="M6 26h20" opacity=".45" />
  </g>
  <path d="M6 5.5C8 15.5 11.5 21 26 21.2" fill="none" stroke="#ffb547" stroke-width="2.8" stroke-linecap="round" />`;

/** The page's head: the run's name, what is saved, what it computes on, theme and language. */
@localized()
@customElement('ts-header')
export class TsHeader extends LitElement {
  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--ts-2) var(--ts-3);
        max-width: 130rem;
        min-height: 3.25rem;
        margin: 0 auto;
        padding: 0 var(--ts-4);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--ts-2);
      }
      .brand svg {
        width: 1.5rem;
        height: 1.5rem;
      }
      h1 {
        margin: 0;
        font-size: var(--ts-text-l);
        font-weight: var(--ts-bold);
        letter-spacing: -0.01em;
      }
      .slash {
        color: var(--ts-line-strong);
        font-size: var(--ts-text-xl);
        font-weight: 300;
      }
      .name {
        flex: 0 1 auto;
        min-width: 4rem;
        max-width: 22rem;
        margin-inline-start: calc(-1 * var(--ts-2));
        padding: var(--ts-1) var(--ts-2);
        border: 1px solid transparent;
        border-radius: var(--ts-radius);
        background: none;
        color: var(--ts-ink);
        font: inherit;
        text-overflow: ellipsis;
        field-sizing: content;
      }
      .name:hover:not(:disabled) {
        border-color: var(--ts-line-strong);
        background: var(--ts-raised);
      }
      .name:focus-visible {
        outline-offset: 0;
        background: var(--ts-raised);
      }
      .saved {
        display: flex;
        align-items: center;
        gap: var(--ts-1);
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .saved ts-icon {
        width: 0.875rem;
        height: 0.875rem;
        color: var(--ts-pass);
      }
      .end {
        display: flex;
        flex: 1;
        align-items: center;
        justify-content: flex-end;
        gap: var(--ts-3);
        min-width: 0;
      }
      ts-preferences {
        flex: none;
        margin-inline-end: calc(-1 * var(--ts-2));
      }
      @media (max-width: 760px) {
        header {
          flex-wrap: wrap;
          padding: var(--ts-2) var(--ts-4);
        }
        .slash {
          display: none;
        }
        .brand {
          flex: 1 0 calc(100% - 8rem);
        }
        ts-preferences {
          order: 1;
        }
        .name {
          order: 2;
          flex: 1 1 8rem;
          max-width: none;
        }
        /* What is saved stands beside the name, so that nothing moves when it first appears; the backend has a line of its own. */
        .end {
          display: contents;
        }
        .saved {
          order: 3;
        }
        ts-backend {
          order: 4;
          flex: 1 1 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;

  override render() {
    const { spec, run } = this.state;
    const busy = isBusy(this.state);
    const called = run !== null && isTraining(this.state) ? calledName(this.state, run) : { name: spec.name, logged: null };
    return html`<header>
      <div class="brand"><svg viewBox="0 0 32 32" aria-hidden="true">${MARK}</svg><h1>Trainscript</h1></div>
      <span class="slash" aria-hidden="true">/</span>
      <input
        class="name"
        aria-label=${msg('Run name')}
        maxlength="200"
        spellcheck="false"
        autocomplete="off"
        .value=${called.name}
        title=${called.logged === null ? nothing : loggedAs(called.logged)}
        ?disabled=${busy}
        @change=${this.#rename}
      />
      <div class="end">${this.#saved()}<ts-backend .state=${this.state}></ts-backend></div>
      <ts-preferences></ts-preferences>
    </header>`;
  }

  #saved() {
    const { run } = this.state;
    if (run === null || run.committedStep === 0) return nothing;
    const text = msg(str`saved through step ${formatCount(run.committedStep)}`);
    return html`<span class="saved"><ts-icon name="disk"></ts-icon>${text}</span>`;
  }

  #rename(event: Event) {
    const input = event.target as HTMLInputElement;
    const name = input.value.trim();
    if (name === '') input.value = this.state.spec.name;
    else changeSpec(this, { ...this.state.spec, name });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-header': TsHeader;
  }
}
