import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HistogramsEvent, RunEvent } from '../../src/core/transcript/events.ts';
import { spread, thinnedHistograms } from '../../src/store/histograms.ts';
import { step } from '../worker/sample-run.ts';
import { memoryShelf } from './memory-shelf.ts';

const histograms = (number: number): HistogramsEvent => {
  const shape = { min: -number, max: number, counts: [number] };
  return { kind: 'histograms', phase: 'pretrain', step: number, parameters: { 'fc1.weight': shape }, gradients: {} };
};

/** So many steps, histograms at every `every`th, in segments of `size` events. */
function shelfOf(steps: number, every: number, size: number) {
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  return memoryShelf(
    numbers.flatMap((number): RunEvent[] => [step('pretrain', number), ...(number % every === 0 ? [histograms(number)] : [])]),
    size,
  );
}

const stepsOf = (found: readonly HistogramsEvent[]) => found.map((event) => event.step);

describe('the histograms of a long run', () => {
  test('are all read where they are few', async () => {
    const { shelf } = await shelfOf(60, 10, 11);
    const found = await thinnedHistograms(shelf, 100);
    expect(found).toEqual([10, 20, 30, 40, 50, 60].map(histograms));
  });

  test('are some of each stretch where they are many, evenly spread, and so are the readings', async () => {
    const { shelf, read } = await shelfOf(1000, 2, 15);
    expect(stepsOf(await thinnedHistograms(shelf, 10))).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    expect(read.segments).toBe(10);
  });

  test('are looked for in the segments before, where one has none', async () => {
    const { shelf, read } = await shelfOf(400, 4, 1);
    const found = stepsOf(await thinnedHistograms(shelf, 10));
    expect(found).toHaveLength(10);
    expect(found.at(-1)).toBe(400);
    expect(read.segments).toBeLessThanOrEqual(40);
  });

  test('are left out where the store lost them, or holds something else', async () => {
    const { shelf, segments } = await shelfOf(60, 10, 11);
    const [first, second, third] = [...segments.keys()];
    segments.delete(first);
    segments.set(second, { ...segments.get(second)!, detail: new Uint8Array(3) });
    segments.set(third, { ...segments.get(third)!, detail: segments.get([...segments.keys()][2])!.detail });
    expect(stepsOf(await thinnedHistograms(shelf, 100))).toEqual([40, 50, 60]);
  });

  test('of a run without any are none', async () => {
    expect(await thinnedHistograms((await shelfOf(10, 100, 3)).shelf, 5)).toEqual([]);
    expect(await thinnedHistograms((await shelfOf(0, 1, 3)).shelf, 5)).toEqual([]);
  });
});

test('items are spread evenly, in order, the last one among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 500 }), (count, most) => {
      const items = Array.from({ length: count }, (_, i) => i);
      const chosen = spread(items, most);
      expect(chosen).toHaveLength(Math.min(count, most));
      expect(chosen.at(-1)).toBe(count - 1);
      const gaps = chosen.slice(1).map((item, i) => item - chosen[i]);
      if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
  );
});
