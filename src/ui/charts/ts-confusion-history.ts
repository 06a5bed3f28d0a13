import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { confusionCsv } from '../../app/charts/chart-csv.ts';
import type { RunView } from '../../app/view-state.ts';
import type { EvaluatedEvent } from '../../core/transcript/events.ts';
import { formatCount, formatShare } from '../parts/numbers.ts';
import { fileNameOf, saveCsv, savePng, saveSvg } from '../parts/save-file.ts';
import { base, chips, panels } from '../parts/shared-styles.ts';
import { ThemeColours } from '../theme-colours.ts';
import { trackName } from './chart-texts.ts';
import { confusionPicture } from './confusion-picture.ts';
import './ts-confusion.ts';
import '../parts/ts-menu.ts';
import type { MenuItem } from '../parts/ts-menu.ts';

/** The confusion matrix of every evaluation: a slider goes through them, and stays with the latest until it was moved. */
@localized()
@customElement('ts-confusion-history')
export class TsConfusionHistory extends LitElement {
  static override styles = [
    base,
    panels,
    chips,
    css`
      .panel-head > h3 {
        margin-inline-end: 0;
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ts-1) var(--ts-3);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      input {
        flex: 1 1 10rem;
        min-width: 0;
        accent-color: var(--ts-accent);
      }
    `,
  ];

  @property({ attribute: false }) run: RunView | null = null;
  /** Which evaluation, by its place among those with a matrix; null for the latest. */
  @state() private chosen: number | null = null;
  readonly #colours = new ThemeColours(this);

  /** Until there is a matrix it takes no room. */
  protected override willUpdate(): void {
    this.hidden = this.#evaluations.length === 0;
  }

  override render() {
    const evaluations = this.#evaluations;
    const at = Math.min(this.chosen ?? evaluations.length - 1, evaluations.length - 1);
    const event = evaluations[at];
    return event === undefined ? nothing : this.#panel(event, at, evaluations.length);
  }

  #panel(event: EvaluatedEvent, at: number, count: number) {
    const { phase, metrics } = event;
    return html`<div class="panel">
      <header class="panel-head"><h3>${msg('Confusion over the evaluations')}</h3><span class="chip ${phase}">${trackName(phase)}</span>
        <ts-menu .label=${msg('More for: the confusion matrix')} .items=${this.#items(event)}></ts-menu></header>
      <label><span>${msg(str`Evaluation ${formatCount(at + 1)} of ${formatCount(count)}`)}</span>
        <input type="range" min="0" max=${count - 1} step="1" .value=${String(at)} aria-valuetext=${describe(event)} @input=${this.#onSlide} />
        <span class="num" aria-hidden="true">${describe(event)}</span></label>
      <ts-confusion .confusion=${metrics.confusion ?? []} .classes=${this.#classesOf(event)} .track=${phase}></ts-confusion>
    </div>`;
  }

  #items(event: EvaluatedEvent): readonly MenuItem[] {
    const name = fileNameOf(this.run?.name ?? '', msg('Confusion'));
    const heading = `${msg('Confusion')} · ${describe(event)}`;
    const picture = () => confusionPicture(heading, event, this.#classesOf(event), this.#colours);
    return [
      { text: msg('Save as PNG'), icon: 'download', act: () => void savePng(`${name}-${event.step}`, picture()) },
      { text: msg('Save as SVG'), icon: 'download', act: () => saveSvg(`${name}-${event.step}`, picture()) },
      {
        text: msg('Save every evaluation as CSV'),
        icon: 'download',
        act: () =>
          void saveCsv(
            name,
            confusionCsv(this.#evaluations, (one) => this.#classesOf(one)),
          ),
      },
    ];
  }

  get #evaluations(): readonly EvaluatedEvent[] {
    return (this.run?.evaluations ?? []).filter(({ metrics }) => metrics.confusion !== null);
  }

  #classesOf({ phase, metrics }: EvaluatedEvent): readonly string[] {
    const named = this.run?.phases.findLast((one) => one.phase === phase)?.classes;
    return named ?? (metrics.confusion ?? []).map((_, index) => String(index));
  }

  /** At its end the slider follows what comes. */
  readonly #onSlide = (event: Event) => {
    const at = Number((event.target as HTMLInputElement).value);
    this.chosen = at === this.#evaluations.length - 1 ? null : at;
  };
}

function describe({ phase, step, metrics }: EvaluatedEvent): string {
  return msg(str`${trackName(phase)}, step ${formatCount(step)}, ${formatShare(metrics.accuracy ?? Number.NaN)} right`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-confusion-history': TsConfusionHistory;
  }
}
