import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRowClasses } from '../../src/core/data/row-classes.ts';
import type { Verdict } from '../../src/core/policy/policy.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../src/core/spec/spec.ts';
import type { Emission, Environment, RunEvent, StepEvent } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { inputsOf as inputsOn, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';

const THREE = ['0', '1', '2'];

let environment: Environment;
beforeAll(async () => {
  environment = await startBackend('wasm');
});

const inputsOf = (spec: RunSpec, data: Parameters<typeof inputsOn>[2], changes: Partial<RunInputs> = {}): RunInputs =>
  inputsOn(environment, spec, data, changes);

async function collect(
  inputs: RunInputs,
  onEmission: (emission: Emission, stop: () => void) => void = () => undefined,
): Promise<RunEvent[]> {
  const controller = new AbortController();
  const events: RunEvent[] = [];
  for await (const emission of run(inputs, controller.signal)) {
    events.push(emission.event);
    onEmission(emission, () => controller.abort());
  }
  expect(memory().numTensors).toBe(0);
  return events;
}

const stepsOf = (events: readonly RunEvent[]): StepEvent[] => events.filter((event) => event.kind === 'step');
const kindsOf = (events: readonly RunEvent[]) => events.map(({ kind }) => kind);

describe('a run', () => {
  test('tells its whole story in order', async () => {
    const events = await collect(inputsOf(specOf(phase('pretrain')), { pretrain: smallTable(THREE) }));
    expect(kindsOf(events)).toEqual([
      ...['run-started', 'data-audited', 'policy-decided', 'phase-started', 'keyframe', 'evaluated'],
      ...['step', 'step', 'histograms', 'step', 'keyframe', 'step', 'histograms', 'evaluated', 'step', 'step', 'histograms'],
      ...['keyframe', 'evaluated', 'phase-finished', 'run-finished'],
    ]);
    expect(stepsOf(events).map(({ step, epoch, rows }) => [step, epoch, rows.length])).toEqual([
      [1, 1, 16],
      [2, 1, 16],
      [3, 1, 16],
      [4, 2, 16],
      [5, 2, 16],
      [6, 2, 16],
    ]);
  });

  test('tells before the first step the classes of the rows that it will train on, and of no other', async () => {
    const data = smallTable(THREE);
    const events = await collect(inputsOf(specOf(phase('pretrain')), { pretrain: data }));
    const audited = events.find((event) => event.kind === 'data-audited');
    const classOf = [...readRowClasses(audited!.trainClasses!)];
    const trained = new Set(stepsOf(events).flatMap(({ rows }) => rows));
    const codes = data.train.target.kind === 'classes' ? [...data.train.target.codes] : [];
    expect(trained.size).toBe(48);
    expect(classOf).toEqual(codes.map((code, row) => (trained.has(row) ? code : -1)));
  });

  test('numbers steps through all tracks; the baseline uses fine-tuning’s batches and starts from scratch', async () => {
    const spec = specOf(phase('pretrain'), phase('finetune', { baseline: true }));
    const events = await collect(inputsOf(spec, { pretrain: smallTable(THREE), finetune: smallTable(THREE) }));
    const steps = stepsOf(events);
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    const rows = (track: string) => steps.filter((step) => step.phase === track).map((step) => step.rows);
    expect(rows('baseline')).toEqual(rows('finetune'));
    const starts = events.filter((event) => event.kind === 'phase-started');
    expect(starts.map((event) => [event.phase, event.startsFrom, event.after])).toEqual([
      ['pretrain', 'random', 0],
      ['finetune', 'pretrain', 6],
      ['baseline', 'random', 12],
    ]);
    const finger = (track: string, at: number) =>
      events.find((event) => event.kind === 'keyframe' && event.phase === track && event.step === at);
    expect(finger('finetune', 6)).toMatchObject({ fingerprint: (finger('pretrain', 6) as { fingerprint: number }).fingerprint });
    expect(finger('baseline', 12)).toMatchObject({ fingerprint: (finger('pretrain', 0) as { fingerprint: number }).fingerprint });
  });

  test('is the same again: same spec, same data, same backend, same numbers', async () => {
    const inputs = inputsOf(specOf(phase('pretrain'), phase('finetune')), { pretrain: smallTable(THREE), finetune: smallTable(THREE) });
    expect(await collect(inputs)).toEqual(await collect(inputs));
  });

  test('does not depend on how often it is logged or evaluated', async () => {
    const spec = specOf(phase('pretrain'));
    const quiet = {
      ...specOf(phase('pretrain', { evaluateEvery: 100 })),
      log: { keyframeEvery: 100, histogramEvery: 100, parameters: 'statistics' } as const,
    };
    const fingerprints = async (each: RunSpec) =>
      stepsOf(await collect(inputsOf(each, { pretrain: smallTable(THREE) }))).map(({ fingerprint }) => fingerprint);
    expect(await fingerprints(quiet)).toEqual(await fingerprints(spec));
  });

  test('counts at each evaluation the units that no test row wakes', async () => {
    const events = await collect(inputsOf(specOf(phase('pretrain')), { pretrain: smallTable(THREE) }));
    const counts = events.flatMap((event) => (event.kind === 'evaluated' ? [event.deadUnits] : []));
    expect(counts).toHaveLength(3);
    for (const dead of counts) {
      expect(Object.keys(dead!)).toEqual(['fc1']);
      expect(dead!.fc1[1]).toBe(500);
      expect(dead!.fc1[0]).toBeGreaterThan(0);
      expect(dead!.fc1[0]).toBeLessThan(250);
    }
  });

  test('asks fine-tuning what pretraining was tested on, beside each of its evaluations', async () => {
    const spec = specOf(phase('pretrain'), phase('finetune', { baseline: true }));
    const events = await collect(inputsOf(spec, { pretrain: smallTable(THREE), finetune: smallTable(THREE) }));
    const evaluations = events.filter((event) => event.kind === 'evaluated');
    const recalls = events.filter((event) => event.kind === 'recalled');
    expect(recalls.map(({ phase: track, step, of, rows }) => [track, step, of, rows])).toEqual([
      ['finetune', 6, 'pretrain', 12],
      ['finetune', 10, 'pretrain', 12],
      ['finetune', 12, 'pretrain', 12],
    ]);
    recalls.forEach((recall) => {
      expect(events[events.indexOf(recall) - 1]).toMatchObject({ kind: 'evaluated', phase: 'finetune', step: recall.step });
    });
    // Where fine-tuning begins, the parameters are those that pretraining was evaluated with.
    expect(recalls[0].metrics).toEqual(evaluations.findLast((event) => event.phase === 'pretrain')!.metrics);
  });

  test('asks nothing of the kind where the head does not answer for both, and trains the same', async () => {
    const run = async (finetune: Partial<Parameters<typeof phase>[1]>, names: readonly string[]) => {
      const spec = specOf(phase('pretrain'), phase('finetune', finetune));
      return collect(inputsOf(spec, { pretrain: smallTable(THREE), finetune: smallTable(names) }));
    };
    const fingerprints = (events: readonly RunEvent[]) => stepsOf(events).map(({ fingerprint }) => fingerprint);
    expect(kindsOf(await run({ head: 'replace' }, THREE))).not.toContain('recalled');
    expect(kindsOf(await run({}, ['x', 'y', 'z']))).not.toContain('recalled');
    const [often, seldom] = [await run({ evaluateEvery: 1 }, THREE), await run({ evaluateEvery: 100 }, THREE)];
    const count = (events: readonly RunEvent[]) => events.filter(({ kind }) => kind === 'recalled').length;
    expect([count(often), count(seldom)]).toEqual([7, 2]);
    expect(fingerprints(often)).toEqual(fingerprints(seldom));
  });

  test('gives fine-tuning a fresh head when its classes are others, and keeps it when they are not', async () => {
    const spec = specOf(phase('pretrain'), phase('finetune'));
    const started = async (names: readonly string[]) => {
      const events = await collect(inputsOf(spec, { pretrain: smallTable(THREE), finetune: smallTable(names) }));
      return events.find((event) => event.kind === 'phase-started' && event.phase === 'finetune');
    };
    expect(await started(THREE)).toMatchObject({ replacedHead: false });
    expect(await started(['x', 'y', 'z', 'w'])).toMatchObject({ replacedHead: true });
  });

  test('leaves frozen layers as they were', async () => {
    const spec = specOf(phase('pretrain', { freeze: ['fc1'] }));
    const steps = stepsOf(await collect(inputsOf(spec, { pretrain: smallTable(THREE) })));
    expect(steps.every(({ tensors }) => tensors['fc1.weight'][5] === 0 && tensors['fc2.weight'][5] > 0)).toBe(true);
  });

  test('stops behind the steps that are under way, keeps the parameters of the last one, and says so', async () => {
    const events = await collect(
      inputsOf(specOf(phase('pretrain', { epochs: 50 })), { pretrain: smallTable(THREE) }),
      ({ event }, stop) => {
        if (event.kind === 'step' && event.step === 2) stop();
      },
    );
    const { step } = stepsOf(events).at(-1)!;
    expect(step).toBeGreaterThanOrEqual(2);
    expect(step).toBeLessThanOrEqual(10);
    expect(kindsOf(events).slice(-2)).toEqual(['keyframe', 'run-stopped']);
    expect(events.at(-2)).toMatchObject({ step });
    expect(events.at(-1)).toEqual({ kind: 'run-stopped', step });
  });

  test('is refused before the first step when a rule fails', async () => {
    const outcomes = [{ rule: 'LIC-1', phase: 'pretrain', outcome: 'fail', evidence: {} }] as const;
    const decide = (): Verdict => ({ policy: 'default', allowed: false, outcomes, cards: {} });
    const events = await collect(inputsOf(specOf(phase('pretrain')), { pretrain: smallTable(THREE) }, { decide }));
    expect(kindsOf(events)).toEqual(['run-started', 'data-audited', 'policy-decided', 'run-refused']);
    expect(events.at(-1)).toEqual({ kind: 'run-refused', rules: ['LIC-1'] });
  });

  test('ends with an alert that names step, phase and tensor when a value is not finite', async () => {
    const data = smallTable(THREE);
    if (data.train.features.kind === 'table' && data.train.features.columns[0].kind === 'number')
      data.train.features.columns[0].values.fill(3e38, 0, 30);
    const learning = { ...DEFAULT_SPEC.phases[0].optimizer, learningRate: 1e39 };
    const events = await collect(inputsOf(specOf(phase('pretrain', { optimizer: learning })), { pretrain: data }));
    const alert = events.find((event) => event.kind === 'alert');
    expect(alert).toMatchObject({ level: 'error', phase: 'pretrain', step: 1 });
    expect(events.at(-1)).toMatchObject({ kind: 'run-failed', step: 0, problem: (alert as { problem: object }).problem });
    expect((alert as { problem: { code: string; fields: object } }).problem.code).toMatch(/-not-finite$/);
  });

  test('fails with both shapes when the phases do not fit each other', async () => {
    const spec = specOf(phase('pretrain'), phase('finetune'));
    const events = await collect(inputsOf(spec, { pretrain: smallTable(THREE), finetune: smallTable(THREE, ['a', 'b', 'c']) }));
    expect(events.at(-1)?.kind).toBe('run-failed');
    expect(stepsOf(events)).toEqual([]);
  });
});
