import { describe, expect, test } from 'vitest';
import { kernelGridOf, kernelLayout, kernelOf } from '../../../src/app/step/kernel-grid.ts';
import { differenceOf, figuresOf } from '../../../src/app/step/tensor-figures.ts';

const tensor = (name: string, shape: readonly number[], value = (i: number) => i) => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, (_, i) => value(i)),
});

describe('kernels', () => {
  test('are those of a convolution, by one scale', () => {
    const grid = kernelGridOf(tensor('conv.weight', [2, 3, 2, 2], (i) => 10 - i))!;
    expect(grid).toMatchObject({ outputs: 2, inputs: 3, height: 2, width: 2, extent: 13 });
    expect([...kernelOf(grid, 1, 2)]).toEqual([-10, -11, -12, -13]);
    expect(kernelGridOf(tensor('fc.weight', [4, 4]))).toBeNull();
    expect(kernelGridOf(tensor('conv1x1.weight', [4, 4, 1, 1]))).toBeNull();
  });

  test('of one input follow each other in even lines, all of them in sight', () => {
    const grid = kernelGridOf(tensor('conv1.weight', [20, 1, 5, 5]))!;
    for (const space of [300, 640, 1200]) {
      const { columns, lines, pixel, gap, place } = kernelLayout(grid, space);
      expect(columns * (5 * pixel + gap) - gap).toBeLessThanOrEqual(space);
      const placed = Array.from({ length: lines }, (_, line) => Array.from({ length: columns }, (_, column) => place(column, line))).flat();
      expect(placed.filter((one) => one !== null).map(({ output }) => output)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    }
    expect(kernelLayout(grid, 640)).toMatchObject({ columns: 10, lines: 2 });
  });

  test('of many inputs form a table, the longer side across where there is room', () => {
    const grid = kernelGridOf(tensor('conv2.weight', [50, 20, 5, 5]))!;
    const [wide, narrow] = [kernelLayout(grid, 700), kernelLayout(grid, 320)];
    expect(wide).toMatchObject({ columns: 50, lines: 20 });
    expect(wide.place(49, 19)).toEqual({ output: 49, input: 19 });
    expect(narrow).toMatchObject({ columns: 20, lines: 50 });
    expect(narrow.place(19, 49)).toEqual({ output: 49, input: 19 });
  });
});

describe('a tensor', () => {
  test('is summed up in double precision', () => {
    expect(figuresOf(tensor('a', [2, 2], (i) => [1, -1, 3, 5][i]))).toMatchObject({ mean: 2, std: Math.sqrt(5), min: -1, max: 5, l2: 6 });
  });

  test('has a difference from one of its name and shape only', () => {
    const after = [tensor('a', [2], (i) => i + 1), tensor('b', [2]), tensor('c', [2])];
    const before = [tensor('a', [2], (i) => 2 * i), tensor('b', [1, 2])];
    expect(differenceOf(after, before)).toEqual([{ name: 'a', shape: [2], data: Float32Array.of(1, 0) }]);
  });
});
