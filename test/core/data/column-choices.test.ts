import { describe, expect, test } from 'vitest';
import type { ColumnChoices } from '../../../src/core/data/column-choices.ts';
import { summariseColumns } from '../../../src/core/data/column-summary.ts';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import { factsOf } from '../../../src/core/data/table.ts';
import { MAX_TEXTS } from '../../../src/core/data/table-column.ts';
import { tableDatasets } from '../../../src/core/data/table-dataset.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { setPath } from '../../../src/core/spec/spec-paths.ts';
import { readCsv } from '../../../src/formats/csv.ts';
import { opened } from '../../formats/byte-source.ts';
import { problemOfAsync } from '../../problem-of.ts';

const PEOPLE = `id,zip,age,joined,label
ann,1011,30,2020-01-05,yes
bob,2022,?,2020-02-05,no
cyd,1011,41,2021-03-01,yes
dan,3033,-9,2021-04-09,no
`;

async function read(options: ReadOptions, text = PEOPLE) {
  const { table } = await readCsv(await opened(text, 'people.csv'), options);
  return { table, ...tableDatasets(table, null, options) };
}

const problem = (options: ReadOptions, text?: string) => problemOfAsync(() => read(options, text));
const featuresOf = ({ train }: Awaited<ReturnType<typeof read>>) =>
  train.features.kind === 'table' ? train.features.columns.map(({ name, kind }) => `${name}: ${kind}`) : [];
const columns = (choices: ColumnChoices): ReadOptions => ({ columns: choices });

describe('roles', () => {
  test('the subject key and what is ignored are no inputs, and are told as such', async () => {
    const reading = await read(columns({ id: { role: 'subject' }, joined: { role: 'ignore' } }));
    expect(featuresOf(reading)).toEqual(['zip: number', 'age: category']);
    expect(reading.plan.subject).toBe(0);
    expect(summariseColumns(reading.table, reading.plan).map(({ role }) => role)).toEqual([
      'subject',
      'feature',
      'feature',
      'ignore',
      'label',
    ]);
  });

  test('a label is looked for among the others', async () => {
    const reading = await read(columns({ label: { role: 'ignore' } }));
    expect(reading.plan.label).toBe(3);
    expect(await problem({ label: 'id', columns: { id: { role: 'subject' } } })).toEqual({
      code: 'columns-role-of-label',
      fields: { file: 'people.csv', column: 'id', role: 'subject' },
    });
  });

  test('more different texts than there could be inputs are read where they are none', async () => {
    const rows = Array.from({ length: MAX_TEXTS + 5 }, (_, i) => `name${i},${i % 7},${i % 2 === 0 ? 'a' : 'b'}\n`);
    const text = `id,x,label\n${rows.join('')}`;
    expect(await problem({}, text)).toMatchObject({ code: 'table-too-many-texts', fields: { column: 'id' } });
    for (const role of ['subject', 'ignore'] as const)
      expect(featuresOf(await read(columns({ id: { role } }), text))).toEqual(['x: number']);
  });

  test('columns that are not there, two subjects and no feature at all are refused', async () => {
    expect(await problem(columns({ nobody: { role: 'ignore' } }))).toEqual({
      code: 'columns-unknown',
      fields: { file: 'people.csv', unknown: 'nobody', count: 5, columns: 'id, zip, age, joined, label' },
    });
    expect(await problem(columns({ id: { role: 'subject' }, zip: { role: 'subject' } }))).toMatchObject({ code: 'columns-two-subjects' });
    const none = { id: { role: 'ignore' }, zip: { role: 'ignore' }, age: { role: 'ignore' }, joined: { role: 'ignore' } } as const;
    expect(await problem(columns(none))).toEqual({ code: 'columns-none-left', fields: { file: 'people.csv', label: 'label' } });
  });

  test('a column that is called __proto__ can be ignored', async () => {
    const choices = JSON.parse('{"__proto__": {"role": "ignore"}}') as ColumnChoices;
    expect(featuresOf(await read(columns(choices), '__proto__,b,label\n1,2,x\n3,4,y\n'))).toEqual(['b: number']);
  });
});

describe('kinds', () => {
  test('numbers can be names, and names numbers: what is none is missing and told', async () => {
    const reading = await read(columns({ zip: { kind: 'category' }, age: { kind: 'number' }, id: { kind: 'number' } }));
    expect(featuresOf(reading)).toEqual(['id: number', 'zip: category', 'age: number', 'joined: category']);
    const { train, table, plan } = reading;
    const [id, zip] = train.features.kind === 'table' ? train.features.columns : [];
    expect(id.kind === 'number' && [...id.values]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(zip.kind === 'category' && [zip.names, [...zip.codes]]).toEqual([
      ['1011', '2022', '3033'],
      [0, 1, 0, 2],
    ]);
    expect(factsOf(table, 0, plan.kinds).columns.map(({ mismatches }) => mismatches)).toEqual([4, 0, 1, 0, 0]);
  });

  test('what the cells look like is told beside it', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `a note of its own ${i},${i % 3},x\n`).join('');
    const { table, plan } = await read({}, `note,x,label\n${rows}`);
    expect(summariseColumns(table, plan).map(({ looks }) => looks)).toEqual(['text', 'number', 'category']);
    const people = await read({});
    expect(summariseColumns(people.table, people.plan).map(({ looks }) => looks)).toEqual([
      'category',
      'number',
      'category',
      'date',
      'category',
    ]);
  });
});

describe('missing values', () => {
  test('marks hold for one column, or for all', async () => {
    const one = await read(columns({ age: { missing: ['?', '-9'] } }));
    expect(one.table.columns.map(({ missing }) => missing)).toEqual([0, 0, 2, 0, 0]);
    expect(one.plan.kinds[2]).toBe('number');
    expect((await read({ missing: ['?', '1011'] })).table.columns.map(({ missing }) => missing)).toEqual([0, 2, 1, 0, 0]);
  });
});

test('the command line sets them too', () => {
  const spec = setPath(DEFAULT_SPEC, 'phases.pretrain.data.columns', '{"id": {"role": "subject"}}');
  expect(spec.phases[0].data.columns).toEqual({ id: { role: 'subject' } });
  expect(setPath(spec, 'phases.pretrain.data.missing', '["?"]').phases[0].data.missing).toEqual(['?']);
});
