import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/audit/ts-profile.ts';
import { profileData } from '../../../src/core/audit/profile/profile-data.ts';
import { categories, classes, images, numbers, range, table } from '../../core/audit/build-data.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const ROWS = range(40);
const target = classes(
  ['no', 'yes'],
  ROWS.map((row) => row % 2),
);

const tableProfile = () =>
  profileData(
    table(
      [
        numbers('age', ...ROWS.map((row) => (row === 0 ? Number.NaN : row))),
        numbers('months', ...ROWS.map((row) => 12 * row)),
        categories('<b>city</b>', ['Lima', 'Oslo'], ...ROWS.map((row) => row % 2)),
      ],
      target,
    ),
    [],
  );

const imageProfile = () =>
  profileData(
    images(
      ROWS.map((row) => [row, 255 - row, 0, 255]),
      target,
    ),
    [],
  );

describe('ts-profile', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, open and closed, ${theme}`, async () => {
      for (const profile of [tableProfile(), imageProfile()]) {
        const element = await mount('ts-profile', { profile });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        for (const details of findAll(element, 'details')) (details as HTMLDetailsElement).open = true;
        await settled(element);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('has each column of a table, the label first, and opens to its figures', async () => {
    const element = await mount('ts-profile', { profile: tableProfile() });
    expect(findAll(element, 'summary').map(wordsOf)).toEqual([
      'label categories',
      'age numbers 2.5% missing',
      'months numbers',
      '<b>city</b> categories',
    ]);
    const age = findAll(element, 'details')[1];
    find(age, 'summary').click();
    await settled(element);
    expect((age as HTMLDetailsElement).open).toBe(true);
    expect(wordsOf(age)).toContain('39 values, 1 missing, 39 different');
    expect(wordsOf(age)).toContain('Mean ± deviation 20 ± 11.4 Least, greatest 1, 39 Quartiles 10.5, 20, 29.5');
    expect(wordsOf(age)).toContain('Mean ± deviation of each class no 20 ± 11.25 yes 20 ± 11.83');
    expect(wordsOf(findAll(element, 'details')[3])).toContain('With the label 1.000 (Cramér’s V)');
    expect(wordsOf(findAll(element, 'p').at(-1)!)).toBe('Columns that go together (Pearson’s r): age – months 1.000');
  });

  test('shows of images the mean of all and of each class', async () => {
    const element = await mount('ts-profile', { profile: imageProfile() });
    expect(findAll(element, '.pictures li').map(wordsOf)).toEqual(['all rows', 'no', 'yes']);
    expect(findAll(element, 'ts-row-picture')).toHaveLength(6);
    expect(find(element, 'ul').getAttribute('aria-label')).toBe('Mean image and deviation of its pixels, overall and of each class');
  });
});
