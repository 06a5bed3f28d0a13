import type { HistogramsEvent, RunEvent, StepEvent } from '../../core/transcript/events.ts';

/** What is no step, in a transcript; its histograms are kept apart, and drawn. */
export type LoggedEvent = Exclude<RunEvent, StepEvent | HistogramsEvent>;

/** Kinds of events that a person looks for. */
export const EVENT_GROUPS = ['alerts', 'evaluations', 'keyframes'] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

const GROUPS: Partial<Record<LoggedEvent['kind'], EventGroup>> = {
  alert: 'alerts',
  'device-lost': 'alerts',
  'keyframes-thinned': 'alerts',
  'cut-back': 'alerts',
  'run-failed': 'alerts',
  evaluated: 'evaluations',
  recalled: 'evaluations',
  keyframe: 'keyframes',
  parameters: 'keyframes',
};

/** The events of a run that are no steps, in their order, as they came: nothing is copied. Grows in place. */
export class RunLog {
  readonly #events: LoggedEvent[] = [];
  readonly #after: number[] = [];
  readonly #groups: Readonly<Record<EventGroup, number[]>> = { alerts: [], evaluations: [], keyframes: [] };

  append(event: LoggedEvent): void {
    const group = GROUPS[event.kind];
    if (group !== undefined) this.#groups[group].push(this.#events.length);
    this.#after.push(Math.max(this.#after.at(-1) ?? 0, stepOf(event)));
    this.#events.push(event);
  }

  get length(): number {
    return this.#events.length;
  }

  at(index: number): LoggedEvent {
    return this.#events[index];
  }

  /** The step that the event stands behind; never less than that of the event before. */
  afterStep(index: number): number {
    return this.#after[index];
  }

  /** Where the events of a group stand. */
  group(name: EventGroup): readonly number[] {
    return this.#groups[name];
  }
}

/** 0 where the event names none: it stands behind the event before. */
function stepOf(event: LoggedEvent): number {
  switch (event.kind) {
    case 'phase-started':
      return event.after;
    case 'replayed':
      return event.through;
    case 'run-finished':
      return event.steps;
    case 'alert':
      return event.step ?? 0;
    case 'run-started':
    case 'data-audited':
    case 'policy-decided':
    case 'keyframes-thinned':
    case 'run-refused':
      return 0;
    default:
      return event.step;
  }
}
