import type { Audit } from '../../core/audit/audit.ts';
import type { Verdict } from '../../core/policy/policy.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { PhaseName, Track } from '../../core/spec/spec.ts';
import type {
  Environment,
  KeyframeEvent,
  ParametersEvent,
  PhaseStarted,
  RunEvent,
  RunStarted,
  StepEvent,
} from '../../core/transcript/events.ts';
import type { PlacedKeyframe } from '../resume/nearest-keyframe.ts';
import { STEPS_BEHIND } from '../resume/stored-parameters.ts';
import type { RunSource } from '../run-source.ts';

/** A step of a run. Where a track ends and the next one begins it is two: the parameters that one left, and those that the other
 *  started from. */
export interface WantedStep {
  readonly step: number;
  /** Null asks for the track that took the step. */
  readonly track: Track | null;
}

/** What a transcript says of its beginning up to a step. */
export interface StepHistory {
  readonly started: RunStarted;
  readonly verdict: Verdict | null;
  readonly audits: Readonly<Partial<Record<PhaseName, Audit>>>;
  readonly target: { readonly track: Track; readonly step: number };
  /** The files to be read for the step's parameters, in order, where those of every step are kept; else none. */
  readonly stored: readonly ParametersEvent[];
  /** Where keyframes stand that lead there, the nearest first. */
  readonly keyframes: readonly PlacedKeyframe[];
  /** The fingerprint of the parameters at an event, where the event was logged. */
  fingerprintAt(event: FingerprintedEvent): number | undefined;
  /** Where a step was computed. */
  environmentOf(step: number): Environment;
}

/** A track starts from a keyframe at the step before its first, where the parameters may be others than that step left. */
export type FingerprintedEvent = Pick<StepEvent | KeyframeEvent, 'kind' | 'phase' | 'step'>;

/** Reads as far as it takes.
 *  @throws TrainscriptError `transcript-damaged` where the beginning is missing, `step-out-of-range` */
export async function readStepHistory(source: RunSource, wanted: WantedStep): Promise<StepHistory> {
  const reading = new HistoryReading();
  for await (const events of source.events()) {
    for (const event of events) reading.add(event);
    if (reading.isPast(wanted)) break;
  }
  return reading.upTo(source.runId, wanted);
}

const isCount = (step: number): boolean => Number.isInteger(step) && step >= 0;

interface TrackRange {
  readonly started: PhaseStarted;
  /** The last step that was logged. */
  last: number;
}

class HistoryReading {
  #started: RunStarted | undefined;
  #verdict: Verdict | null = null;
  readonly #audits: Partial<Record<PhaseName, Audit>> = {};
  readonly #tracks: TrackRange[] = [];
  readonly #keyframes: PlacedKeyframe[] = [];
  readonly #fingerprints = new Map<number, number>();
  readonly #keyframeFingerprints = new Map<string, number>();
  readonly #parameters: ParametersEvent[] = [];
  readonly #environments: { readonly behind: number; readonly environment: Environment }[] = [];

  add(event: RunEvent): void {
    const track = this.#tracks.at(-1);
    if (event.kind === 'run-started') this.#started = event;
    else if (event.kind === 'data-audited') this.#audits[event.phase] = event.audit;
    else if (event.kind === 'policy-decided') this.#verdict = event.verdict;
    else if (event.kind === 'phase-started') this.#tracks.push({ started: event, last: event.after });
    else if (event.kind === 'replayed') this.#environments.push({ behind: event.through, environment: event.environment });
    else if (event.kind === 'parameters') this.#parameters.push(event);
    else if (event.kind === 'keyframe' && track) {
      this.#keyframes.push({ event, after: track.started.after });
      this.#keyframeFingerprints.set(`${event.phase} ${event.step}`, event.fingerprint);
    } else if (event.kind === 'step' && track) {
      track.last = event.step;
      this.#fingerprints.set(event.step, event.fingerprint);
    }
  }

  /** Nothing that follows concerns the step. */
  isPast({ step, track }: WantedStep): boolean {
    const isTrackSeen = track === null || this.#tracks.some(({ started }) => started.phase === track && started.after <= step);
    return isTrackSeen && (this.#tracks.at(-1)?.last ?? 0) > step + STEPS_BEHIND && isCount(step);
  }

  upTo(runId: string, wanted: WantedStep): StepHistory {
    const started = this.#started;
    if (!started) throw new TrainscriptError('transcript-damaged', { runId, seq: 0, detail: 'the first event is not run-started' });
    const target = { track: this.#trackOf(started.name, wanted), step: wanted.step };
    const order = this.#tracks.map(({ started: { phase } }) => phase);
    const leadsThere = ({ event }: PlacedKeyframe) =>
      event.phase === target.track ? event.step <= target.step : order.indexOf(event.phase) < order.indexOf(target.track);
    return {
      ...{ started, verdict: this.#verdict, audits: this.#audits, target, stored: this.#chainTo(target) },
      fingerprintAt: ({ kind, phase, step }) =>
        kind === 'step' ? this.#fingerprints.get(step) : this.#keyframeFingerprints.get(`${phase} ${step}`),
      keyframes: this.#keyframes.filter(leadsThere).reverse(),
      environmentOf: (step) => this.#environments.findLast(({ behind }) => step > behind)?.environment ?? started.environment,
    };
  }

  #chainTo({ track, step }: StepHistory['target']): readonly ParametersEvent[] {
    const base = this.#parameters.findLast((event) => event.phase === track && event.step === step)?.base ?? Number.POSITIVE_INFINITY;
    const chain = this.#parameters.filter((event) => event.phase === track && event.step >= base && event.step <= step);
    return chain.length === step - base + 1 ? chain : [];
  }

  #trackOf(run: string, { step, track }: WantedStep): Track {
    const ranges = track === null ? this.#tracks : this.#tracks.filter(({ started }) => started.phase === track);
    // Of two that share a step, the one before took it.
    const range = ranges.find(({ started, last }) => isCount(step) && step >= started.after && step <= last);
    if (range) return range.started.phase;
    const [first, last] = [ranges.at(0)?.started.after ?? 0, ranges.at(-1)?.last ?? 0];
    throw new TrainscriptError('step-out-of-range', { run, step, first, last, track: track ?? 'run' });
  }
}
