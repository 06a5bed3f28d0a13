import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadBundle } from './bundle.ts';
import { SMALL_DIGITS } from './runs.ts';
import { launch, visit } from './visit.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('the report is in the language that the page is in when the bundle is downloaded', async () => {
  const the = await visit(browser, { spec: SMALL_DIGITS });
  await the.button('Start').click();
  await the.page.getByRole('article', { name: 'Result' }).getByText('Finished', { exact: true }).waitFor();
  const english = reportIn(await downloadBundle(the));
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('How the classes were used');
  await the.page.getByLabel('Language').selectOption('zh-Hans');
  await the.button('下载归档包').waitFor();
  const inChinese = { ...the, button: (name: string) => the.button(name === 'Download bundle' ? '下载归档包' : name) };
  const chinese = reportIn(await downloadBundle(inChinese));
  expect(chinese).toContain('<html lang="zh-Hans">');
  expect(chinese).toContain('各类别的使用');
  expect(chinese.match(/<td class="own"><span class="n">100%/g)).toHaveLength(10);
  expect(the.complaints).toEqual([]);
  await the.close();
  expect(await barriersOf(english)).toEqual([]);
  expect(await barriersOf(chinese)).toEqual([]);
});

/** What axe finds in the report on a phone, where its tables are wider than the page. */
async function barriersOf(report: string): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, bypassCSP: true });
  await page.setContent(report);
  await page.evaluate(AXE);
  const results: AxeResults = await page.evaluate('axe.run()');
  await page.close();
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

const reportIn = (files: ReadonlyMap<string, Uint8Array>): string => new TextDecoder().decode(files.get('audit/report.html'));
