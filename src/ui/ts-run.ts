import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../app/dispatch.ts';
import { sampleOf } from '../app/samples.ts';
import { isBusy, planStart, type StartPlan } from '../app/start-plan.ts';
import type { ViewState } from '../app/view-state.ts';
import './ts-icon.ts';
import './ts-problem.ts';
import type { IconName } from './icons.ts';
import { formatCount } from './numbers.ts';
import { obstacleText } from './obstacle-text.ts';
import { base, buttons } from './shared-styles.ts';

/** Region «Run»: start, pause, resume, stop, and one line that says what pressing will do or why it cannot be pressed. */
@localized()
@customElement('ts-run')
export class TsRun extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      section {
        display: grid;
        gap: var(--ts-2);
      }
      .buttons {
        display: flex;
        gap: var(--ts-2);
      }
      .buttons .button {
        flex: 1;
        min-height: 2.5rem;
        font-size: var(--ts-text-m);
      }
      .note {
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        line-height: 1.45;
        text-wrap: pretty;
      }
      .note.refuses {
        color: var(--ts-error);
      }
      progress {
        width: 100%;
        height: 0.25rem;
        border: 0;
        border-radius: var(--ts-pill);
        background: var(--ts-line-strong);
        overflow: hidden;
      }
      progress::-webkit-progress-bar { background: var(--ts-line-strong); }
      progress::-webkit-progress-value { background: var(--ts-accent); }
      progress::-moz-progress-bar { background: var(--ts-accent); }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;

  override render() {
    const problem = this.state.problems.run ?? null;
    return html`<section aria-label=${msg('Run')}>
      ${problem === null ? nothing : html`<ts-problem .problem=${problem}></ts-problem>`}
      ${isBusy(this.state) ? this.#running() : this.#idle()}
    </section>`;
  }

  #idle() {
    const plan = planStart(this.state);
    const blocked = plan.kind === 'blocked' || this.state.starting;
    return html`
      <div class="buttons">
        <button class="button primary" aria-describedby="note" ?disabled=${blocked} @click=${this.#start}>
          <ts-icon name="play"></ts-icon>${msg('Start')}
        </button>
      </div>
      <p class="note ${!blocked && this.#refused ? 'refuses' : ''}" id="note">${this.#note(plan)}</p>
    `;
  }

  #running() {
    const run = this.state.run!;
    const steps =
      run.totalSteps === 0 ? formatCount(run.committedStep) : `${formatCount(run.committedStep)} / ${formatCount(run.totalSteps)}`;
    const at = run.status === 'paused' ? msg(str`Paused at step ${steps}.`) : msg(str`Step ${steps}.`);
    return html`
      <progress aria-label=${msg('Steps of the run')} max=${Math.max(1, run.totalSteps)} value=${run.committedStep}></progress>
      <div class="buttons">
        ${run.status === 'paused' ? this.#button(msg('Resume'), 'play', 'resume') : this.#button(msg('Pause'), 'pause', 'pause')}
        ${this.#button(msg('Stop'), 'stop', 'stop')}
      </div>
      <p class="note num">${at} ${msg('Stopping keeps everything logged.')}</p>
    `;
  }

  #button(text: string, icon: IconName, kind: 'pause' | 'resume' | 'stop') {
    return html`<button class="button ${kind === 'resume' ? 'primary' : ''}" @click=${() => sendCommand(this, { kind })}>
      <ts-icon name=${icon}></ts-icon>${text}
    </button>`;
  }

  get #refused(): boolean {
    return this.state.verdict?.outcomes.some(({ outcome }) => outcome === 'fail') ?? false;
  }

  #note(plan: StartPlan): string {
    if (this.state.starting) return msg('Loading the samples, then starting…');
    if (plan.kind === 'blocked') return obstacleText(plan.obstacle);
    if (this.#refused) return msg('The policy refuses this data: see Policy for what to do. Pressing Start records the refusal.');
    return plan.kind === 'load-first' ? this.#preview() : msg('Every step is kept. Nothing leaves this machine.');
  }

  /** «Starts with the samples: MNIST, 12,000 rows → optical digits». */
  #preview(): string {
    const names = this.state.spec.phases.map(({ phase, data }) => {
      if (data.source === 'files') return this.state.data[phase].summary?.files[0]?.name ?? '';
      const name = sampleOf(data.source)?.name ?? data.source;
      return data.rows === null ? name : msg(str`${name}, ${formatCount(data.rows)} rows`);
    });
    return msg(str`Starts with the samples: ${names.join(' → ')}`);
  }

  #start() {
    sendCommand(this, { kind: 'start', spec: this.state.spec });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-run': TsRun;
  }
}
