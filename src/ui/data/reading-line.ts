import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { sendCommand } from '../../app/dispatch.ts';
import type { Reading } from '../../app/fold/fold-looks.ts';
import { formatCount } from '../parts/numbers.ts';

/** How far a reading of the whole run is, and how to end it. */
export function readingLine(from: EventTarget, { state, through, of }: Reading) {
  if (state === 'stopped')
    return html`<p class="small quiet">${msg(str`Stopped after step ${formatCount(through)}: what is shown is of the steps up to it.`)}</p>`;
  if (state === 'done') return nothing;
  return html`<div class="reading">
    <progress aria-label=${msg('Steps read')} max=${Math.max(1, of)} value=${through === 0 ? nothing : through}></progress>
    <button class="button small" @click=${() => sendCommand(from, { kind: 'cancel-rows' })}>${msg('Cancel')}</button></div>`;
}
