import { describe, expect, test } from 'vitest';
import { type Claim, type ClaimResult, MissingRequirement } from './claim.ts';
import { exitStatus, figureLines, listLines, measure, type Outcome, parseRequest, verdictLine } from './verdict.ts';

const measured = (result: Partial<ClaimResult>): Outcome => ({
  kind: 'measured',
  result: { holds: true, figures: {}, lines: [], ...result },
});
const claim: Claim = { name: 'speed', statement: 'It is fast.', bar: 'ratio ≤ 1.0', run: () => Promise.reject(new Error('not run here')) };

describe('parseRequest', () => {
  test('reads a name and a file, in either order', () => {
    expect(parseRequest([])).toEqual({ name: undefined, jsonFile: undefined });
    expect(parseRequest(['speed'])).toEqual({ name: 'speed', jsonFile: undefined });
    expect(parseRequest(['speed', '--json', 'a.json'])).toEqual({ name: 'speed', jsonFile: 'a.json' });
    expect(parseRequest(['--json', 'a.json', 'speed'])).toEqual({ name: 'speed', jsonFile: 'a.json' });
  });

  test.each([[['a', 'b']], [['--help']], [['speed', '--json']], [['speed', '--json', '--json']], [['--json', 'a.json']], [['']]])(
    'refuses %j',
    (words) => {
      expect(parseRequest(words)).toBeUndefined();
    },
  );
});

describe('the exit status', () => {
  test('is 0 only for a claim that was measured and holds', () => {
    expect(exitStatus(measured({ holds: true }))).toBe(0);
    expect(exitStatus(measured({ holds: false }))).toBe(1);
  });

  test('is 3 where something is missing, and 1 where the measuring broke', async () => {
    expect(exitStatus(await measure(() => Promise.reject(new MissingRequirement('no PyTorch'))))).toBe(3);
    expect(exitStatus(await measure(() => Promise.reject(new TypeError('x is not a function'))))).toBe(1);
    expect(exitStatus(await measure(() => Promise.resolve({ holds: true, figures: {}, lines: [] })))).toBe(0);
  });
});

describe('the last line', () => {
  test('says which of the outcomes it was, in one line', () => {
    expect(verdictLine(claim, measured({}))).toBe('speed: holds ratio ≤ 1.0');
    expect(verdictLine(claim, measured({ note: 'ratio 0.9' }))).toBe('speed: holds ratio ≤ 1.0 (ratio 0.9)');
    expect(verdictLine(claim, measured({ holds: false, note: 'ratio\n1.3' }))).toBe('speed: falls short of ratio ≤ 1.0 (ratio 1.3)');
    expect(verdictLine(claim, { kind: 'missing', reason: 'no PyTorch' })).toBe('speed: not measured (no PyTorch)');
    expect(verdictLine(claim, { kind: 'broken', reason: 'a\n  b' })).toBe('speed: falls short (it broke: a b)');
  });
});

test('figures stand in columns', () => {
  expect(figureLines({ ratio: 1 / 3, stepsPerSecond: 12, device: 'SwiftShader' })).toEqual([
    '  ratio           0.333333',
    '  stepsPerSecond  12',
    '  device          SwiftShader',
  ]);
  expect(figureLines({})).toEqual([]);
});

test('the list tells the bar, the needs and the last figures', () => {
  expect(listLines(claim, undefined)).toEqual(['speed: It is fast.', '  bar: ratio ≤ 1.0', '  not measured yet']);
  const last = { holds: false, figures: { ratio: 1.25 }, date: '2026-01-02', machine: '2 × CPU' };
  expect(listLines({ ...claim, needs: ['PyTorch'] }, last)).toEqual([
    'speed: It is fast.',
    '  bar: ratio ≤ 1.0',
    '  needs PyTorch',
    '  fell short on 2026-01-02 (2 × CPU): ratio 1.25',
  ]);
});
