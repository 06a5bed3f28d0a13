import { msg, str } from '@lit/localize';
import { isTraining } from '../../app/plan/start-plan.ts';
import type { RunView } from '../../app/view-state.ts';
import { formatCount } from '../parts/numbers.ts';

/** Whether this browser may tell the person something outside of the page; null where it cannot. */
export const noticePermission = (): NotificationPermission | null => ('Notification' in globalThis ? Notification.permission : null);

/** Tells that the run which the page trains has ended, where its plan asks for that and the person is somewhere else. */
export class EndNotice {
  #training: string | null = null;

  /** To be called whenever the run changed. */
  see(run: RunView | null): void {
    const ended = run !== null && run.runId === this.#training && !isTraining({ run });
    this.#training = isTraining({ run }) ? (run?.runId ?? null) : null;
    if (ended && run.live && run.spec.watch?.notify && !document.hasFocus()) tell(run);
  }
}

function tell(run: RunView): void {
  if (noticePermission() !== 'granted') return;
  try {
    // Named after the run, so that a second page that follows it does not tell it twice.
    const notice = new Notification(run.name, { body: endText(run), tag: run.runId });
    notice.onclick = () => window.focus();
  } catch {
    // Chrome on Android has the permission, but shows notices of service workers only (developer.chrome.com, 2015); there is none.
  }
}

function endText({ status, committedStep }: RunView): string {
  const step = formatCount(committedStep);
  if (status === 'finished') return msg(str`The run is finished: ${step} steps.`);
  if (status === 'stopped') return msg(str`The run was stopped at step ${step}.`);
  if (status === 'refused') return msg('The run was refused by the policy.');
  return msg(str`The run failed at step ${step}.`);
}
