import { describe, expect, test } from 'vitest';
import { comparisonOf, outcomeOf, rowsUsed } from '../../src/app/run-outcome.ts';
import { runView } from '../ui/fixture-state.ts';

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

  test('counts each row once for each dataset', () => {
    const run = runView('stopped', 160);
    const distinct = (rows: Iterable<Uint32Array>) => new Set([...rows].flatMap((batch) => [...batch])).size;
    expect(rowsUsed(run)).toBe(distinct(run.series.tracks.pretrain.rows) + distinct(run.series.tracks.finetune.rows));
  });
});
