import type { WatchRule } from '../../core/spec/spec.ts';
import type { AlertEvent, Emission, RunEvent } from '../../core/transcript/events.ts';
import { isWatched, ruleOf } from '../../core/watch/rule.ts';
import { Watch } from '../../core/watch/watch.ts';

/** What a run is watched for. `stop` is called once the alert that ends the run was taken. */
export interface Watching {
  readonly stopOn: readonly WatchRule[];
  readonly stop: () => void;
  /** What is logged of a run that is taken up; its `replayed` event says when it goes on. */
  readonly logged: AsyncIterable<readonly RunEvent[]> | null;
}

/** A run with the alerts of its watch, each behind the event that it follows from. A run that is taken up is told what was cut
 *  off, and nothing twice; where it was to stop, it stops as soon as it goes on. */
export async function* watched(
  emissions: AsyncGenerator<Emission, void, void>,
  { stopOn, stop, logged }: Watching,
): AsyncGenerator<Emission, void, void> {
  const watch = new Watch(stopOn);
  const isEnd = (event: RunEvent) => event.kind === 'alert' && stopOn.some((rule) => rule === ruleOf(event.problem));
  let due = logged ? await catchUp(watch, logged, isEnd) : NOTHING_DUE;
  for await (const emission of emissions) {
    yield emission;
    const alerts = emission.event.kind === 'replayed' ? due.untold : watch.see(emission.event);
    for (const event of alerts) yield { event };
    if (alerts.some(isEnd) || (emission.event.kind === 'replayed' && due.ends)) stop();
    if (emission.event.kind === 'replayed') due = NOTHING_DUE;
  }
}

interface Due {
  /** Alerts of the last event that were cut off. */
  readonly untold: readonly AlertEvent[];
  /** An alert that ends the run is logged. */
  readonly ends: boolean;
}

const NOTHING_DUE: Due = { untold: [], ends: false };

/** Alerts that other rules than today's would have told further back are left as they are. */
async function catchUp(watch: Watch, logged: AsyncIterable<readonly RunEvent[]>, isEnd: (event: RunEvent) => boolean): Promise<Due> {
  let due = NOTHING_DUE;
  for await (const events of logged) {
    for (const event of events) {
      if (event.kind === 'alert') due = { untold: due.untold.filter((alert) => !isSame(alert, event)), ends: due.ends || isEnd(event) };
      else if (isWatched(event) || event.kind === 'phase-started') due = { untold: watch.see(event), ends: due.ends };
    }
  }
  return due;
}

const isSame = (a: AlertEvent, b: AlertEvent): boolean =>
  a.problem.code === b.problem.code && a.phase === b.phase && a.step === b.step && a.problem.fields.tensor === b.problem.fields.tensor;
