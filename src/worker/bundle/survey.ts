import type { Audit } from '../../core/audit/audit.ts';
import type { RowClasses } from '../../core/data/row-classes.ts';
import type { Verdict } from '../../core/policy/policy.ts';
import type { Problem } from '../../core/problems/problem.ts';
import type { PhaseName, Track } from '../../core/spec/spec.ts';
import type { Thinning } from '../../core/training/keyframe-rule.ts';
import {
  type CutBackEvent,
  type DataAudited,
  type EvaluatedEvent,
  type KeyframeEvent,
  type ParametersEvent,
  type PhaseStarted,
  type RecalledEvent,
  type RunEvent,
  type RunStarted,
  type RunStatus,
  statusAfter,
} from '../../core/transcript/events.ts';
import type { UsageSummary } from '../../core/transcript/usage.ts';
import type { RunSource } from '../run-source.ts';
import { RowUsage } from './row-usage.ts';

/** What the other writers of the bundle need to know of the whole run before they begin, gathered in one reading. */
export interface Survey {
  readonly started: RunStarted;
  readonly status: RunStatus;
  /** What the run failed of. */
  readonly failure: Problem | null;
  readonly audits: Readonly<Partial<Record<PhaseName, Audit>>>;
  readonly verdict: Verdict | null;
  /** In the order in which they began. */
  readonly tracks: readonly TrackSurvey[];
  /** One a step and track. */
  readonly keyframes: readonly KeyframeEvent[];
  /** Of every step, where all parameters were kept. */
  readonly parameters: readonly ParametersEvent[];
  readonly thinning: Thinning | null;
  /** Where the transcript was damaged, and cut back. */
  readonly cutBacks: readonly CutBackEvent[];
  readonly steps: number;
  readonly wallTimeMs: number;
  /** Those that are left. */
  readonly events: number;
  /** The first event that is not what was written, or is missing; null where the transcript is whole. */
  readonly damagedAt: number | null;
}

export interface TrackSurvey {
  readonly track: Track;
  readonly started: PhaseStarted;
  readonly lastStep: number;
  readonly wallTimeMs: number;
  readonly evaluated: EvaluatedEvent | null;
  /** The first and the last time. */
  readonly recalled: readonly [RecalledEvent, RecalledEvent] | null;
  readonly usage: UsageSummary;
}

/** Null for a transcript that does not even say how it began. */
export async function surveyRun(source: RunSource): Promise<Survey | null> {
  const tally = new Tally();
  let events = 0;
  let damagedAt: number | null = null;
  let next = 0;
  for await (const stretch of source.stretches()) {
    if (!stretch.sound || stretch.firstSeq !== next) damagedAt ??= next;
    events += stretch.events.length;
    next = stretch.firstSeq + stretch.events.length;
    for (const event of stretch.events) tally.add(event);
  }
  if (next <= source.lastSeq) damagedAt ??= next;
  return tally.survey(events, damagedAt);
}

interface TrackTally {
  readonly started: PhaseStarted;
  readonly usage: RowUsage;
  readonly startedAtMs: number;
  lastStep: number;
  wallTimeMs: number;
  evaluated: EvaluatedEvent | null;
  recalled: readonly [RecalledEvent, RecalledEvent] | null;
}

class Tally {
  #started: RunStarted | undefined;
  #status: RunStatus = 'running';
  #failure: Problem | null = null;
  #verdict: Verdict | null = null;
  #wallTimeMs = 0;
  readonly #audits: Partial<Record<PhaseName, Audit>> = {};
  readonly #classes: Partial<Record<PhaseName, RowClasses | undefined>> = {};
  readonly #tracks = new Map<Track, TrackTally>();
  readonly #keyframes = new Map<string, KeyframeEvent>();
  readonly #parameters = new Map<string, ParametersEvent>();
  readonly #cutBacks: CutBackEvent[] = [];
  #thinning: Thinning | null = null;

  add(event: RunEvent): void {
    this.#status = statusAfter(event);
    if (event.kind === 'run-started') this.#started = event;
    else if (event.kind === 'data-audited') this.#addAudit(event);
    else if (event.kind === 'policy-decided') this.#verdict = event.verdict;
    else if (event.kind === 'phase-started') this.#tracks.set(event.phase, this.#newTrack(event));
    else if (event.kind === 'keyframe') this.#keyframes.set(`${event.step} ${event.phase}`, event);
    else if (event.kind === 'parameters') this.#parameters.set(`${event.step} ${event.phase}`, event);
    else if (event.kind === 'cut-back') this.#cutBacks.push(event);
    else if (event.kind === 'keyframes-thinned') this.#thinning = event;
    else if (event.kind === 'step' || event.kind === 'evaluated' || event.kind === 'recalled') this.#addToTrack(event);
    else if (event.kind === 'run-failed') this.#failure = event.problem;
    else if (event.kind === 'run-finished') this.#wallTimeMs = event.wallTimeMs;
  }

  survey(events: number, damagedAt: number | null): Survey | null {
    if (this.#started === undefined) return null;
    const tracks = [...this.#tracks].map(([track, tally]) => trackSurvey(track, tally, this.#classes[phaseOfTrack(track)]));
    return {
      started: this.#started,
      status: this.#status,
      failure: this.#failure,
      audits: this.#audits,
      verdict: this.#verdict,
      tracks,
      keyframes: [...this.#keyframes.values()],
      parameters: [...this.#parameters.values()],
      cutBacks: this.#cutBacks,
      thinning: this.#thinning,
      steps: tracks.reduce((sum, { usage }) => sum + usage.steps, 0),
      wallTimeMs: this.#wallTimeMs,
      events,
      damagedAt,
    };
  }

  #addAudit({ phase, audit, trainClasses }: DataAudited): void {
    this.#audits[phase] = audit;
    this.#classes[phase] = trainClasses;
  }

  #newTrack(started: PhaseStarted): TrackTally {
    const measured = { evaluated: null, recalled: null };
    return { started, usage: new RowUsage(), startedAtMs: this.#wallTimeMs, lastStep: started.after, wallTimeMs: 0, ...measured };
  }

  #addToTrack(event: RunEvent & { kind: 'step' | 'evaluated' | 'recalled' }): void {
    const track = this.#tracks.get(event.phase);
    if (event.kind === 'step') this.#wallTimeMs = event.wallTimeMs;
    if (track === undefined) return;
    if (event.kind === 'evaluated') track.evaluated = event;
    else if (event.kind === 'recalled') track.recalled = [track.recalled?.[0] ?? event, event];
    else {
      track.usage.add(event.rows);
      track.lastStep = event.step;
      track.wallTimeMs = event.wallTimeMs - track.startedAtMs;
    }
  }
}

/** The baseline trains on the rows of the fine-tune phase. */
const phaseOfTrack = (track: Track): PhaseName => (track === 'pretrain' ? 'pretrain' : 'finetune');

function trackSurvey(track: Track, tally: TrackTally, classes: RowClasses | undefined): TrackSurvey {
  const { started, lastStep, wallTimeMs, evaluated, recalled, usage } = tally;
  const summary = usage.summary(started.trainRows, classes, started.classes);
  return { track, started, lastStep, wallTimeMs, evaluated, recalled, usage: summary };
}
