import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { type AlertMark, alertMarks, type PlacedAlert } from '../../app/charts/alert-marks.ts';
import type { Range } from '../../app/charts/chart-zoom.ts';
import { formatCount } from '../parts/numbers.ts';
import { problemText } from '../parts/problem-text.ts';
import { base } from '../parts/shared-styles.ts';
import { RIGHT_PADDING, X_AXIS_SIZE, Y_AXIS_SIZE } from './chart-options.ts';
import '../parts/ts-icon.ts';

/** Pixels that a button takes at least (WCAG 2.2, 2.5.8). */
const BUTTON = 24;

/** A step that a person chose by its mark. */
export interface ChosenAlert {
  readonly step: number;
  readonly byKey: boolean;
}

/** The alerts of a run as marks over a chart: a triangle for a warning, an octagon for an error, each a button that tells the step
 *  to open (`chart-alert`). */
@customElement('ts-chart-alerts')
export class TsChartAlerts extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset: 8px ${RIGHT_PADDING}px ${X_AXIS_SIZE}px ${Y_AXIS_SIZE}px;
        pointer-events: none;
      }
      :host([compact]) {
        top: 0;
      }
      li {
        position: absolute;
        top: 0;
        bottom: 0;
        width: 0;
        border-left: 1px dashed var(--mark);
      }
      .warning { --mark: var(--ts-warning); }
      .error { --mark: var(--ts-error); }
      button {
        position: absolute;
        top: 0;
        left: -${BUTTON / 2}px;
        display: grid;
        place-items: center;
        width: ${BUTTON}px;
        height: ${BUTTON}px;
        padding: 0;
        border: 0;
        border-radius: var(--ts-radius);
        background: none;
        color: var(--mark);
        cursor: pointer;
        pointer-events: auto;
      }
      button:hover {
        background: var(--ts-hover);
      }
      ts-icon {
        width: 14px;
        height: 14px;
        border-radius: 4px;
        background: var(--ts-surface);
      }
      b {
        position: absolute;
        top: 0;
        right: -2px;
        font-size: var(--ts-text-2xs);
        line-height: 1;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ attribute: false }) alerts: readonly PlacedAlert[] = [];
  /** Places that are shown, and the pixels that they have. */
  @property({ attribute: false }) range: Range = [0, 1];
  @property({ type: Number }) width = 1;

  override render() {
    const marks = alertMarks(this.alerts, this.range, this.width, BUTTON);
    if (marks.length === 0) return nothing;
    return html`<ul aria-label=${msg('Alerts')}>${marks.map((mark) => this.#mark(mark))}</ul>`;
  }

  #mark(mark: AlertMark) {
    const { left, level, alerts } = mark;
    const text = describe(mark);
    const choose = (event: MouseEvent) => this.#choose({ step: alerts[0].step, byKey: event.detail === 0 });
    return html`<li class=${level} style=${styleMap({ left: `${left}px` })}>
      <button title=${text} aria-label=${text} @click=${choose}><ts-icon name=${level}></ts-icon>${alerts.length > 1 ? html`<b aria-hidden="true">${alerts.length}</b>` : ''}</button>
    </li>`;
  }

  #choose(detail: ChosenAlert): void {
    this.dispatchEvent(new CustomEvent('chart-alert', { detail, bubbles: true, composed: true }));
  }
}

/** «Warning at step 105: …», or how many there are and the first of them. */
function describe({ level, alerts }: AlertMark): string {
  const [first] = alerts;
  const [step, last] = [first, alerts[alerts.length - 1]].map((alert) => formatCount(alert.step));
  const text = problemText(first.problem);
  if (alerts.length > 1) return msg(str`${alerts.length} alerts, steps ${step} to ${last}; the first: ${text}`);
  return level === 'error' ? msg(str`Error at step ${step}: ${text}`) : msg(str`Warning at step ${step}: ${text}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-chart-alerts': TsChartAlerts;
  }
  interface HTMLElementEventMap {
    'chart-alert': CustomEvent<ChosenAlert>;
  }
}
