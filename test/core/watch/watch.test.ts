import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../src/core/problems/problem.ts';
import type { Track } from '../../../src/core/spec/spec.ts';
import type { EvaluatedEvent, RunEvent } from '../../../src/core/transcript/events.ts';
import { ruleOf } from '../../../src/core/watch/rule.ts';
import { alertsOf, evaluated, recalled, repeat, started, step, steps, tensor, told } from './streams.ts';

interface Curve {
  readonly phase: Track;
  readonly after: number;
  readonly losses: readonly number[];
  readonly evaluations: readonly (readonly [step: number, loss: number])[];
}

/** What the page logged once, with tensors in order. */
function curvesOf(name: 'default' | 'rate-0.3'): RunEvent[] {
  const curves = (JSON.parse(readFileSync('test/fixtures/watch/losses.json', 'utf8')) as Record<typeof name, readonly Curve[]>)[name];
  return curves.flatMap(({ phase, after, losses, evaluations }) => {
    const at = (wanted: number) =>
      evaluations.filter(([number]) => number === wanted).map(([number, loss]) => evaluated(number, loss, phase));
    const each = losses.flatMap((loss, i) => [step(after + i + 1, loss, undefined, phase), ...at(after + i + 1)]);
    return [started({ phase, after, steps: losses.length }), ...at(after), ...each];
  });
}

const falling = (count: number, from = 2.3) => repeat(count, (i) => from * 0.99 ** i + 0.02 * Math.sin(i));

describe('divergence', () => {
  test('is told at the fifth step in a row that is three times the level', () => {
    const losses = [...falling(100), ...repeat(10, () => 9)];
    const [alert, ...others] = alertsOf([started(), ...steps(losses)]);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'alert', level: 'warning', phase: 'pretrain', step: 105 });
    expect(alert.problem).toMatchObject({
      code: 'watch-divergence',
      fields: { rule: 'divergence', value: 9, window: 5, learningRate: 0.1 },
    });
    expect(Number(alert.problem.fields.threshold)).toBeCloseTo(3 * Number(alert.problem.fields.level), 1);
  });

  test('is told where the first step bursts', () => {
    expect(told(curvesOf('rate-0.3'))).toEqual(['divergence 6']);
  });

  test('is told again only when it had ended in between', () => {
    const high = repeat(20, () => 9);
    const low = repeat(20, () => 1);
    expect(told([started(), ...steps([...low, ...high, 1, 1, ...high])])).toEqual(['divergence 25']);
    expect(told([started(), ...steps([...low, ...high, ...low, ...high])])).toEqual(['divergence 25', 'divergence 65']);
  });

  test('is not told of four steps, nor of hard rows near 0, nor of few rows that scatter', () => {
    expect(told([started(), ...steps([...falling(100), 9, 9, 9, 9, ...falling(50)])])).toEqual([]);
    expect(told([started(), ...steps([...falling(500), ...repeat(20, () => 0.2)])])).toEqual([]);
    const scattered = repeat(2000, (i) => 0.5 * -Math.log(((i * 7919) % 2003) / 2003 + 1e-4));
    expect(told([started({ batchSize: 1 }), ...steps(scattered)])).toEqual([]);
  });

  test('takes no lucky first batch for the level', () => {
    expect(told([started(), evaluated(0, 4), ...steps([0.001, ...repeat(50, () => 4)])])).toEqual([]);
    expect(told([started(), ...steps([0.001, ...repeat(50, () => 2.3)])])).toEqual([]);
  });

  test('of a real-valued target needs no classes', () => {
    const regression = started({ task: 'regression', classes: null, loss: 'mean-squared-error' });
    expect(told([regression, ...steps([...repeat(50, () => 1e6), ...repeat(300, () => 100), ...repeat(5, () => 5e3)])])).toEqual([
      'divergence 355',
    ]);
  });
});

describe('plateau', () => {
  test('of the training loss is told behind the second stretch of 500 steps that is no better', () => {
    expect(told([started(), ...steps([...repeat(500, () => 1), ...repeat(1000, (i) => 0.5 + 0.1 * Math.sin(i))])])).toEqual([
      'plateau-training 1500',
    ]);
    expect(told([started(), ...steps(repeat(5000, (i) => 2.3 * 0.9995 ** i))])).toEqual([]);
  });

  test('of the evaluation loss is told at the tenth evaluation behind the best', () => {
    const evaluations = [2.3, 1, 0.5, ...repeat(12, (i) => 0.5 + 0.001 * (i % 3))].map((loss, i) => evaluated(i * 10, loss));
    expect(told([started(), ...evaluations])).toEqual(['plateau-evaluation 120']);
  });
});

describe('overfitting', () => {
  const run = (training: (i: number) => number, losses: readonly number[]) =>
    told([
      started(),
      ...losses.flatMap((loss, k) => [...repeat(10, (i) => step(k * 10 + i + 1, training(k * 10 + i))), evaluated((k + 1) * 10, loss)]),
    ]);

  test('is told at the third evaluation above the best while the training loss falls', () => {
    const rising = [1, 0.5, 0.4, 0.45, 0.5, 0.55, 0.6];
    expect(run((i) => 0.97 ** i, rising)).toEqual(['overfitting 60']);
    expect(run(() => 0.5, rising)).toEqual([]);
    expect(run((i) => 0.97 ** i, [1, 0.5, 0.4, 0.45, 0.5, 0.4, 0.45, 0.41, 0.5])).toEqual([]);
  });
});

describe('forgetting', () => {
  const run = (shares: readonly number[], rows?: number) =>
    alertsOf([started({ phase: 'finetune' }), ...shares.map((accuracy, i) => recalled(i * 10, { accuracy }, rows))]);
  const at = (alerts: readonly { step: number | null }[]) => alerts.map(({ step: number }) => number);

  test('is told at the first fall of more than five in a hundred, and again once it had ended', () => {
    expect(at(run([0.9, 0.88, 0.851, 0.849, 0.7, 0.9, 0.8]))).toEqual([30, 60]);
    const [{ problem }] = run([0.9, 0.88, 0.8]);
    expect(problem).toEqual({
      code: 'watch-forgetting-accuracy',
      fields: { rule: 'forgetting', phase: 'finetune', step: 20, value: 0.8, threshold: 0.85, start: 0.9, startStep: 0, rows: 400 },
    });
    expect(formatProblem(problem)).toContain('of the 400 test rows of the pretraining 80 % are right, below 85 %; it was 90 % at step 0');
  });

  test('of few rows is told only where it is more than chance', () => {
    expect(at(run([1, 0.9], 10))).toEqual([]);
    expect(at(run([1, 0.5], 10))).toEqual([10]);
    expect(at(run([1, 0.94], 1000))).toEqual([10]);
  });

  test('of a real-valued target is told where the error grew by more than a quarter', () => {
    const errors = [2, 2.4, 2.6].map((rmse, i) => recalled(i * 10, { rmse }));
    expect(told([started({ phase: 'finetune', task: 'regression', classes: null }), ...errors])).toEqual(['forgetting-error 20']);
  });

  test('says nothing to the rules that look at the own test rows', () => {
    const worse = repeat(30, (i) => recalled(i * 10, { accuracy: 0.9, loss: 1 + i }));
    expect(told([started({ phase: 'finetune' }), ...steps(falling(30)), evaluated(0, 1), ...worse])).toEqual([]);
  });
});

describe('dead units', () => {
  const dead = (number: number, layers: EvaluatedEvent['deadUnits'], rows = 100) => ({ ...evaluated(number, 1), rows, deadUnits: layers! });

  test('are told where they are more than half of a layer, by its name', () => {
    const events = [dead(0, { conv2: [25, 50], fc1: [175, 500] }), dead(10, { conv2: [26, 50], fc1: [251, 500] })];
    expect(told([started(), ...events])).toEqual(['dead-relus 10 conv2', 'dead-relus 10 fc1']);
    const [{ problem }] = alertsOf([started(), ...events]);
    expect(problem.fields).toMatchObject({ rule: 'dead-relus', value: 26, units: 50, share: 0.52, threshold: 0.5, rows: 100 });
    expect(formatProblem(problem)).toContain('In conv2, 26 of 50 units (52 %, more than 50 %) were 0 for every one of the 100 test rows');
  });

  test('are not told of frozen layers, of few rows, or where they were not counted', () => {
    const all = { conv1: [20, 20], fc1: [500, 500] } as const;
    expect(told([started({ frozen: ['conv1'] }), dead(0, all)])).toEqual(['dead-relus 0 fc1']);
    expect(told([started(), dead(0, all, 99), evaluated(10, 1)])).toEqual([]);
  });
});

describe('tensors', () => {
  const tensors = (changes: Parameters<typeof step>[2]) => ({
    'fc1.weight': tensor(0.2),
    'fc2.weight': tensor(0.3),
    'fc2.bias': tensor(0.1),
    ...changes,
  });
  const run = (changes: Parameters<typeof step>[2], count = 40, phase = started()) =>
    told([phase, ...repeat(count, (i) => step(i + 1, 1, tensors(changes)))]);

  test('without any gradient are told at the tenth step, the nearest to the outputs only', () => {
    expect(run({ 'fc1.weight': tensor(0, 0) })).toEqual(['dead-layer 10 fc1.weight']);
    expect(run({ 'fc1.weight': tensor(0, 0), 'fc2.weight': tensor(0, 0) })).toEqual(['dead-layer 10 fc2.weight']);
    expect(run({ 'fc1.weight': tensor(0, 0) }, 9)).toEqual([]);
  });

  test('that are frozen are not watched, nor is a network at rest', () => {
    expect(run({ 'fc1.weight': tensor(0, 0) }, 40, started({ frozen: ['fc1'] }))).toEqual([]);
    expect(run({ 'fc1.weight': tensor(0, 0), 'fc2.weight': tensor(1e-9), 'fc2.bias': tensor(1e-9) })).toEqual([]);
  });

  test('whose gradient or update vanishes are told at the twentieth step', () => {
    expect(run({ 'fc1.weight': tensor(1e-8) })).toEqual(['vanishing-gradient 20 fc1.weight']);
    expect(run({ 'fc1.weight': tensor(0.2, 1e-8) })).toEqual(['vanishing-update 20 fc1.weight']);
  });

  test('whose gradient or update explodes are told at the fifth and the tenth step', () => {
    expect(run({ 'fc1.weight': tensor(101), 'fc2.weight': tensor(1e4) })).toEqual([
      'exploding-gradient 5 fc1.weight',
      'exploding-gradient 5 fc2.weight',
    ]);
    expect(run({ 'fc2.bias': tensor(0.1, 0.5) })).toEqual(['exploding-update 10 fc2.bias']);
  });

  test('of a real-valued target may have gradients as large as its unit asks for', () => {
    const changes = { 'fc1.weight': tensor(5e4) };
    const regression = started({ task: 'regression', classes: null });
    expect(told([regression, ...repeat(40, (i) => step(i + 1, 1e6, tensors(changes)))])).toEqual([]);
  });

  test('that start from 0 and grow evenly do not explode', () => {
    expect(told([started(), ...repeat(40, (i) => step(i + 1, 1, tensors({ 'fc2.bias': tensor(0.1, 1 / (i + 1)) })))])).toEqual([]);
  });
});

describe('a watch', () => {
  test('is silent on what the default run logged', () => {
    const events = curvesOf('default');
    expect(events.filter(({ kind }) => kind === 'step')).toHaveLength(380);
    expect(told(events)).toEqual([]);
  });

  test('begins anew with each track', () => {
    const track = (phase: Track, after: number) => [
      started({ phase, after }),
      ...repeat(6, (i) => step(after + i + 1, i === 0 ? 2.3 : 100, undefined, phase)),
    ];
    expect(told([...track('pretrain', 0), ...track('finetune', 6)])).toEqual(['divergence 6', 'divergence 12']);
  });

  test('makes an error of what ends the run', () => {
    const levels = (stopOn: Parameters<typeof alertsOf>[1]) => alertsOf(curvesOf('rate-0.3'), stopOn).map(({ level }) => level);
    expect(levels(['plateau', 'divergence'])).toEqual(['error']);
    expect(levels(['plateau'])).toEqual(['warning']);
  });

  test('says the numbers and the way out', () => {
    const [{ problem }] = alertsOf(curvesOf('rate-0.3'));
    expect(formatProblem(problem)).toBe(
      'The training loss is 71.4 and has been above 6.93 for 5 steps; it had been 2.31 before. Lower the learning rate (now 0.1), for a start to a third of it, and start again or go on from a step before this.',
    );
    expect(ruleOf(problem)).toBe('divergence');
    expect(ruleOf({ code: 'loss-not-finite', fields: {} })).toBeNull();
    const tiny = alertsOf([started(), ...repeat(20, (i) => step(i + 1, 1, { 'fc1.weight': tensor(1e-8), 'fc2.weight': tensor(1) }))]);
    expect(formatProblem(tiny[0].problem)).toContain('its norm is 1e-8, and has been below 1e-6,');
    expect(
      alertsOf(curvesOf('rate-0.3'))
        .flatMap(({ problem: each }) => formatProblem(each))
        .join(),
    ).not.toContain('?');
  });
});
