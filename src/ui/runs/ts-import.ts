import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand, showView } from '../../app/dispatch.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import '../parts/ts-problem.ts';
import { formatBytes, formatCount } from '../parts/numbers.ts';
import { base, buttons, panels, progressBars } from '../parts/shared-styles.ts';

type Importing = ViewState['importing'];
type Ended = Extract<Importing, { kind: 'imported' | 'known' }>;

/** Brings the run in a bundle back: how far that is, what came of it, and what stood in its way. */
@localized()
@customElement('ts-import')
export class TsImport extends LitElement {
  static override styles = [
    base,
    buttons,
    panels,
    progressBars,
    css`
      [role='status']:not(:empty),
      ts-problem {
        display: block;
        margin-top: var(--ts-3);
      }
      .working {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: var(--ts-1) var(--ts-3);
        font-size: var(--ts-text-s);
        overflow-wrap: anywhere;
      }
      .working progress {
        grid-column: 1;
      }
      .working .button {
        grid-area: 1 / 2 / 3;
      }
      .callout .button {
        margin-inline-end: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;

  override render() {
    const { importing, problems } = this.state;
    return html`<div role="status">${importing.kind === 'none' ? nothing : importing.kind === 'working' ? this.#working(importing) : this.#ended(importing)}</div>
      ${problems.import === undefined ? nothing : html`<ts-problem .problem=${problems.import}></ts-problem>`}`;
  }

  #working({ file, stage, done, total }: Extract<Importing, { kind: 'working' }>) {
    const text = stage === 'check' ? msg(str`Checking ${file}`) : msg(str`Keeping the run in ${file}`);
    return html`<div class="working">
      <span>${text}<span class="num quiet" aria-hidden="true">${total === 0 ? '' : ` · ${formatBytes(done)} / ${formatBytes(total)}`}</span></span>
      <progress aria-label=${msg('Importing the bundle')} max="1" value=${total === 0 ? nothing : done / total}></progress>
      <button class="button small" @click=${() => sendCommand(this, { kind: 'cancel-import' })}>${msg('Cancel the import')}</button>
    </div>`;
  }

  #ended(ended: Ended) {
    const { kind, name, steps } = ended;
    const imported = msg(
      str`${name} was imported with ${formatCount(steps)} steps. Every file has the SHA-256 that its bundle names, every line of the transcript follows the one before it, and every keyframe has its fingerprint.`,
    );
    const text = kind === 'imported' ? imported : this.#knownText(ended);
    return html`<div class="callout ${kind === 'imported' ? 'pass' : 'info'}">
      <ts-icon name=${kind === 'imported' ? 'pass' : 'info'}></ts-icon>
      <p>${text}</p>
      <p>${this.#wayOn(ended)}
        <button class="button ghost small" @click=${() => sendCommand(this, { kind: 'cancel-import' })}>${msg('Got it')}</button></p>
    </div>`;
  }

  #knownText({ name, steps, here }: Ended): string {
    return this.#isDeleted
      ? msg(
          str`${name} is still here with ${formatCount(here)} steps, marked as deleted, and was left as it is; the bundle has ${formatCount(steps)}. Restore it, or free its room and import the bundle again.`,
        )
      : msg(
          str`${name} is in this browser already with ${formatCount(here)} steps, and was left as it is; the bundle has ${formatCount(steps)}. To take the one in the bundle, delete it here first.`,
        );
  }

  get #isDeleted(): boolean {
    const { importing, runs } = this.state;
    return 'runId' in importing && runs.some(({ runId, deleted }) => deleted && runId === importing.runId);
  }

  #wayOn({ runId, name }: Ended) {
    if (this.#isDeleted) {
      return html`<button class="button small" aria-label=${msg(str`Restore ${name}`)} @click=${() => this.#restore(runId)}>${msg('Restore')}</button>`;
    }
    if (this.state.run?.runId === runId) return nothing;
    return html`<button class="button small" aria-label=${msg(str`Open ${name}`)} ?disabled=${isBusy(this.state)} @click=${() => this.#open(runId)}>${msg('Open')}</button>`;
  }

  #restore(runId: string): void {
    sendCommand(this, { kind: 'restore-run', runId });
    sendCommand(this, { kind: 'cancel-import' });
  }

  #open(runId: string): void {
    sendCommand(this, { kind: 'cancel-import' });
    sendCommand(this, { kind: 'open-run', runId });
    showView(this, 'progress');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-import': TsImport;
  }
}
