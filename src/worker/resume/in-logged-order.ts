import { TrainscriptError } from '../../core/problems/problem.ts';
import type { Emission, RunEvent } from '../../core/transcript/events.ts';
import { nextTask } from '../next-task.ts';

/** What follows a step is logged in another order where the run was stopped there: its evaluation may stand before the keyframe and
 *  before the parameters that were still being packed. */
const FOLLOWS_A_STEP: ReadonlySet<RunEvent['kind']> = new Set(['parameters', 'keyframe', 'evaluated', 'recalled']);

/** A run that is computed again, asked for its emissions in the order in which their events were logged. */
export class InLoggedOrder {
  readonly #emissions: AsyncGenerator<Emission, void, void>;
  readonly #signal: AbortSignal;
  /** What followed the last step before its turn. */
  #early: Emission[] = [];
  /** What was asked for since that step. */
  readonly #asked = new Set<string>();

  constructor(emissions: AsyncGenerator<Emission, void, void>, signal: AbortSignal) {
    this.#emissions = emissions;
    this.#signal = signal;
  }

  /** What came with the last events, and is not among them. */
  get early(): readonly Emission[] {
    return this.#early;
  }

  /** The emission of this event; null where `signal` aborts on the way, and where it was had already: runs of an earlier version
   *  logged a keyframe or an evaluation twice where they were stopped. @throws TrainscriptError `replay-differs` */
  async find(expected: RunEvent): Promise<Emission | null> {
    const isBehindStep = FOLLOWS_A_STEP.has(expected.kind);
    if (!isBehindStep) this.#asked.clear();
    const trait = traitOf(expected);
    if (this.#asked.has(trait)) return null;
    this.#asked.add(trait);
    const at = this.#early.findIndex(({ event }) => traitOf(event) === trait);
    if (at >= 0) return this.#early.splice(at, 1)[0];
    const found = await this.#pull(expected);
    if (!isBehindStep) this.#leave(expected);
    return found;
  }

  async #pull(expected: RunEvent): Promise<Emission | null> {
    for (;;) {
      const { value } = await this.#emissions.next();
      // No step is handed on, so nothing else lets commands in: «Stop» must be heard.
      if (expected.kind === 'step') await nextTask();
      if (this.#signal.aborted) return null;
      if (value && traitOf(value.event) === traitOf(expected)) return value;
      if (!value || !mayBeEarly(value.event, expected)) throw differs(expected, value?.event);
      this.#early.push(value);
    }
  }

  /** Goes on to what is logged behind a step. Runs of an earlier version did not ask what is recalled. */
  #leave(next: RunEvent): void {
    const unlogged = this.#early.find(({ event }) => event.kind !== 'recalled');
    if (unlogged) throw differs(next, unlogged.event);
    this.#early = [];
  }
}

const mayBeEarly = (found: RunEvent, expected: RunEvent): boolean =>
  found.kind === 'recalled' || (FOLLOWS_A_STEP.has(found.kind) && FOLLOWS_A_STEP.has(expected.kind) && found.kind !== expected.kind);

const differs = (expected: RunEvent, found: RunEvent | undefined) =>
  new TrainscriptError('replay-differs', { expected: traitOf(expected), found: found ? traitOf(found) : 'the end' });

/** What an event says of the run, without times and without what follows from the fingerprint. */
export function traitOf(event: RunEvent): string {
  const step = 'step' in event ? ` ${event.step}` : '';
  const phase = 'phase' in event ? ` of ${event.phase}` : '';
  const fingerprint = 'fingerprint' in event ? ` with fingerprint ${event.fingerprint}` : '';
  return `${event.kind}${step}${phase}${fingerprint}`;
}
