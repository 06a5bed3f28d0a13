import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MOST_SCROLLED_PX,
  type RowList,
  scrolledPx,
  scrollTopAround,
  scrollTopAt,
  scrollTopFor,
  windowAt,
} from '../../../src/app/step/row-window.ts';

const SHORT: RowList = { rows: 100, rowPx: 30, viewPx: 300 };
const LONG: RowList = { rows: 1_000_000, rowPx: 30, viewPx: 300 };

const mostTop = (list: RowList) => Math.max(0, scrolledPx(list) - list.viewPx);

describe('a window on rows', () => {
  test('shows those that are scrolled to, and no more than a windowful', () => {
    expect(windowAt(SHORT, 0)).toEqual({ first: 0, count: 10, cutPx: 0 });
    expect(windowAt(SHORT, 45)).toEqual({ first: 1, count: 11, cutPx: 15 });
    expect(windowAt(SHORT, 2700)).toEqual({ first: 90, count: 10, cutPx: 0 });
    expect(windowAt({ ...SHORT, rows: 0 }, 0).count).toBe(0);
  });

  test('reaches the last of a million rows within what browsers can scroll', () => {
    expect(scrolledPx(LONG)).toBe(MOST_SCROLLED_PX);
    const { first, count } = windowAt(LONG, MOST_SCROLLED_PX - LONG.viewPx);
    expect(first + count).toBe(LONG.rows);
  });

  test('is scrolled no further than it takes to see a row', () => {
    expect(scrollTopFor(SHORT, 5, 0)).toBe(0);
    expect(scrollTopFor(SHORT, 10, 0)).toBe(30);
    expect(scrollTopFor(SHORT, 10, 600)).toBe(300);
    expect(scrollTopAround(SHORT, 0)).toBe(0);
    expect(scrollTopAround(SHORT, 99)).toBe(2700);
  });

  test('is scrolled so that a row stands at the top, as far as the list goes', () => {
    expect(scrollTopAt(SHORT, 7)).toBe(210);
    expect(scrollTopAt(SHORT, 99)).toBe(2700);
    expect(windowAt(LONG, scrollTopAt(LONG, 654_321)).first).toBeCloseTo(654_321, -1);
  });

  test('holds the row that it was scrolled to', () => {
    const lists = fc.record({
      rows: fc.integer({ min: 1, max: 2_000_000 }),
      rowPx: fc.constantFrom(28, 46),
      viewPx: fc.integer({ min: 100, max: 900 }),
    });
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (list, share, from) => {
        const row = Math.floor(share * (list.rows - 1));
        for (const top of [scrollTopFor(list, row, from * mostTop(list)), scrollTopAround(list, row)]) {
          const { first, count } = windowAt(list, top);
          expect(row).toBeGreaterThanOrEqual(first);
          expect(row).toBeLessThan(first + count);
        }
      }),
    );
  });
});
