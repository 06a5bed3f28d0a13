import { expect, test } from 'vitest';
import { FINDING_TEXTS as ENGLISH } from '../../../src/core/audit/finding-texts.ts';
import { FINDING_TEXTS as CHINESE } from '../../../src/core/audit/finding-texts-zh-hans.ts';
import { RULE_TEXTS } from '../../../src/core/policy/rule-texts.ts';
import { RULE_TEXTS as CHINESE_RULES } from '../../../src/core/policy/rule-texts-zh-hans.ts';

const places = (text: string): readonly string[] => [...new Set(text.match(/\{\w+%?\}/g) ?? [])].sort();

test.each(Object.entries(CHINESE))('%s shows the same numbers in Chinese', (code, text) => {
  expect(places(text)).toEqual(places(ENGLISH[code as keyof typeof ENGLISH]));
});

test.each(Object.entries(CHINESE_RULES))('rule text %s shows the same in Chinese', (key, text) => {
  expect(places(text)).toEqual(places(RULE_TEXTS[key as keyof typeof RULE_TEXTS]));
  expect(text).toMatch(/\p{Script=Han}/u);
});
