import { expect, test } from 'vitest';
import { FINDING_TEXTS as ENGLISH } from '../../src/core/audit/finding-texts.ts';
import { FINDING_TEXTS as CHINESE } from '../../src/ui/locales/zh-Hans-findings.ts';

const places = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test.each(Object.entries(CHINESE))('%s shows the same numbers in Chinese', (code, text) => {
  expect(places(text)).toEqual(places(ENGLISH[code as keyof typeof ENGLISH]));
});
