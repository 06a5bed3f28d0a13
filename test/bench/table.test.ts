import { expect, test } from 'vitest';
import type { ContestantName } from './contestants.ts';
import type { Measured, Outcome } from './outcome.ts';
import { COLUMNS, linesOf, markdownTable, shareOfFloor } from './table.ts';

const FLOOR = { gigaflops: 50, gigabytesPerSecond: 1000, dispatchMs: 0 };

const measured = (name: ContestantName, stepMs: readonly number[], rest: Partial<Measured> = {}): Outcome => ({
  kind: 'measured',
  name,
  losses: [2.3, 2.2],
  stepMs,
  steps: 30,
  p95Ms: 25.04,
  freeMs: null,
  firstLossMs: 1234,
  facts: {},
  floor: null,
  ...rest,
});

test('the fastest comes first, and what was not measured last with its reason', () => {
  const failed: Outcome = { kind: 'not-measured', name: 'tfjs-wasm', reason: 'no kernel' };
  const slow = measured('tfjs-webgpu', [9000, 8000, 10_000], { freeMs: [7000] });
  const lines = linesOf([failed, slow, measured('ours-wasm-1', [20])], { 'wasm-1': FLOOR });
  expect(lines.map(({ name, median }) => [name, median])).toEqual([
    ['ours-wasm-1', 20],
    ['tfjs-webgpu', 9000],
    ['tfjs-wasm', null],
  ]);
  const first = ['20', '20 to 20', '25', 'the same', '50', '51 %', '30 in 1 windows', 'to step 2', '1.21 s'];
  expect(lines[0].cells).toEqual(['Trainscript, WASM, 1 thread', ...first]);
  expect(lines[1].cells[4]).toBe('7000');
  expect(lines[2].cells[1]).toBe('not measured: no kernel');
  expect(lines.map(({ cells }) => cells.length)).toEqual(lines.map(() => COLUMNS.length));
});

test('each is held against the floor of what it computes on', () => {
  const floors = { 'wasm-1': FLOOR };
  expect(shareOfFloor('ours-wasm-1', 20, null, floors)).toBeCloseTo(0.509, 2);
  expect(shareOfFloor('ours-wasm-2', 20, null, floors)).toBeNull();
  expect(shareOfFloor('tfjs-cpu', 20, null, floors)).toBeNull();
  expect(shareOfFloor('pytorch-1', 20, { ...FLOOR, gigaflops: 100 }, floors)).toBeCloseTo(0.254, 2);
});

test('a cell cannot break the table', () => {
  expect(markdownTable(['a', 'b'], [['x|y', 'line\n  line']])).toBe('| a | b |\n| --- | ---: |\n| x\\|y | line line |');
});
