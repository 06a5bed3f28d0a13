import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadBundle } from './bundle.ts';
import { SMALL_DIGITS } from './runs.ts';
import { launch, visit } from './visit.ts';

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
  expect(
    chinese.match(
      /<tr><th scope="row"><bdi class="f">\d<\/bdi><\/th>\s*<td class="n">\d+ <span class="quiet">[\d.]+%<\/span><\/td>\s*<td class="n">\d+ <span class="quiet">100%/g,
    ),
  ).toHaveLength(10);
  expect(the.complaints).toEqual([]);
  await the.close();
});

const reportIn = (files: ReadonlyMap<string, Uint8Array>): string => new TextDecoder().decode(files.get('audit/report.html'));
