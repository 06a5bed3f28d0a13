import { describe, expect, test } from 'vitest';
import { PROBLEM_TEXTS } from '../../../src/core/problems/problem-texts.ts';
import { parseEvent } from '../../../src/core/transcript/event-parse.ts';
import type { RunEvent } from '../../../src/core/transcript/events.ts';
import { problemOf } from '../../problem-of.ts';
import { ENVIRONMENT, sampleRun } from '../../worker/sample-run.ts';

const METRICS = {
  loss: 1,
  accuracy: 0.5,
  precision: null,
  recall: null,
  f1: null,
  rocAuc: null,
  mae: null,
  rmse: null,
  r2: null,
  confusion: null,
};

/** One of each kind at least. */
const EVENTS: readonly RunEvent[] = [
  ...sampleRun().map(({ event }) => event),
  { kind: 'evaluated', phase: 'finetune', step: 3, rows: 4, metrics: METRICS, deadUnits: { fc1: [175, 500] } },
  { kind: 'recalled', phase: 'finetune', step: 3, of: 'pretrain', rows: 4, metrics: METRICS },
  {
    kind: 'alert',
    level: 'warning',
    phase: 'pretrain',
    step: 3,
    problem: { code: 'watch-divergence', fields: { value: 3, tensor: 'fc1.weight' } },
  },
  { kind: 'alert', level: 'error', phase: null, step: null, problem: { code: 'keyframe-missing', fields: {} } },
  { kind: 'parameters', phase: 'baseline', step: 3, base: 1, fingerprint: 9, bytes: 80, sha256: 'b'.repeat(64) },
  { kind: 'keyframes-thinned', wanted: 1, every: 32, wantedBytes: 2e9, bytes: 8e7, freeBytes: 2e8 },
  { kind: 'paused', step: 3 },
  { kind: 'resumed', step: 3 },
  { kind: 'device-lost', step: 3, losses: 1, reason: 'unknown' },
  {
    kind: 'replayed',
    keyframe: -1,
    through: 3,
    wallTimeMs: 12.5,
    environment: { ...ENVIRONMENT, storage: { persisted: true, usage: 1, quota: 2 } },
  },
  { kind: 'cut-back', step: 3, through: 5, lastSeq: 9, lastHash: 'a'.repeat(64), setAside: 2 },
  { kind: 'run-stopped', step: 3 },
  { kind: 'run-failed', step: 3, problem: { code: 'nothing-to-train', fields: {} } },
  { kind: 'run-refused', rules: ['LIC-1'] },
];

const PLACE = { document: 'x.zip, line 1', path: '' };
const parse = (value: unknown) => parseEvent(value, PLACE);

type Json = Record<string, unknown> | unknown[];
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The places of all values in an event, the inner ones of long lists left out. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isJson(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => (Number(key) > 1 ? [] : placesIn(inner, [...path, key])))];
}

/** A copy with something else at the place; `undefined` takes it away. */
function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string, unknown>;
  if (rest.length === 0 && to === undefined) delete copy[key];
  else copy[key] = changed(copy[key], rest, to);
  return copy;
}

describe('an event read back', () => {
  test('is the event, of every kind that there is', () => {
    for (const event of EVENTS) expect(parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    const known = problemOf(() => parse({ kind: '?' })).fields.choices;
    expect(JSON.parse(`[${known}]`).sort()).toEqual([...new Set(EVENTS.map(({ kind }) => kind))].sort());
  });

  test('keeps the names of columns and tensors whatever they are', () => {
    const step = EVENTS.find(({ kind }) => kind === 'step')!;
    const odd = JSON.parse(JSON.stringify({ ...step, tensors: { 7: [0, 0, 0, 0, 0, 0, 0] } }).replace('"7"', '"__proto__"'));
    expect(Object.keys((parse(odd) as typeof odd).tensors)).toEqual(['__proto__']);
  });

  test('is refused with anything else in the place of any value', () => {
    for (const event of EVENTS) {
      for (const path of placesIn(event)) {
        const { code, fields } = problemOf(() => parse(changed(event, path, [{ other: [] }])));
        expect(Object.keys(PROBLEM_TEXTS), `${event.kind} ${path}`).toContain(code);
        expect(code, `${event.kind} ${path}`).toMatch(/^(field|spec)-/);
        expect(fields.document).toBe('x.zip, line 1');
      }
    }
  });

  test('is refused with a field too many, and without one that its kind has', () => {
    for (const event of EVENTS) {
      expect(
        problemOf(() => parse({ ...event, more: 1 })),
        event.kind,
      ).toMatchObject({ code: 'field-unknown', fields: { path: 'more' } });
      for (const key of Object.keys(event)) {
        if (['losses', 'predictions', 'deadUnits', 'trainClasses'].includes(key)) continue;
        expect(problemOf(() => parse(changed(event, [key], undefined))).fields.found, `${event.kind} ${key}`).toBe('missing');
      }
    }
  });

  test.each<[string, RunEvent['kind'], readonly string[], unknown, string, Record<string, unknown>]>([
    ['a run whose id would be a path', 'run-started', ['runId'], '../../etc', 'field-run-id', { path: 'runId', found: '"../../etc"' }],
    ['a time that is none', 'run-started', ['startedAt'], 'yesterday', 'field-moment', { path: 'startedAt' }],
    ['a spec of two pretrainings', 'run-started', ['spec', 'phases'], [], 'spec-phases', { found: 'none' }],
    [
      'a batch size beyond all measure',
      'run-started',
      ['spec', 'phases', '0', 'batchSize'],
      1e9,
      'field-whole',
      { path: 'spec.phases.pretrain.batchSize' },
    ],
    ['a number that JSON makes infinite', 'step', ['loss'], Number.POSITIVE_INFINITY, 'field-number', { path: 'loss' }],
    ['a row that is no row', 'step', ['rows', '1'], -1, 'field-whole', { path: 'rows[1]', found: '-1' }],
    ['six statistics', 'step', ['tensors', 'fc1.bias'], [0, 0, 0, 0, 0, 0], 'field-statistics', { expected: 7 }],
    ['a loss too few', 'step', ['losses'], [0.5], 'field-length', { path: 'losses', found: 1, expected: 2 }],
    [
      'a problem that nobody can put into words',
      'run-failed',
      ['problem', 'code'],
      'constructor',
      'field-choice',
      { path: 'problem.code' },
    ],
    ['a hash in capitals', 'keyframe', ['sha256'], 'A'.repeat(64), 'field-sha256', { path: 'sha256' }],
  ])('refuses %s', (_, kind, path, to, code, fields) => {
    const event = EVENTS.find((one) => one.kind === kind);
    expect(problemOf(() => parse(changed(event, path, to)))).toMatchObject({ code, fields });
  });

  test.each([null, 7, 'step', [], [{ kind: 'step' }]])('refuses %j', (value) => {
    expect(problemOf(() => parse(value)).code).toBe('field-object');
  });
});
