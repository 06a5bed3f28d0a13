import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { RowStory } from '../../app/fold/fold-looks.ts';
import { type RowCurve, rowCurves } from '../../app/step/row-curve.ts';
import type { RunView, ViewState } from '../../app/view-state.ts';
import type { KnownRow, RowUse } from '../../core/looks/looks.ts';
import { TRACKS } from '../../core/spec/spec.ts';
import { TRACK_TOKENS } from '../charts/chart-options.ts';
import { trackName } from '../charts/chart-texts.ts';
import { readingLine } from '../data/reading-line.ts';
import { currentLocale } from '../locale.ts';
import { bringIntoView } from '../parts/into-view.ts';
import { formatCount, formatValue } from '../parts/numbers.ts';
import { base, buttons, chips, panels, progressBars, tables } from '../parts/shared-styles.ts';
import { lookStyles } from './look-styles.ts';
import { classesOf, missingDataText, nameOf, predictionText, unusedText } from './look-texts.ts';
import './ts-row-picture.ts';

/** Uses that the table lists: the last ones. */
const LISTED = 200;
/** More points than this would only be a band. */
const DOTS = 300;
const WIDTH = 600;
const HEIGHT = 110;

/** Region «One row»: a row over all steps that used it, what they made of it, and the row itself. Nothing before a row is asked for. */
@localized()
@customElement('ts-row-story')
export class TsRowStory extends LitElement {
  static override styles = [
    base,
    buttons,
    chips,
    panels,
    tables,
    progressBars,
    lookStyles,
    css`
      td:first-child {
        white-space: nowrap;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--ts-4);
      }
      ts-row-picture {
        width: 5rem;
      }
      .told {
        flex: 1 1 14rem;
        display: grid;
        gap: var(--ts-1);
        font-size: var(--ts-text-s);
      }
      svg {
        width: 100%;
        height: 7rem;
        overflow: visible;
      }
      polyline {
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .baseline polyline {
        stroke-dasharray: 5 3;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: var(--ts-text-2xs);
        color: var(--ts-ink-quiet);
        font-variant-numeric: tabular-nums;
      }
      .dot-mark {
        stroke: currentColor;
        stroke-width: 6;
        stroke-linecap: round;
        vector-effect: non-scaling-stroke;
      }
      i {
        font-style: normal;
      }
      .wrong {
        color: var(--ts-error);
        font-weight: var(--ts-bold);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @query('section') private readonly section!: HTMLElement | null;
  @query('h3') private readonly heading!: HTMLElement | null;
  #key: readonly unknown[] = [];

  protected override shouldUpdate(): boolean {
    const { run, looks } = this.state;
    const key = [run?.runId, looks.row, currentLocale()];
    const isSame = key.every((part, i) => part === this.#key[i]);
    this.#key = key;
    return !isSame;
  }

  override render() {
    const { run, looks } = this.state;
    if (run === null || looks.row === null) return nothing;
    const story = looks.row;
    return html`<section class="panel" aria-label=${msg('One row')}>
      <header class="panel-head"><h3 tabindex="-1">${msg(str`Row ${formatCount(story.row)} over all steps`)}</h3>
        <span class="chip ${story.phase}">${trackName(story.phase)}</span></header>
      <div class="row">${this.#picture(story.known)}
        <div class="told"><p>${this.#label(run, story)}</p><div role="status">${this.#told(story)}</div></div></div>
      ${story.known?.rowKind === null ? html`<p class="callout">${missingDataText(run, story.phase)}</p>` : nothing}
      ${readingLine(this, story)}
      ${story.uses.length === 0 ? nothing : html`${this.#chart(story)} ${this.#table(run, story)}`}
    </section>`;
  }

  #picture(known: KnownRow | null) {
    if (known?.rowKind?.kind !== 'images' || known.data.pixels === null) return nothing;
    const { height, width } = known.rowKind;
    return html`<ts-row-picture .pixels=${known.data.pixels} .height=${height} .width=${width}></ts-row-picture>`;
  }

  #label(run: RunView, { known, phase }: RowStory) {
    if (known === null || known.data.label === null) return nothing;
    const { cells, label } = known.data;
    const columns = known.rowKind?.kind === 'table' ? known.rowKind.columns : [];
    const said = msg(str`Labelled ${nameOf(label, classesOf(run, phase))}`);
    return [said, ...columns.map((name, i) => `${name}: ${cells?.[i] || '–'}`)].join(' · ');
  }

  /** How often, and whether it was learnt. */
  #told({ uses, state, known }: RowStory) {
    if (uses.length === 0) return state === 'done' ? html`<p>${unusedText(known?.place ?? 'unknown')}</p>` : nothing;
    if (state === 'reading') return nothing;
    return TRACKS.map((track) => {
      const own = uses.filter((use) => use.track === track);
      const losses = own.flatMap(({ loss }) => loss ?? []);
      const highest = losses.reduce((most, loss) => Math.max(most, loss), 0);
      if (own.length === 0) return nothing;
      const times = own.length === 1 ? msg('1 step used it') : msg(str`${formatCount(own.length)} steps used it`);
      const course =
        losses.length === 0
          ? ''
          : `: ${msg(str`loss ${formatValue(losses[0])} at first, ${formatValue(losses[losses.length - 1])} at last, ${formatValue(highest)} at most`)}`;
      return html`<p><span class="chip ${track}">${trackName(track)}</span> ${times}${course}.</p>`;
    });
  }

  #chart({ uses, row }: RowStory) {
    const drawn = rowCurves(uses, WIDTH, HEIGHT);
    if (drawn === null) return nothing;
    const { curves, first, last, highest } = drawn;
    const label = msg(
      str`Loss of row ${formatCount(row)} from step ${formatCount(first)} to ${formatCount(last)}, ${formatValue(highest)} at most`,
    );
    return html`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
        <line x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} stroke="var(--ts-grid)" vector-effect="non-scaling-stroke"></line>
        <line x1="0" x2=${WIDTH} y1="0" y2="0" stroke="var(--ts-grid)" vector-effect="non-scaling-stroke"></line>
        ${curves.map(curveShape)}</svg>
      <p class="ends" aria-hidden="true"><span>${msg(str`step ${formatCount(first)}`)}</span><span>${msg(str`loss from 0 to ${formatValue(highest)}`)}</span><span>${msg(str`step ${formatCount(last)}`)}</span></p></figure>`;
  }

  #table(run: RunView, { uses, row, known }: RowStory) {
    const label = known?.data.label ?? null;
    const line = ({ track, step, loss, prediction }: RowUse) => {
      const look = () => sendCommand(this, { kind: 'look-at-step', runId: run.runId, step });
      return html`<tr><td><button class="link" title=${msg('Look at this step')} @click=${look}>${msg(str`step ${formatCount(step)}`)}</button></td>
        <td>${trackName(track)}</td><td class="num">${loss === null ? '–' : formatValue(loss)}</td>
        <td>${predictionText({ label, prediction, pixels: null, cells: null }, classesOf(run, track))}</td></tr>`;
    };
    const name = msg(str`Steps that used row ${formatCount(row)}`);
    return html`${uses.length > LISTED ? html`<p class="small quiet">${msg(str`The last ${LISTED} of ${formatCount(uses.length)} uses:`)}</p>` : nothing}
      <div class="scroll tall" tabindex="0" role="group" aria-label=${name}><table>
      <thead><tr><th scope="col">${msg('Step')}</th><th scope="col">${msg('Track')}</th><th scope="col" class="num">${msg('Loss')}</th><th scope="col">${msg('Predicted')}</th></tr></thead>
      <tbody>${uses.slice(-LISTED).map(line)}</tbody></table></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = (changed.get('state') as ViewState | undefined)?.looks.row;
    const { row } = this.state.looks;
    if (!changed.get('state') || row === null || (before?.row === row.row && before.phase === row.phase)) return;
    if (this.section) bringIntoView(this.section);
    this.heading?.focus({ preventScroll: true });
  }
}

function curveShape({ track, points }: RowCurve) {
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return svg`<g class=${track} style="color:var(${TRACK_TOKENS[track]})"><polyline points=${line}></polyline>
    ${points.length > DOTS ? nothing : points.map(({ x, y }) => svg`<line class="dot-mark" x1=${x} x2=${x} y1=${y} y2=${y}></line>`)}</g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-row-story': TsRowStory;
  }
}
