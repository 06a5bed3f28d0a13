import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FileFacts } from '../../core/data/dataset.ts';
import '../parts/ts-icon.ts';
import { formatBytes } from '../parts/numbers.ts';
import { base, buttons, tables } from '../parts/shared-styles.ts';

const HASH_SHOWN = 12;
const COPIED_MS = 1500;

/** The dropped files: name, size, and the SHA-256 of their bytes, which can be copied. */
@localized()
@customElement('ts-file-facts')
export class TsFileFacts extends LitElement {
  static override styles = [
    base,
    buttons,
    tables,
    css`
      td,
      th {
        vertical-align: middle;
      }
      tbody th {
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      td {
        white-space: nowrap;
      }
      .hash {
        display: flex;
        align-items: center;
        gap: var(--ts-1);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) files: readonly FileFacts[] = [];
  @state() private copied = '';

  override render() {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('Files')}><table>
      <thead><tr><th scope="col">${msg('File')}</th><th class="num" scope="col">${msg('Size')}</th><th scope="col">SHA-256</th></tr></thead>
      <tbody>${this.files.map((file) => this.#row(file))}</tbody>
    </table></div>`;
  }

  #row({ name, bytes, sha256 }: FileFacts) {
    const copied = this.copied === sha256;
    const label = copied ? msg('Copied') : msg(str`Copy the SHA-256 of ${name}`);
    return html`<tr><th scope="row">${name}</th><td class="num">${formatBytes(bytes)}</td>
      <td><span class="hash"><code class="mono" title=${sha256}>${sha256.slice(0, HASH_SHOWN)}…</code>
        <button class="button ghost small icon-only" aria-label=${label} title=${label} @click=${() => this.#copy(sha256)}>
          <ts-icon name=${copied ? 'check' : 'copy'}></ts-icon></button></span></td></tr>`;
  }

  async #copy(sha256: string) {
    await navigator.clipboard.writeText(sha256);
    this.copied = sha256;
    setTimeout(() => (this.copied = ''), COPIED_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-file-facts': TsFileFacts;
  }
}
