import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sampleOf } from '../../app/data/samples.ts';
import { sendCommand } from '../../app/dispatch.ts';
import { isTraining, planStart, type StartPlan } from '../../app/plan/start-plan.ts';
import { keyframeThinning, storageShortage } from '../../app/plan/storage-plan.ts';
import type { Replaying, ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import '../parts/ts-problem.ts';
import type { IconName } from '../parts/icons.ts';
import { formatBytes, formatCount } from '../parts/numbers.ts';
import { obstacleText } from '../parts/obstacle-text.ts';
import { base, buttons, panels, progressBars } from '../parts/shared-styles.ts';
import { thinningText, wayOutText } from '../plan/storage-texts.ts';
import { replayingText } from './replaying-text.ts';

/** Region «Run»: start, pause, resume, stop, and one line that says what pressing will do or why it cannot be pressed. */
@localized()
@customElement('ts-run')
export class TsRun extends LitElement {
  static override styles = [
    base,
    buttons,
    panels,
    progressBars,
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
        height: 0.25rem;
      }
      progress:indeterminate {
        background: linear-gradient(90deg, transparent 40%, var(--ts-accent) 40% 60%, transparent 60%) 100% 0 / 250% 100% var(--ts-line-strong);
        animation: pass 1.6s linear infinite;
      }
      progress:indeterminate::-webkit-progress-bar { background: transparent; }
      @keyframes pass {
        to { background-position: 0 0; }
      }
      @media (prefers-reduced-motion: reduce) {
        progress:indeterminate { animation: none; }
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  /** Said to those who do not see the bar: once when it begins, once when training goes on. */
  #told = '';
  /** A button here had the focus when it went away. */
  #focused = false;
  @query('section') private readonly section!: HTMLElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#focused ||= this.renderRoot?.querySelector('button:focus') != null;
    const { resuming, run } = this.state;
    const before = changed.get('state')?.run?.replaying;
    if (resuming !== null) this.#told = msg('Taking up the run…');
    else if (!isTraining(this.state)) this.#told = '';
    else if (run?.replaying) this.#told = msg(str`Computing again what is logged through step ${formatCount(run.replaying.through)}.`);
    else if (before) this.#told = msg(str`All came out as logged: training goes on behind step ${formatCount(before.through)}.`);
  }

  /** The buttons change with what can be done: who pressed one by keyboard keeps a place among them. What ends by itself must not put
   *  another button under a finger. */
  protected override updated(): void {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body;
    if (!this.#focused) return;
    this.#focused = false;
    const button = isTraining(this.state) ? this.renderRoot.querySelector<HTMLElement>('button:not(:disabled)') : null;
    if (isLost) (button ?? this.section).focus({ preventScroll: true });
  }

  override render() {
    const problem = this.state.problems.run ?? null;
    return html`<section aria-label=${msg('Run')} tabindex="-1">
      ${problem === null ? nothing : html`<ts-problem .problem=${problem}></ts-problem>`}
      ${this.#controls()}
      <p class="sr-only" role="status">${this.#told}</p>
    </section>`;
  }

  #controls() {
    if (this.state.resuming !== null) return this.#takingUp(this.state.resuming);
    if (!isTraining(this.state)) return this.#idle();
    const { replaying } = this.state.run!;
    return replaying === null ? this.#running() : this.#replaying(replaying);
  }

  #takingUp(runId: string) {
    const name = this.state.runs.find((run) => run.runId === runId)?.name ?? '';
    return html`
      <progress aria-label=${msg('Taking up the run')}></progress>
      <div class="buttons"><button class="button" disabled><ts-icon name="play"></ts-icon>${msg('Start')}</button></div>
      <p class="note">${msg(str`Taking up ${name}: its transcript is checked, then its data are loaded…`)}</p>
    `;
  }

  #replaying({ keyframe, step, through }: Replaying) {
    return html`
      <progress aria-label=${msg('Steps computed again')} max=${Math.max(1, through - keyframe)} value=${step - keyframe}></progress>
      <div class="buttons">${this.#button(msg('Stop'), 'stop', 'stop')}</div>
      <p class="note num">${replayingText({ step, through })} ${msg('Each must come out as it is logged.')}</p>
    `;
  }

  #idle() {
    const plan = planStart(this.state);
    const blocked = plan.kind === 'blocked';
    const { starting } = this.state;
    return html`
      <div class="buttons">
        <button class="button primary" aria-describedby="note" ?disabled=${blocked && !starting} aria-disabled=${starting} @click=${this.#start}>
          <ts-icon name="play"></ts-icon>${msg('Start')}
        </button>
      </div>
      <p class="note ${!blocked && !starting && this.#refused ? 'refuses' : ''}" id="note">${this.#note(plan)}</p>
      ${this.#shortage()}
    `;
  }

  /** Said before the hours that it takes to find out. */
  #shortage() {
    const shortage = storageShortage(this.state);
    const thinning = keyframeThinning(this.state);
    if (shortage === null)
      return thinning && html`<div class="callout info"><ts-icon name="info"></ts-icon><p>${thinningText(thinning)}</p></div>`;
    const [needed, left] = [formatBytes(shortage.neededBytes), formatBytes(shortage.leftBytes)];
    return html`<div class="callout warning"><ts-icon name="warning"></ts-icon>
      <p>${msg(str`This run will keep about ${needed}, and the browser allows ${left} more: it would come to stand still on the way.`)}
        ${wayOutText(shortage.way)}</p></div>`;
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
    if (!this.state.starting) sendCommand(this, { kind: 'start', spec: this.state.spec });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-run': TsRun;
  }
}
