import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import '../../../src/ui/data/ts-columns-form.ts';
import '../../../src/ui/data/ts-reading-form.ts';
import type { TsColumnsForm } from '../../../src/ui/data/ts-columns-form.ts';
import { tableData } from '../fixture-data.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

const COLUMNS: TsColumnsForm['columns'] = [
  { name: 'person', role: 'subject', kind: 'category', looks: 'text', missing: 0 },
  { name: 'age', role: 'feature', kind: 'number', looks: 'number', missing: 3 },
  { name: 'joined', role: 'feature', kind: 'category', looks: 'date', missing: 0 },
  { name: 'stays', role: 'label', kind: 'category', looks: 'category', missing: 0 },
];
const OPTIONS: ReadOptions = { columns: { person: { role: 'subject' } } };

afterEach(unmountAll);

async function open(columns = COLUMNS, options = OPTIONS) {
  const form = await mount('ts-columns-form', { columns, options }, 340);
  for (const details of findAll(form, 'details')) (details as HTMLDetailsElement).open = true;
  await settled(form);
  return { form, fired: heard<ReadOptions>(form, 'ts-options'), ofColumn: (i: number) => findAll(form, 'details')[i] };
}

test.each(['light', 'dark'] as const)('axe finds nothing wrong in %s', async (theme) => {
  expect(await accessibilityProblems((await open()).form, theme)).toEqual([]);
});

test('tells of each column what it is for and what it looks like', async () => {
  const { form } = await open();
  expect(findAll(form, 'summary').map(wordsOf)).toEqual(['person Subject key', 'age numbers · 3 missing', 'joined dates', 'stays Label']);
});

test('what a person chooses of one column leaves the others', async () => {
  const { fired, ofColumn } = await open();
  await userEvent.selectOptions(find(ofColumn(2), 'select'), 'ignore');
  await userEvent.selectOptions(find(ofColumn(1), 'label:nth-of-type(2) select'), 'category');
  await userEvent.fill(find(ofColumn(1), 'input'), '? -9 ?');
  await userEvent.tab();
  expect(fired.map(({ columns }) => columns)).toEqual([
    { person: { role: 'subject' }, joined: { role: 'ignore' } },
    { person: { role: 'subject' }, age: { kind: 'category' } },
    { person: { role: 'subject' }, age: { missing: ['?', '-9'] } },
  ]);
});

test('there is one subject key and one label: a new one takes the place of the old', async () => {
  const { fired, ofColumn } = await open();
  await userEvent.selectOptions(find(ofColumn(2), 'select'), 'subject');
  await userEvent.selectOptions(find(ofColumn(1), 'select'), 'label');
  await userEvent.selectOptions(find(ofColumn(0), 'select'), 'feature');
  await userEvent.selectOptions(find(ofColumn(3), 'select'), 'ignore');
  expect(fired).toEqual([
    { columns: { joined: { role: 'subject' } } },
    { columns: { person: { role: 'subject' } }, label: 1 },
    { columns: null },
    { columns: { person: { role: 'subject' }, stays: { role: 'ignore' } }, label: null },
  ]);
});

test('works by the keyboard alone', async () => {
  const { form } = await open();
  for (const details of findAll(form, 'details')) (details as HTMLDetailsElement).open = false;
  (find(form, 'summary') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect((findAll(form, 'details')[0] as HTMLDetailsElement).open).toBe(true);
  await userEvent.tab();
  expect(form.shadowRoot?.activeElement?.localName).toBe('select');
});

test('hundreds of columns are found by name', async () => {
  const many = Array.from({ length: 785 }, (_, i) => ({ ...COLUMNS[1], name: `pixel ${i}` }));
  const { form } = await open(many, {});
  expect(findAll(form, 'details')).toHaveLength(30);
  await userEvent.fill(find(form, 'input[type=search]'), 'pixel 777');
  await settled(form);
  expect(findAll(form, '.name').map(wordsOf)).toEqual(['pixel 777']);
});

test('the reading form counts the corrections, tells its notes, and takes all of it back', async () => {
  const { summary } = tableData('pretrain');
  const reading = { ...summary!.reading, notes: [{ code: 'padded-rows' as const, fields: { count: 3 } }] };
  const form = await mount('ts-reading-form', { reading, columns: COLUMNS, options: { ...OPTIONS, ragged: 'pad' } }, 340);
  (find(form, 'details') as HTMLDetailsElement).open = true;
  await settled(form);
  const reset = heard(form, 'ts-reset');
  const options = heard<ReadOptions>(form, 'ts-options');
  expect(wordsOf(find(form, 'summary'))).toContain('2 corrections');
  expect(wordsOf(find(form, '.notes'))).toBe('3 rows of another length were made to fit: what they lack is missing.');
  expect(await accessibilityProblems(form, 'light')).toEqual([]);
  await userEvent.fill(find(form, 'input[placeholder="? -"]'), '?');
  await userEvent.tab();
  expect(options).toEqual([{ ...OPTIONS, ragged: 'pad', missing: ['?'] }]);
  await userEvent.click([...findAll(form, 'button')].find((button) => wordsOf(button) === 'Read as found again')!);
  expect(reset).toHaveLength(1);
});
