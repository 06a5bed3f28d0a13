import { expect, test, vi } from 'vitest';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';
import type { Emission, RunEvent } from '../../../src/core/transcript/events.ts';
import { RunClock } from '../../../src/worker/training/run-clock.ts';
import { type EventSink, RunDriver } from '../../../src/worker/training/run-driver.ts';

const trained = (n: number): RunEvent => ({ kind: 'step', phase: 'pretrain', step: n, rows: [], tensors: {} }) as unknown as RunEvent;

async function* run(signal: AbortSignal, steps = 5): AsyncGenerator<Emission, void, void> {
  for (let n = 1; n <= steps && !signal.aborted; n++) yield { event: trained(n) };
  yield { event: signal.aborted ? { kind: 'run-stopped', step: 0 } : { kind: 'run-finished', steps, wallTimeMs: 0 } };
}

/** Keeps events in memory; `full` makes it refuse as a full store does: it takes the event and says so. */
function memorySink() {
  const kept: RunEvent[] = [];
  const sink = {
    kept,
    full: false,
    closed: false,
    append: async ({ event }: Emission) => {
      kept.push(event);
      if (sink.full) throw new TrainscriptError('storage-full', { events: 1, bytes: 1, usage: 1, quota: 1 });
    },
    flush: async () => {
      if (sink.full) throw new TrainscriptError('storage-full', { events: 1, bytes: 1, usage: 1, quota: 1 });
    },
    close: async () => {
      sink.closed = true;
    },
  };
  return sink satisfies EventSink;
}

const kinds = (events: readonly RunEvent[]) => events.map((event) => ('step' in event ? `${event.kind} ${event.step}` : event.kind));

test('every event is kept, in order, and the sink is closed', async () => {
  const sink = memorySink();
  const driver = new RunDriver(sink, new RunClock(), () => undefined);
  await driver.drive(run(driver.signal, 2), () => undefined);
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2', 'run-finished']);
  expect(sink.closed).toBe(true);
});

test('pausing stands in the transcript, and nothing is pulled until resumed', async () => {
  const sink = memorySink();
  const driver = new RunDriver(sink, new RunClock(), () => undefined);
  const driving = driver.drive(run(driver.signal), ({ event }) => {
    if (event.kind === 'step' && event.step === 2) driver.pause();
  });
  await vi.waitFor(() => expect(kinds(sink.kept).at(-1)).toBe('paused 2'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2', 'paused 2']);
  driver.resume();
  await driving;
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2', 'paused 2', 'resumed 2', 'step 3', 'step 4', 'step 5', 'run-finished']);
});

test('a paused run can be stopped', async () => {
  const sink = memorySink();
  const driver = new RunDriver(sink, new RunClock(), () => undefined);
  const driving = driver.drive(run(driver.signal), () => driver.pause());
  await vi.waitFor(() => expect(kinds(sink.kept).at(-1)).toBe('paused 1'));
  driver.stop();
  await driving;
  expect(kinds(sink.kept).at(-1)).toBe('run-stopped 0');
});

test('a full store pauses the run before the next step; resuming with room goes on and loses nothing', async () => {
  const sink = memorySink();
  const problems: string[] = [];
  const driver = new RunDriver(sink, new RunClock(), ({ code }) => problems.push(code));
  const driving = driver.drive(run(driver.signal, 3), ({ event }) => {
    sink.full = event.kind === 'step' && event.step === 1;
  });
  await vi.waitFor(() => expect(problems).toEqual(['storage-full']));
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2']);
  driver.resume();
  await vi.waitFor(() => expect(problems).toHaveLength(2));
  sink.full = false;
  driver.resume();
  await driving;
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2', 'step 3', 'run-finished']);
});

test('a run whose last events find no room waits with them, and does not end without', async () => {
  const sink = memorySink();
  const problems: string[] = [];
  let driven = false;
  const driver = new RunDriver(sink, new RunClock(), ({ code }) => problems.push(code));
  // A store that takes everything into its queue tells of a full disk only when the queue is flushed.
  const driving = driver.drive(run(driver.signal, 2), ({ event }) => {
    sink.full = event.kind === 'run-finished';
  });
  void driving.then(() => {
    driven = true;
  });
  await vi.waitFor(() => expect(problems).toEqual(['storage-full']));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect({ driven, closed: sink.closed }).toEqual({ driven: false, closed: false });
  sink.full = false;
  driver.resume();
  await driving;
  expect(problems).toEqual(['storage-full']);
  expect(kinds(sink.kept)).toEqual(['step 1', 'step 2', 'run-finished']);
});

test('a run that is stopped while the store is full ends with what was kept', async () => {
  const sink = memorySink();
  const problems: string[] = [];
  const driver = new RunDriver(sink, new RunClock(), ({ code }) => problems.push(code));
  sink.full = true;
  const driving = driver.drive(run(driver.signal, 3), () => undefined);
  await vi.waitFor(() => expect(problems).toHaveLength(1));
  driver.stop();
  await driving;
  expect(kinds(sink.kept)).toEqual(['step 1']);
  expect(sink.closed).toBe(true);
});

test('pauses do not count as training time', () => {
  let now = 0;
  const clock = new RunClock(() => now);
  now = 100;
  clock.pause();
  now = 500;
  expect(clock.elapsedMs()).toBe(100);
  clock.resume();
  now = 530;
  expect(clock.elapsedMs()).toBe(130);
  // What was finished before the pause and is told of behind it.
  expect(clock.elapsedMs(90)).toBe(90);
  expect(clock.elapsedMs(510)).toBe(110);
});
