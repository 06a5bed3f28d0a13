import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Audit } from '../../src/core/audit/audit.ts';
import type { RunSpec } from '../../src/core/spec/spec.ts';
import { decodeSpec } from '../../src/core/spec/spec-link.ts';
import { downloadBundle, eventsIn } from './bundle.ts';
import { CARD, ownTable } from './runs.ts';
import { file, launch, type Visit, visit } from './visit.ts';

/** 60 rows, row 5 without a width, and four repeats of row 0 behind them. */
const DIRTY = file('dirty.csv', `width,height,label\n${Array.from({ length: 60 }, (_, i) => line(i)).join('')}${line(0).repeat(4)}`);

function line(i: number): string {
  return `${i === 5 ? '' : i % 7},${(i * 3) % 11},${i % 7 > 3 ? 'wide' : 'narrow'}\n`;
}

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

beforeEach(async () => {
  the = await visit(browser, { spec: ownTable() });
  return () => the.close();
});

test('what the audit finds is fixed, taken back and fixed again, and stands in the bundle', async () => {
  const data = the.region('Pretraining data');
  await data.getByLabel('Choose files').setInputFiles(DIRTY);
  await data.getByLabel('Load card file').setInputFiles(CARD);
  await data.getByRole('button', { name: 'See the audit' }).click();
  const audit = the.region('Audit');
  const press = (name: string) => audit.getByRole('button', { name, exact: true }).click();
  const gap = audit.getByText('Column “width” has no value in 1 of 64 rows');
  const version = audit.getByRole('status').filter({ hasText: 'Version' });
  const about = (part: string) => audit.getByRole('listitem').filter({ hasText: part });

  await gap.waitFor();
  await about('has no value in 1 of 64').getByRole('button', { name: 'Show them' }).click();
  expect(await audit.getByRole('group', { name: 'Rows of this finding' }).locator('tbody').innerText()).toBe('5\tmissing\t4\twide');

  await press('Fill “width” with its median');
  await gap.waitFor({ state: 'detached' });
  await version.filter({ hasText: '1 fix' }).waitFor();
  await press('Undo');
  await gap.waitFor();
  await version.filter({ hasText: 'as read' }).waitFor();
  await press('Redo');
  await gap.waitFor({ state: 'detached' });

  await press('Leave out repeats, keep the first');
  await audit.getByText('64 → 60 rows').waitFor();
  await the.button('Start').click();
  await the.page.getByRole('article', { name: 'Result' }).getByText('Finished', { exact: true }).waitFor();
  const bundle = await downloadBundle(the);
  const json = (path: string) => JSON.parse(new TextDecoder().decode(bundle.get(path)));
  const recipe = [
    { kind: 'impute', column: 'width', by: 'median', finding: 'missing-values' },
    { kind: 'drop-matching', rule: 'duplicates', finding: 'exact-duplicates' },
  ];
  const { phases }: RunSpec = json('run.json');
  expect(phases[0].data.fixes).toEqual(recipe);
  const audited = eventsIn(bundle).find((event): event is { kind: string; audit: Audit } => event.kind === 'data-audited')!;
  expect(audited.audit.source.version!.steps.map(({ effect }) => [effect.cells, effect.rows.after])).toEqual([
    [1, 64],
    [0, 60],
  ]);
  const shown = await version.locator('span').getAttribute('title');
  expect(audited.audit.source.version!.id).toBe(shown);
  const rows = new TextDecoder()
    .decode(gunzipSync(bundle.get('usage/pretrain.tsv.gz')!))
    .trim()
    .split(/\s+/)
    .map(Number);
  expect(rows.every((row) => row < 60)).toBe(true);
  await expect
    .poll(() => decodeSpec(new URLSearchParams(new URL(the.page.url()).hash.slice(1)).get('spec') ?? '').phases[0].data.fixes)
    .toEqual(recipe);
  expect(the.complaints).toEqual([]);
});
