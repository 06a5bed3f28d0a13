import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { type PhaseSpan, spansOfRun } from '../../app/charts/phase-spans.ts';
import { medianStepMs } from '../../app/pace.ts';
import { outcomeOf } from '../../app/runs/run-outcome.ts';
import type { RunView } from '../../app/view-state.ts';
import { TRACK_TOKENS } from '../charts/chart-options.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount, formatDuration, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { replayingText } from './replaying-text.ts';

/** How far a run is: the step, the time left, the pace, and one bar with a part for each phase. */
@localized()
@customElement('ts-pace')
export class TsPace extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--ts-2);
      }
      .step {
        font-size: var(--ts-text-2xl);
        font-weight: var(--ts-bold);
        line-height: 1.15;
        letter-spacing: -0.01em;
        font-variant-numeric: tabular-nums;
      }
      .step small {
        font-size: var(--ts-text-l);
        font-weight: 400;
        letter-spacing: 0;
        color: var(--ts-ink-quiet);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--ts-3);
        font-size: var(--ts-text-s);
        color: var(--ts-ink-quiet);
        font-variant-numeric: tabular-nums;
      }
      .bar {
        display: flex;
        gap: 2px;
      }
      .bar > li {
        display: grid;
        gap: var(--ts-1);
        min-width: 0;
        font-size: var(--ts-text-2xs);
        color: var(--ts-ink-quiet);
        white-space: nowrap;
      }
      .bar > li > span:last-child {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .rail {
        height: 0.5rem;
        border-radius: 2px;
        background: var(--ts-sunken);
        overflow: hidden;
      }
      .rail i {
        display: block;
        height: 100%;
        background: var(--colour);
      }
      .baseline .rail i {
        background: repeating-linear-gradient(90deg, var(--colour) 0 5px, transparent 5px 8px);
      }
      .current {
        color: var(--ts-ink);
        font-weight: var(--ts-medium);
      }
    `,
  ];

  @property({ attribute: false }) run!: RunView;

  override render() {
    const { committedStep, totalSteps } = this.run;
    const total = formatCount(totalSteps);
    return html`
      <p class="step">${msg(str`step ${formatCount(committedStep)}`)} ${totalSteps > 0 ? html`<small>/ ${total}</small>` : nothing}</p>
      <p class="facts">${this.#facts()}</p>
      <ol class="bar" aria-label=${msg('Phases')}>${spansOfRun(this.run).map((span) => this.#phase(span))}</ol>
    `;
  }

  #facts() {
    const { run } = this;
    const pace = this.#stepMs;
    const rate = pace === null ? nothing : html`<span>${msg(str`${formatValue(1000 / pace)} steps/s`)}</span>`;
    if (outcomeOf(run) !== null) return html`<span>${msg(str`took ${formatDuration(run.wallTimeMs)}`)}</span>${rate}`;
    if (run.replaying !== null) return html`<span>${replayingText(run.replaying)}</span>`;
    if (run.elsewhere) return html`<span>${msg('trained in another tab')}</span>${rate}`;
    if (run.status === 'paused') return html`<span>${msg('Paused')}</span>${rate}`;
    const left = pace === null || run.totalSteps === 0 ? null : pace * (run.totalSteps - run.committedStep);
    return html`<span>${left === null ? msg('measuring the pace…') : msg(str`about ${formatDuration(left)} left`)}</span>${rate}`;
  }

  /** Of the track that is trained now, or was last. */
  get #stepMs(): number | null {
    const track = this.run.phases.at(-1)?.phase;
    return track === undefined ? null : medianStepMs(this.run.series.tracks[track]);
  }

  #phase({ track, after, steps }: PhaseSpan) {
    const done = Math.min(steps, Math.max(0, this.run.committedStep - after));
    const current = done > 0 && done < steps;
    const name = trackName(track);
    return html`<li class=${`${track} ${current ? 'current' : ''}`} style=${styleMap({ flex: `${Math.max(1, steps)} 1 0`, '--colour': `var(${TRACK_TOKENS[track]})` })}>
      <span class="rail" role="progressbar" aria-label=${name} aria-valuemin="0" aria-valuemax=${steps} aria-valuenow=${done}>
        <i style=${styleMap({ width: `${(100 * done) / Math.max(1, steps)}%` })}></i></span>
      <span title=${`${name} ${formatCount(done)} / ${formatCount(steps)}`}>${name}</span></li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-pace': TsPace;
  }
}
