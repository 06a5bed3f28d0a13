import { expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import { linesOf, markdownTable, shareOfFloor } from './table.ts';

const measured = (name: 'ours-wasm-1' | 'tfjs-cpu', stepMs: readonly number[]): Outcome => ({
  kind: 'measured',
  name,
  losses: [2.3],
  stepMs,
  steps: 30,
  firstLossMs: 1234,
  facts: {},
});

test('the fastest comes first, and what was not measured last with its reason', () => {
  const failed: Outcome = { kind: 'not-measured', name: 'tfjs-wasm', reason: 'no kernel' };
  const lines = linesOf(
    [failed, measured('tfjs-cpu', [9000, 8000, 10_000]), measured('ours-wasm-1', [20])],
    [{ threads: 1, gigaflops: 50 }],
  );
  expect(lines.map(({ name, median }) => [name, median])).toEqual([
    ['ours-wasm-1', 20],
    ['tfjs-cpu', 9000],
    ['tfjs-wasm', null],
  ]);
  expect(lines[0].cells).toEqual(['Trainscript, WASM, 1 thread', '20', '20 to 20', '50', '51 %', '30 in 1 windows', '1.23 s']);
  expect(lines[2].cells[1]).toBe('not measured: no kernel');
});

test('the floor of two threads is not that of one', () => {
  const floors = [{ threads: 1, gigaflops: 50 }];
  expect(shareOfFloor('ours-wasm-1', 20, floors)).toBeCloseTo(0.509, 2);
  expect(shareOfFloor('ours-wasm-2', 20, floors)).toBeNull();
  expect(shareOfFloor('tfjs-cpu', 20, floors)).toBeNull();
});

test('a cell cannot break the table', () => {
  expect(markdownTable(['a', 'b'], [['x|y', 'line\n  line']])).toBe('| a | b |\n| --- | ---: |\n| x\\|y | line line |');
});
