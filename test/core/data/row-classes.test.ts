import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRowClasses, rowClasses } from '../../../src/core/data/row-classes.ts';
import { classes, range, values } from '../audit/build-data.ts';

const named = (count: number): string[] => range(count).map((code) => `class ${code}`);

test('ten classes are a digit a row, and rows that are not trained on a dash', () => {
  const target = classes(named(10), [5, 0, 4, 1, 9, -1]);
  expect(rowClasses({ rows: 6, target }, Uint32Array.of(0, 2, 3, 4))).toEqual({ width: 1, codes: '5-419-' });
});

test('more classes than there are digits take two characters a row', () => {
  expect(rowClasses({ rows: 2, target: classes(named(62), [61, 10]) }, Uint32Array.of(0, 1))).toEqual({ width: 1, codes: 'Za' });
  expect(rowClasses({ rows: 2, target: classes(named(63), [62, 1]) }, Uint32Array.of(0))).toEqual({ width: 2, codes: '10--' });
});

test('a real value has no class, and of very many rows they are not kept', () => {
  expect(rowClasses({ rows: 2, target: values(1, 2) }, Uint32Array.of(0, 1))).toBeNull();
  expect(rowClasses({ rows: 2 ** 24 + 1, target: classes(named(2), []) }, Uint32Array.of())).toBeNull();
});

test('are read back as they were', () => {
  const some = fc.integer({ min: 1, max: 5000 }).chain((count) => fc.tuple(fc.constant(count), fc.array(fc.nat(count - 1))));
  fc.assert(
    fc.property(some, ([count, codes]) => {
      const trainRows = Uint32Array.from(range(codes.length).filter((row) => row % 3 !== 0));
      const written = rowClasses({ rows: codes.length, target: classes(named(count), codes) }, trainRows);
      expect(written && [...readRowClasses(written)]).toEqual(codes.map((code, row) => (row % 3 === 0 ? -1 : code)));
    }),
  );
});

test('what is no digit is no class', () => {
  expect([...readRowClasses({ width: 1, codes: '1é0 ' })]).toEqual([1, -1, 0, -1]);
});
