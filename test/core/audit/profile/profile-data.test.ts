import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Audit, Finding } from '../../../../src/core/audit/audit.ts';
import { auditData } from '../../../../src/core/audit/audit-data.ts';
import { auditCheck } from '../../../../src/core/audit/audit-parse.ts';
import { bytesOfBase64 } from '../../../../src/core/audit/profile/base64.ts';
import { describeNumbers } from '../../../../src/core/audit/profile/number-figures.ts';
import { MAX_CLASSES, MAX_COLUMNS, SAMPLE_ROWS } from '../../../../src/core/audit/profile/profile.ts';
import { profileData } from '../../../../src/core/audit/profile/profile-data.ts';
import { withoutSamples } from '../../../../src/core/audit/profile/without-samples.ts';
import { canonicalJson } from '../../../../src/core/transcript/canonical.ts';
import { categories, classes, images, numbers, phaseData, range, table, values } from '../build-data.ts';

const personal = (column: string): Finding => ({
  code: 'missing-values',
  severity: 'warning',
  column,
  rows: [],
  count: 1,
  fields: {},
  measure: null,
  // Codes of this kind are told by how they begin.
  ...({ code: 'personal-email' } as object),
});

const nan = Number.NaN;

describe('a column of numbers', () => {
  const { columns } = profileData(table([numbers('x', 4, 1, nan, 2, 3, 10)], classes(['a', 'b'], [0, 0, 0, 1, 1, 1]), [5]), []);

  test('is described as pandas does, over the rows that can be used', () => {
    // pandas.Series([4, 1, nan, 2, 3]).describe(percentiles=[.05, .25, .5, .75, .95])
    expect(columns[0]).toMatchObject({ name: 'x', kind: 'number', count: 4, missing: 1, distinct: 4, hidden: false, categories: null });
    expect(columns[0].numbers).toMatchObject({
      mean: 2.5,
      std: 1.29099,
      min: 1,
      q05: 1.15,
      q25: 1.75,
      median: 2.5,
      q75: 3.25,
      q95: 3.85,
      max: 4,
    });
    expect(columns[0].numbers?.histogram.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  test('is told for each class', () => {
    expect(columns[0].byClass).toEqual([
      { count: 2, mean: 2.5, std: 2.12132, top: null },
      { count: 2, mean: 2.5, std: expect.closeTo(Math.SQRT1_2, 6), top: null },
    ]);
  });

  test('without any value has no figures', () => {
    const empty = profileData(table([numbers('x', nan, nan)], classes(['a', 'b'], [0, 1])), []).columns[0];
    expect(empty).toMatchObject({ count: 0, missing: 2, distinct: 0, numbers: null, toLabel: null });
  });

  test('has figures that do not depend on the order, and quantiles that lie among the values', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (list) => {
        const described = describeNumbers(Float32Array.from(list));
        expect(describeNumbers(Float32Array.from([...list].reverse()))).toEqual(described);
        const { min, q05, q25, median, q75, q95, max } = described.figures!;
        const steps = [min, q05, q25, median, q75, q95, max];
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
        expect(described.distinct).toBe(new Set(Float32Array.from(list).map((value) => value + 0)).size);
      }),
    );
  });
});

describe('a column of categories', () => {
  const data = table([categories('c', ['once', 'red', 'blue'], 1, 2, 1, -1, 0, 1)], classes(['a', 'b'], [0, 0, 0, 1, 1, 1]));

  test('names what stands in more than one row, the most frequent first', () => {
    const [column] = profileData(data, []).columns;
    expect(column).toMatchObject({ kind: 'category', count: 5, missing: 1, distinct: 3, categories: [{ name: 'red', rows: 3 }] });
    expect(column.byClass.map(({ top }) => top)).toEqual([{ name: 'red', rows: 2 }, null]);
  });

  test('with personal data has counts only', () => {
    const profile = profileData(data, [personal('c')]);
    expect(profile.columns[0]).toMatchObject({ count: 5, missing: 1, distinct: 3, hidden: true, categories: null, byClass: [] });
    expect(JSON.stringify(profile)).not.toMatch(/red|blue|once/);
  });

  test('of names that hardly come twice is left out of the samples', () => {
    const names = range(10).map((i) => `person ${i}`);
    const target = classes(
      ['a', 'b'],
      range(10).map((i) => i % 2),
    );
    const profile = profileData(table([categories('who', names, ...range(10)), numbers('x', ...range(10))], target), []);
    expect(JSON.stringify(profile)).not.toContain('person');
    expect(profile.columns.map(({ toLabel }) => toLabel?.measure)).toEqual([undefined, 'eta']);
    expect(profile.samples).toHaveLength(SAMPLE_ROWS);
    expect(profile.samples[1]).toEqual({ row: 2, label: 'a', cells: [null, 2], pixels: null });
  });

  test('a label that is personal is told neither as classes nor in the samples', () => {
    const profile = profileData(table([numbers('x', 1, 2)], classes(['Ann', 'Bob'], [0, 1])), [personal('label')]);
    expect(profile).toMatchObject({ classes: [], label: { hidden: true, distinct: 2 } });
    expect(JSON.stringify(profile)).not.toMatch(/Ann|Bob/);
  });
});

describe('what columns tell of the label and of each other', () => {
  const target = classes(['a', 'b'], [0, 0, 1, 1]);

  test('numbers and classes: the correlation ratio', () => {
    const { columns } = profileData(
      table([numbers('all', 1, 1, 3, 3), numbers('none', 1, 3, 1, 3), numbers('some', 1, 2, 2, 3)], target),
      [],
    );
    // SS between / SS total of «some» is 1 / 2.
    const expected = [1, 0, expect.closeTo(Math.SQRT1_2, 4)].map((value) => ({ measure: 'eta', value }));
    expect(columns.map(({ toLabel }) => toLabel)).toEqual(expected);
  });

  test('categories and classes: Cramér’s V', () => {
    const { columns } = profileData(
      table(
        [categories('all', ['x', 'y'], 1, 1, 0, 0), categories('none', ['x', 'y'], 0, 1, 0, 1), categories('one', ['x'], 0, 0, 0, 0)],
        target,
      ),
      [],
    );
    expect(columns.map(({ toLabel }) => toLabel?.value)).toEqual([1, 0, undefined]);
  });

  test('numbers and numbers: Pearson’s r', () => {
    const columns = [numbers('up', 1, 2, 3, 4), numbers('down', 4, 3, 2, nan), numbers('bent', 1, 4, 9, 16), numbers('flat', 5, 5, 5, 5)];
    const profile = profileData(table(columns, values(2, 4, 6, 8)), []);
    expect(profile.columns.map(({ toLabel }) => toLabel?.value)).toEqual([1, -1, 0.9844, undefined]);
    expect(profile.correlations).toEqual([
      { a: 'up', b: 'down', r: -1 },
      { a: 'down', b: 'bent', r: -0.9897 },
      { a: 'up', b: 'bent', r: 0.9844 },
    ]);
  });
});

test('images: their mean and deviation, overall and for each class', () => {
  const data = images(
    [
      [0, 0, 255, 255],
      [0, 255, 255, 255],
      [51, 51, 51, 51],
    ],
    classes(['a', 'b'], [0, 0, 1]),
  );
  const { images: profile, samples } = profileData(data, []);
  const bytes = (text: string) => [...bytesOfBase64(text)];
  expect(profile?.pictures).toHaveLength(3);
  expect(profile?.pictures.map(({ mean }) => bytes(mean))).toEqual([
    [17, 102, 187, 187],
    [0, 128, 255, 255],
    [51, 51, 51, 51],
  ]);
  // Of 0 and 1 in equal parts: the most there can be.
  expect(bytes(profile!.pictures[1].deviation)).toEqual([0, 255, 0, 0]);
  expect(profile).toMatchObject({ height: 2, width: 2, mean: 0.4833 });
  expect(profile?.histogram.filter((count) => count > 0)).toEqual([3, 4, 5]);
  expect(samples.map(({ row, label, pixels }) => [row, label, bytes(pixels!)])).toEqual([
    [0, 'a', [0, 0, 255, 255]],
    [2, 'b', [51, 51, 51, 51]],
    [1, 'a', [0, 255, 255, 255]],
  ]);
});

test('of data about people no row is a sample in the transcript, and else nothing is missing', () => {
  const audit = auditData('pretrain', phaseData(table([numbers('x', 1, 2)], classes(['a', 'b'], [0, 1]))));
  expect(audit.profile?.samples).toHaveLength(2);
  expect(withoutSamples(audit)).toEqual({ ...audit, profile: { ...audit.profile, samples: [] } });
});

describe('its size', () => {
  const bytesOf = (audit: Audit) => canonicalJson(audit.profile).length;

  test('a table of as many columns and classes as there may be stays below 100 kB', () => {
    const rows = range(500);
    const noise = (seed: number) => rows.map((row) => Math.sin(row * seed) * 1234.567);
    const columns = range(MAX_COLUMNS + 40).map((i) => numbers(`column number ${i}`, ...noise(i + 1)));
    const names = range(30).map((i) => `class ${i}`);
    const audit = auditData(
      'pretrain',
      phaseData(
        table(
          columns,
          classes(
            names,
            rows.map((row) => row % 30),
          ),
        ),
      ),
    );
    expect(audit.profile?.columns).toHaveLength(MAX_COLUMNS);
    expect(audit.profile?.columnsLeftOut).toBe(40);
    expect(audit.profile?.classes).toHaveLength(MAX_CLASSES);
    expect(bytesOf(audit)).toBeLessThan(100_000);
    expect(auditCheck(JSON.parse(JSON.stringify(audit)), { document: 'audit', path: '' })).toEqual(audit);
  });

  test('ten classes of images stay below 50 kB', () => {
    const file = new URL('../../../../public/samples/mnist/t10k-images-idx3-ubyte.gz', import.meta.url);
    const pixels = new Uint8Array(gunzipSync(readFileSync(file)).subarray(16, 16 + 784 * 200));
    const features = { kind: 'image', height: 28, width: 28, maximum: 255, pixels, resizedFrom: null } as const;
    const target = classes(
      range(10).map(String),
      range(200).map((i) => i % 10),
    );
    const audit = auditData('pretrain', phaseData({ rows: 200, features, target, excluded: [] }));
    expect(bytesOf(audit)).toBeLessThan(50_000);
    expect(auditCheck(JSON.parse(JSON.stringify(audit)), { document: 'audit', path: '' })).toEqual(audit);
  });

  test('a profile with a field that does not belong there is refused', () => {
    const audit = auditData('pretrain', phaseData(table([numbers('x', 1, 2)], classes(['a', 'b'], [0, 1]))));
    const changed = { ...audit, profile: { ...audit.profile, extra: 1 } };
    expect(() => auditCheck(changed, { document: 'audit', path: '' })).toThrow(/profile\.extra/);
  });

  test.each(['<svg>', 'AAA', 'AAAA=', '=AAA'])('a picture that is not base64 is refused: %s', (pixels) => {
    const audit = auditData('pretrain', phaseData(table([numbers('x', 1, 2)], classes(['a', 'b'], [0, 1]))));
    const samples = [{ row: 0, label: 'a', cells: [], pixels }];
    const changed = { ...audit, profile: { ...audit.profile, samples } };
    expect(() => auditCheck(changed, { document: 'audit', path: '' })).toThrow(/profile\.samples\[0\]\.pixels.*base64/);
  });
});
