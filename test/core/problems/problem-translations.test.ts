import { expect, test } from 'vitest';
import { PROBLEM_TEXTS, type ProblemCode } from '../../../src/core/problems/problem-texts.ts';
import { PROBLEM_TEXTS as CHINESE } from '../../../src/core/problems/problem-texts-zh-hans.ts';

const places = (text: string): readonly string[] => [...new Set(text.match(/\{\w+%?\}/g) ?? [])].sort();

test.each(Object.entries(CHINESE))('%s shows the same in Chinese', (code, text) => {
  expect(places(text)).toEqual(places(PROBLEM_TEXTS[code as ProblemCode]));
  expect(text).toMatch(/\p{Script=Han}/u);
});
