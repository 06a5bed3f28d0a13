import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/data/ts-data-preview.ts';
import '../../../src/ui/data/ts-data-summary.ts';
import type { DataSummary } from '../../../src/ui/data/reading-texts.ts';
import { tableData } from '../fixture-data.ts';
import { accessibilityProblems, find, findAll, mount, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const ROLES = { age: 'feature', income: 'subject', city: 'feature', tenure_months: 'ignore', label: 'label' } as const;

const summary = (): DataSummary => ({
  ...tableData('pretrain').summary!,
  columns: Object.entries(ROLES).map(([name, role]) => ({ name, role, kind: 'number', looks: 'number', missing: 0 })),
});

describe.each(['ts-data-preview', 'ts-data-summary'] as const)('%s', (tag) => {
  test.each(['light', 'dark'] as const)('is accessible, %s', async (theme) => {
    expect(await accessibilityProblems(await mount(tag, { summary: summary() }), theme)).toEqual([]);
  });

  test('says below its name what a column is for, unless the network sees it', async () => {
    const element = await mount(tag, { summary: summary() });
    expect(findAll(element, 'thead th').map(wordsOf)).toEqual([
      'age',
      'income Subject key',
      'city',
      'tenure_months Not used',
      'label Label',
    ]);
    expect(findAll(element, 'tbody tr:first-child td').map(({ className }) => className)).toEqual(Object.values(ROLES));
    const colourOf = (role: string) => getComputedStyle(find(element, `td.${role}`)).color;
    expect(colourOf('ignore')).not.toBe(colourOf('feature'));
  });

  test('knows the label of a table whose columns are too many to be summed up', async () => {
    const element = await mount(tag, { summary: { ...summary(), columns: [] } });
    expect(findAll(element, 'thead th').map(wordsOf)).toEqual(['age', 'income', 'city', 'tenure_months', 'label Label']);
  });
});
