import { describe, expect, test } from 'vitest';
import { bytesToFree, FIRST_QUERY, listedRuns, type RunQuery, sortedBy, statusesOf, tagsOf } from '../../../src/app/runs/run-list.ts';
import { NO_ANNOTATION, type RunAnnotation } from '../../../src/core/transcript/run-annotation.ts';
import type { RunSummary } from '../../../src/protocol.ts';

function run(runId: string, change: Partial<RunSummary>, said: Partial<RunAnnotation> = {}): RunSummary {
  return {
    ...{ runId, name: runId, loggedName: runId, sources: ['mnist'], startedAt: '2026-01-01', status: 'finished' },
    ...{ steps: 1, accuracy: null, baselineAccuracy: null, bytes: 10, deleted: false },
    annotation: { ...NO_ANNOTATION, ...said },
    ...change,
  };
}

const RUNS = [
  run('a', { name: 'Run 10', startedAt: '2026-01-03', accuracy: 0.9, bytes: 5 }, { notes: 'with a Colder rate', tags: ['kept'] }),
  run('b', { name: 'Run 2', loggedName: 'Digits', startedAt: '2026-01-02', accuracy: null, status: 'failed', deleted: true }),
  run('c', { name: 'run 3', startedAt: '2026-01-01', accuracy: 0.95, sources: ['wine.csv'] }, { pinned: true, tags: ['kept', 'wine'] }),
];

const ids = (query: Partial<RunQuery>) => listedRuns(RUNS, { ...FIRST_QUERY, ...query }).map(({ runId }) => runId);

describe('the list of runs', () => {
  test('has pinned runs first, then the newest', () => {
    expect(ids({})).toEqual(['c', 'a', 'b']);
  });

  test.each<[string, string[]]>([
    ['colder', ['a']],
    ['RATE run', ['a']],
    ['digits', ['b']],
    ['wine', ['c']],
    ['kept', ['c', 'a']],
    ['mnist', ['a', 'b']],
    ['mnist wine', []],
  ])('is searched for «%s» in names, notes, tags and data', (text, expected) => {
    expect(ids({ text })).toEqual(expected);
  });

  test('is filtered by status and by tag', () => {
    expect(ids({ status: 'failed' })).toEqual(['b']);
    expect(ids({ tag: 'kept' })).toEqual(['c', 'a']);
    expect(statusesOf(RUNS)).toEqual(['finished', 'failed']);
    expect(tagsOf(RUNS)).toEqual(['kept', 'wine']);
  });

  test('is sorted by any column, with what has no value last', () => {
    expect(ids({ column: 'name', descending: false })).toEqual(['c', 'b', 'a']);
    expect(ids({ column: 'name', descending: true })).toEqual(['c', 'a', 'b']);
    expect(ids({ column: 'bytes', descending: true })).toEqual(['c', 'b', 'a']);
    for (const descending of [true, false]) expect(ids({ column: 'accuracy', descending })).toEqual(['c', 'a', 'b']);
  });

  test('turns round where the same column is chosen again', () => {
    const byName = sortedBy(FIRST_QUERY, 'name');
    expect([byName.column, byName.descending]).toEqual(['name', false]);
    expect(sortedBy(byName, 'name').descending).toBe(true);
    expect(sortedBy(byName, 'accuracy').descending).toBe(true);
  });

  test('tells what deleted runs take', () => {
    expect(bytesToFree(RUNS)).toBe(10);
  });
});
