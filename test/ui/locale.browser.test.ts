import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { makeFinding } from '../../src/core/audit/finding.ts';
import { findingText } from '../../src/ui/audit/finding-text.ts';
import { preferredLocale, useLocale } from '../../src/ui/locale.ts';
import { problemText } from '../../src/ui/parts/problem-text.ts';
import '../../src/ui/ts-frame.ts';
import { violations } from './accessibility.ts';
import { loadedState } from './fixture-state.ts';
import { mount } from './mount.ts';

afterEach(async () => {
  await useLocale('en');
  localStorage.clear();
});

test('the page speaks Chinese, its numbers and regions too, and is as accessible', async () => {
  const frame = await mount('ts-frame', { state: loadedState() });
  await useLocale('zh-Hans');
  await expect.element(page.getByRole('button', { name: '开始', exact: true })).toBeEnabled();
  await expect.element(page.getByRole('region', { name: '预训练数据' })).toBeVisible();
  await expect.element(page.getByText('MNIST · 60,000 + 10,000 行 · 10 个类别 · 28×28 图像')).toBeVisible();
  expect(document.documentElement.lang).toBe('zh-Hans');
  expect(await violations(frame)).toEqual([]);
});

test('charts that were drawn before the language had arrived are drawn anew in it', async () => {
  document.documentElement.lang = 'zh-Hans';
  const frame = await mount('ts-frame', { state: loadedState() });
  const progress = frame.shadowRoot!.querySelector('ts-progress')!;
  const bands = () => progress.shadowRoot!.querySelector('ts-chart')!.content!.bands.map(({ label }) => label);
  expect(bands()[0]).toBe('Pretrain');
  await useLocale('zh-Hans');
  await expect.poll(bands).toEqual(['预训练', '微调，叠加基线']);
});

test('findings are in the language of the page', async () => {
  const finding = makeFinding('personal-email', 'warning', {
    column: 'contact',
    count: 3,
    fields: { total: 9, share: 33.33, shape: 'a…@…' },
  });
  expect(findingText(finding)).toContain('Column “contact” has e-mail addresses in 3 of 9 rows');
  await useLocale('zh-Hans');
  expect(findingText(finding)).toContain('列“contact”在 9 行中有 3 行（33.33 %）含电子邮件地址，形如“a…@…”。');
});

test('problems are in the language of the page, and name the phases as it does', async () => {
  const problem = { code: 'data-missing', fields: { phase: 'finetune' } } as const;
  expect(problemText(problem)).toBe('The finetune phase has no data: choose files or use the sample, or skip the phase.');
  await useLocale('zh-Hans');
  expect(problemText(problem)).toBe('微调阶段没有数据：请选择文件或使用示例，或跳过该阶段。');
  expect(problemText({ code: 'flag-unknown', fields: { flag: '--out', nearest: '--outs' } })).toContain('There is no flag --out.');
});

test('the language is the chosen one, else the first that the browser asks for and the page speaks', async () => {
  expect(preferredLocale(['fr-FR', 'zh-CN', 'en-US'])).toBe('zh-Hans');
  expect(preferredLocale(['zh-TW', 'en-GB'])).toBe('en');
  expect(preferredLocale(['fr'])).toBe('en');
  await useLocale('zh-Hans');
  expect(preferredLocale(['en'])).toBe('zh-Hans');
});
