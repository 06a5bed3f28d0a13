import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WatchRule } from '../../../src/core/spec/spec.ts';
import type { Emission, RunEvent } from '../../../src/core/transcript/events.ts';
import { watched } from '../../../src/worker/training/watched.ts';
import { evaluated, repeat, started, step } from '../../core/watch/streams.ts';
import { ENVIRONMENT } from '../sample-run.ts';

/** What training gives: these losses, and an evaluation every fourth step. */
const trainingOf = (losses: readonly number[]): RunEvent[] => [
  { kind: 'policy-decided', verdict: { policy: 'default', allowed: true, outcomes: [], cards: {} } },
  started(),
  ...losses.flatMap((loss, i) => [step(i + 1, loss), ...(i % 4 === 3 ? [evaluated(i + 1, loss)] : [])]),
  { kind: 'run-finished', steps: losses.length, wallTimeMs: 0 },
];

const REPLAYED: RunEvent = { kind: 'replayed', keyframe: 0, through: 0, wallTimeMs: 0, environment: ENVIRONMENT };

/** Yields `events`, or ends as a stopped run does. */
async function* train(events: readonly RunEvent[], signal: AbortSignal): AsyncGenerator<Emission, void, void> {
  for (const event of events) {
    if (signal.aborted) return yield { event: { kind: 'run-stopped', step: 0 } };
    yield { event };
  }
}

async function watch(training: readonly RunEvent[], logged: readonly RunEvent[] | null, stopOn: readonly WatchRule[]): Promise<RunEvent[]> {
  const controller = new AbortController();
  const stretches = async function* () {
    for (let at = 0; at < (logged?.length ?? 0); at += 3) yield logged!.slice(at, at + 3);
  };
  const watching = { stopOn, stop: () => controller.abort(), logged: logged && stretches() };
  const events: RunEvent[] = [];
  for await (const { event } of watched(train(training, controller.signal), watching)) events.push(event);
  return events;
}

/** The run that was cut off behind `kept`, taken up again. */
async function takenUp(training: readonly RunEvent[], kept: readonly RunEvent[], stopOn: readonly WatchRule[]): Promise<RunEvent[]> {
  const done = kept.filter(({ kind }) => kind !== 'alert' && kind !== 'paused' && kind !== 'resumed').length;
  const rest = await watch([REPLAYED, ...training.slice(done)], kept, stopOn);
  return [...kept, ...rest.filter((event) => event !== REPLAYED)];
}

const BURST = [...repeat(20, () => 1), ...repeat(10, () => 9), ...repeat(10, () => 1), ...repeat(10, () => 9)];
const alertsOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'alert' ? [`${event.problem.code} ${event.step}`] : []));

describe('a watched run', () => {
  test('has each alert right behind the event that it follows from', async () => {
    const events = await watch(trainingOf(BURST), null, []);
    const at = events.findIndex(({ kind }) => kind === 'alert');
    expect(events[at - 1]).toMatchObject({ kind: 'step', step: 25 });
    expect(alertsOf(events)).toEqual(['watch-divergence 25', 'watch-plateau-evaluation 44', 'watch-divergence 45']);
    expect(events.filter(({ kind }) => kind !== 'alert')).toEqual(trainingOf(BURST));
  });

  test('tells nothing twice and loses nothing, wherever it was cut', async () => {
    const losses = fc.array(fc.tuple(fc.constantFrom(0.2, 1, 9, 40), fc.integer({ min: 1, max: 15 })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(losses, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), async (stretches, share, paused) => {
        const training = trainingOf(stretches.flatMap(([loss, count]) => repeat(count, () => loss)));
        const whole = await watch(training, null, []);
        const kept = whole.slice(0, 1 + Math.floor(share * (whole.length - 1)));
        const last = paused
          ? ([
              { kind: 'paused', step: 1 },
              { kind: 'resumed', step: 1 },
            ] as const)
          : [];
        const events = await takenUp(training, [...kept, ...last], []);
        expect(events.filter(({ kind }) => kind !== 'paused' && kind !== 'resumed')).toEqual(whole);
      }),
    );
  });

  test('stops at the first alert of a rule that it is to stop on, also when it was cut off there', async () => {
    const training = trainingOf(BURST);
    const whole = await watch(training, null, ['divergence']);
    expect(whole.slice(-3).map(({ kind }) => kind)).toEqual(['step', 'alert', 'run-stopped']);
    expect(whole.at(-2)).toMatchObject({ level: 'error', step: 25 });
    for (let kept = 1; kept < whole.length; kept++) expect(await takenUp(training, whole.slice(0, kept), ['divergence'])).toEqual(whole);
  });

  test('that other rules had watched hears of what is new only', async () => {
    const training = trainingOf(BURST);
    const events = await takenUp(training, training.slice(0, 40), []);
    expect(alertsOf(events)).toEqual(['watch-plateau-evaluation 44', 'watch-divergence 45']);
  });
});
