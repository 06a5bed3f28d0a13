import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeSpec } from '../../app/dispatch.ts';
import { changeWatch } from '../../app/plan/spec-edit.ts';
import { type RunSpec, WATCH_DEFAULTS, WATCH_RULES, type WatchRule } from '../../core/spec/spec.ts';
import type { RecallObstacle } from '../../core/training/recall.ts';
import '../parts/ts-icon.ts';
import { disclosures } from '../parts/disclosure-styles.ts';
import { base, fields } from '../parts/shared-styles.ts';
import { noticePermission } from '../run/end-notice.ts';

/** What the run is watched for: which trouble ends it, and whether the browser tells that it has ended. */
@localized()
@customElement('ts-watch-plan')
export class TsWatchPlan extends LitElement {
  static override styles = [
    base,
    fields,
    disclosures,
    css`
      .body,
      .rules {
        display: grid;
        gap: var(--ts-2);
      }
      .body {
        padding-top: var(--ts-2);
      }
      .rules {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0 0 var(--ts-1);
      }
    `,
  ];

  @property({ attribute: false }) spec!: RunSpec;
  /** Why the plan has nothing to forget; null where it has. */
  @property({ attribute: false }) recall: RecallObstacle | null = null;
  @property({ type: Boolean }) locked = false;

  override render() {
    const { stopOn } = this.#watch;
    const heading = stopOn.length === 0 ? msg('Watching') : msg(str`Watching, stops on ${stopOn.length} of ${WATCH_RULES.length}`);
    return html`<details>
      <summary><ts-icon name="chevron"></ts-icon>${heading}</summary>
      <div class="body">
        <p class="hint">${msg('Each of these is told while the run is trained. It goes on, unless it is to stop:')}</p>
        <fieldset class="rules" ?disabled=${this.locked}>
          <legend class="label">${msg('Stop when …')}</legend>
          ${WATCH_RULES.map((rule) => this.#rule(rule))}
        </fieldset>
        ${this.#notice()}
      </div>
    </details>`;
  }

  get #watch() {
    return this.spec.watch ?? WATCH_DEFAULTS;
  }

  #rule(rule: WatchRule) {
    const { stopOn } = this.#watch;
    const toggle = () => this.#change({ stopOn: WATCH_RULES.filter((one) => stopOn.includes(one) !== (one === rule)) });
    return html`<label class="check">
      <input type="checkbox" .checked=${stopOn.includes(rule)} @change=${toggle} /><span>${ruleText(rule)}${
        rule === 'forgetting' && this.recall !== null ? html`<br /><span class="hint">${obstacleText(this.recall)}</span>` : nothing
      }</span>
    </label>`;
  }

  #notice() {
    const permission = noticePermission();
    const { notify } = this.#watch;
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${notify}
        ?disabled=${this.locked || (permission === null && !notify)}
        @change=${this.#toggleNotice}
      />
      <span>${msg('Tell me when it ends')}<br />${this.#noticeHint(permission, notify)}</span>
    </label>`;
  }

  #noticeHint(permission: NotificationPermission | null, notify: boolean) {
    const hint = (text: string) => html`<span class="hint">${text}</span>`;
    if (permission === null) return hint(msg('This browser has no notifications.'));
    if (permission === 'denied') return hint(msg('This browser does not let this page show notifications; its settings can change that.'));
    if (permission === 'default' && notify) return hint(msg('Not allowed yet: untick it and tick it again to be asked.'));
    return notify ? nothing : hint(msg('By a notification of the browser, if you are elsewhere then.'));
  }

  /** The browser asks only behind a person's click. */
  async #toggleNotice() {
    const notify = !this.#watch.notify;
    this.#change({ notify });
    if (!notify || noticePermission() !== 'default') return;
    await Notification.requestPermission();
    this.requestUpdate();
  }

  #change(change: Parameters<typeof changeWatch>[1]) {
    changeSpec(this, changeWatch(this.spec, change));
  }
}

function ruleText(rule: WatchRule): string {
  switch (rule) {
    case 'divergence':
      return msg('the loss diverges');
    case 'exploding':
      return msg('gradients or updates explode');
    case 'vanishing':
      return msg('gradients or updates vanish');
    case 'dead-layer':
      return msg('a layer is dead (its gradient is exactly 0)');
    case 'dead-relus':
      return msg('more than half of a layer’s units are dead');
    case 'plateau':
      return msg('nothing improves any more');
    case 'overfitting':
      return msg('it overfits');
    case 'forgetting':
      return msg('fine-tuning forgets what pretraining taught');
    default:
      return rule satisfies never;
  }
}

function obstacleText(obstacle: RecallObstacle): string {
  switch (obstacle) {
    case 'no-pretraining':
      return msg('Not applicable: this plan has no pretraining with fine-tuning behind it.');
    case 'head-replaced':
      return msg('Not applicable: fine-tuning gets a fresh head, which never knew the classes of pretraining.');
    case 'classes-differ':
      return msg('Not applicable: the classes of fine-tuning are others, so it gets a fresh head.');
    case 'no-test-rows':
      return msg('Not applicable: pretraining holds no rows back to test on.');
    default:
      return obstacle satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-watch-plan': TsWatchPlan;
  }
}
