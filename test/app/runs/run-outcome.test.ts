import { describe, expect, test } from 'vitest';
import { comparisonOf, outcomeOf, recallOf, rowsUsed } from '../../../src/app/runs/run-outcome.ts';
import { runView } from '../../ui/fixture-state.ts';

describe('what came of a run', () => {
  test('is open while a tab goes on with it, and interrupted where none does', () => {
    expect(outcomeOf({ status: 'paused', live: true, elsewhere: false })).toBeNull();
    expect(outcomeOf({ status: 'running', live: false, elsewhere: false })).toBe('interrupted');
    expect(outcomeOf({ status: 'refused', live: true, elsewhere: false })).toBe('refused');
  });

  test('is the last evaluation, beside the baseline’s', () => {
    const run = runView('finished', 380);
    const last = (track: string) => run.evaluations.findLast(({ phase }) => phase === track)!.metrics.accuracy;
    expect(comparisonOf(run)).toEqual({ metric: 'accuracy', track: 'finetune', value: last('finetune'), baseline: last('baseline') });
  });

  test('is that of pretraining where there is nothing else, and nothing before the first evaluation', () => {
    const run = runView('stopped', 100);
    expect(comparisonOf(run)).toMatchObject({ track: 'pretrain', baseline: null });
    expect(comparisonOf({ evaluations: [] })).toBeNull();
  });

  test('is judged by the error where the target is a real value', () => {
    const [event] = runView('stopped', 1).evaluations;
    const metrics = { ...event.metrics, accuracy: null, rmse: 2.5 };
    expect(comparisonOf({ evaluations: [{ ...event, metrics }] })).toMatchObject({ metric: 'rmse', value: 2.5 });
  });

  test('tells what fine-tuning left of what pretraining had learnt, where that was measured twice', () => {
    const { recalls } = runView('finished', 380);
    expect(recallOf({ recalls })).toEqual({ metric: 'accuracy', from: 0.9, to: recalls.at(-1)!.metrics.accuracy });
    expect(recallOf({ recalls: recalls.slice(0, 1) })).toBeNull();
    const errors = recalls.map((one, i) => ({ ...one, metrics: { ...one.metrics, accuracy: null, rmse: i } }));
    expect(recallOf({ recalls: errors })).toEqual({ metric: 'rmse', from: 0, to: recalls.length - 1 });
  });

  test('counts each row once for each dataset', () => {
    const run = runView('stopped', 160);
    const distinct = (rows: Iterable<Uint32Array>) => new Set([...rows].flatMap((batch) => [...batch])).size;
    expect(rowsUsed(run)).toBe(distinct(run.series.tracks.pretrain.rows) + distinct(run.series.tracks.finetune.rows));
  });
});
