import { describe, expect, test } from 'vitest';
import { comparedCurves, lookOf, slotsFor, tracksOfRuns } from '../../../src/app/runs/compare-runs.ts';
import { outcomeLines, settingLines } from '../../../src/app/runs/run-differences.ts';
import { setPath } from '../../../src/core/spec/spec-paths.ts';
import type { ComparedRun } from '../../../src/protocol.ts';
import { comparedRun } from '../../ui/fixture-compared.ts';

const RUN = comparedRun('a', 1, 380);

const points = (run: ComparedRun, part: Parameters<typeof comparedCurves>[1], axis: 'step' | 'relative', metric: 'loss' | 'testLoss') => {
  const { raw } = comparedCurves(run, part, axis, 0, lookOf(0, run.name))[metric];
  return Array.from({ length: raw.length }, (_, i) => raw.xAt(i));
};

describe('runs that are laid over each other', () => {
  test('keep their colours while others come and go', () => {
    const first = slotsFor(new Map(), ['a', 'b', 'c']);
    expect([...first]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    const second = slotsFor(first, ['c', 'd', 'a']);
    expect(Object.fromEntries(second)).toEqual({ a: 0, c: 2, d: 1 });
  });

  test('look different, all twenty of them', () => {
    const looks = Array.from({ length: 20 }, (_, slot) => lookOf(slot, ''));
    expect(new Set(looks.map(({ token, dash }) => `${token} ${dash}`)).size).toBe(20);
    expect(looks.slice(0, 8).every(({ dash }) => dash.length === 0)).toBe(true);
  });

  test('count steps and time from the beginning of the part', () => {
    expect(points(RUN, 'whole', 'step', 'loss')).toEqual(Array.from({ length: 265 }, (_, i) => i + 1));
    expect(points(RUN, 'finetune', 'step', 'loss')).toEqual(Array.from({ length: 115 }, (_, i) => i + 1));
    expect(points(RUN, 'finetune', 'relative', 'loss').slice(0, 2)).toEqual([61, 122]);
    expect(points(RUN, 'finetune', 'step', 'testLoss')).toEqual([1, 23, 46, 69, 92, 115]);
    expect(points(RUN, 'finetune', 'relative', 'testLoss').at(-1)).toBe(115 * 61);
    expect(tracksOfRuns([RUN])).toEqual(['pretrain', 'finetune', 'baseline']);
    expect(tracksOfRuns([comparedRun('short', 1, 10)])).toEqual(['pretrain']);
  });

  test('without a step have curves without points', () => {
    const { loss } = comparedCurves({ ...RUN, steps: null, evaluations: [] }, 'whole', 'step', 0.6, lookOf(0, ''));
    expect([loss.raw.length, loss.smooth.length]).toEqual([0, 0]);
  });
});

describe('what differs between runs', () => {
  const other = comparedRun('b', 2, 120);
  const changed = { ...other, spec: setPath(setPath(other.spec!, 'seed', '8'), 'phases.finetune.optimizer.learningRate', '0.01') };

  test('is found by path, with every value', () => {
    const lines = settingLines([RUN, changed]);
    expect(lines.filter(({ differs }) => differs)).toEqual([
      { path: 'seed', cells: [7, 8], differs: true },
      { path: 'phases.finetune.optimizer.learningRate', cells: [0.001, 0.01], differs: true },
    ]);
    expect(lines.find(({ path }) => path === 'phases.pretrain.data.source')?.cells).toEqual(['mnist', 'mnist']);
  });

  test('is told of a run that has a phase less, or cannot be read', () => {
    const without = { ...RUN, spec: { ...RUN.spec!, phases: RUN.spec!.phases.slice(0, 1) } };
    const line = settingLines([RUN, without]).find(({ path }) => path === 'phases.finetune.epochs');
    expect(line).toEqual({ path: 'phases.finetune.epochs', cells: [5, null], differs: true });
    expect(settingLines([RUN, { ...RUN, spec: null, environment: null }]).find(({ path }) => path === 'seed')?.cells).toEqual([7, null]);
  });

  test('is what came of them, too', () => {
    const lines = outcomeLines([RUN, changed]);
    expect(lines.slice(0, 3)).toEqual([
      { name: 'status', track: null, cells: ['finished', 'stopped'], differs: true },
      { name: 'steps', track: null, cells: [380, 120], differs: true },
      { name: 'time', track: null, cells: [380 * 61, 120 * 61], differs: true },
    ]);
    const finetune = lines.find(({ name, track }) => name === 'testAccuracy' && track === 'finetune');
    expect(finetune?.cells[0]).toBeCloseTo(0.97, 1);
    expect(finetune?.cells[1]).toBeNull();
  });
});
