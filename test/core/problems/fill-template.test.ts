import { expect, test } from 'vitest';
import { fillTemplate } from '../../../src/core/problems/fill-template.ts';

test.each([
  ['{rows} rows', { rows: 60_000 }, '60,000 rows'],
  ['a loss of {loss}', { loss: 0.123_456_789 }, 'a loss of 0.123457'],
  ['{value%} are right, below {least%}', { value: 0.66667, least: 1 }, '66.7 % are right, below 100 %'],
  ['{value%}', { value: 'NaN' }, 'NaN'],
  ['{file}: {constructor}', { file: 'a.csv' }, 'a.csv: ?'],
])('%s with %j', (template, fields, text) => expect(fillTemplate(template, fields)).toBe(text));
