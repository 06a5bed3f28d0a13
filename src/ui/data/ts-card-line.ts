import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Card, EMPTY_CARD } from '../../core/policy/card.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { formatList } from '../parts/numbers.ts';
import { base, buttons } from '../parts/shared-styles.ts';
import { purposeText } from './card-texts.ts';

/** The card in short: origin, licence, personal data, purposes; what is not declared says so. Fires `ts-open-card`. */
@localized()
@customElement('ts-card-line')
export class TsCardLine extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.125rem var(--ts-3);
        font-size: var(--ts-text-xs);
      }
      dt {
        color: var(--ts-ink-quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .open {
        color: var(--ts-warning);
      }
      p {
        margin-top: var(--ts-1);
        font-size: var(--ts-text-xs);
      }
    `,
  ];

  @property({ attribute: false }) card: Card = EMPTY_CARD;
  @property() phase: PhaseName = 'pretrain';

  override render() {
    const { origin, licence, personalData, personalDataNote, purposes, retainUntil } = this.card;
    const about = personalData === 'yes' ? msg('yes') : personalData === 'no' ? msg('no') : '';
    const facts: readonly (readonly [string, string])[] = [
      [msg('Origin'), formatList([origin.name, origin.url].filter(Boolean))],
      [msg('Licence'), licence],
      [msg('Personal data'), about === '' || personalDataNote === '' ? about || personalDataNote : msg(str`${about}: ${personalDataNote}`)],
      [msg('Purposes'), formatList(purposes.map(purposeText))],
      ...(retainUntil === '' ? [] : [[msg('Keep until'), retainUntil] as const]),
    ];
    return html`<dl>${facts.map(
      ([name, text]) => html`<dt>${name}</dt><dd>${text === '' ? html`<span class="open">${msg('not declared')}</span>` : text}</dd>`,
    )}</dl>
      ${facts.some(([, text]) => text === '') ? html`<p><button class="link" @click=${this.#open}>${msg('Declare it in the card')}</button></p>` : nothing}`;
  }

  #open() {
    this.dispatchEvent(new CustomEvent('ts-open-card', { detail: this.phase, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-card-line': TsCardLine;
  }
}
