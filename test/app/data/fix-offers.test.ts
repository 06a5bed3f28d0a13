import { describe, expect, test } from 'vitest';
import { type OfferContext, offersFor, rowsOf } from '../../../src/app/data/fix-offers.ts';
import type { Finding, FindingCode } from '../../../src/core/audit/audit.ts';
import { makeFinding } from '../../../src/core/audit/finding.ts';

const context: OfferContext = {
  options: { columns: { age: { missing: ['-'] } } },
  columns: [
    { name: 'age', role: 'feature', kind: 'number', looks: 'number', missing: 2 },
    { name: 'city', role: 'feature', kind: 'category', looks: 'category', missing: 2 },
    { name: 'id', role: 'ignore', kind: 'number', looks: 'number', missing: 0 },
  ],
  classes: ['a', 'b', 'c'],
};

const finding = (code: FindingCode, details: Partial<Finding> = {}): Finding => ({
  ...makeFinding(code, 'warning', { count: 2, rows: [4, 9] }),
  ...details,
});

const told = (one: Finding, other: Partial<OfferContext> = {}) =>
  offersFor(one, { ...context, ...other }).map((offer) => {
    if (offer.kind === 'ask') return offer.ask;
    if (offer.kind === 'read') return `${offer.way} ${offer.text}`;
    const { kind, finding: at, ...rest } = { finding: null, ...offer.fix };
    expect(at).toBe(one.code);
    return `${kind} ${Object.values(rest).join(' ')}${offer.elsewhere === undefined ? '' : ` in ${offer.elsewhere}`}`;
  });

describe('what can be done', () => {
  test.each<[Finding, string[]]>([
    [
      finding('missing-values', { column: 'age' }),
      ['impute age median', 'impute age mean', 'value', 'drop-matching missing age', 'leave-column age', 'reason'],
    ],
    [
      finding('type-mismatch', { column: 'city' }),
      ['impute city most-frequent', 'value', 'drop-matching missing city', 'leave-column city', 'reason'],
    ],
    [finding('missing-values', { column: 'id' }), ['reason']],
    [finding('exact-duplicates', { severity: 'info' }), ['drop-matching duplicates']],
    [finding('conflicting-duplicates'), ['drop-matching conflicts', 'label', 'reason']],
    [finding('conflicting-duplicates', { count: 99 }), ['drop-matching conflicts', 'reason']],
    [finding('train-test-duplicates'), ['drop-matching in-training', 'reason']],
    [finding('near-train-test-duplicates'), ['drop-rows 4,9 test', 'reason']],
    [finding('outliers'), ['drop-rows 4,9', 'reason']],
    [finding('pretrain-test-duplicates', { pretrainRows: [2, 7, 8] }), ['drop-rows 2,7,8 in pretrain', 'reason']],
    [finding('pretrain-test-duplicates'), ['reason']],
    [finding('pretrain-duplicates', { pretrainRows: [2] }), ['drop-rows 2 in pretrain', 'reason']],
    [finding('pretrain-duplicates', { pretrainRows: [2], severity: 'info' }), []],
    [finding('tiny-classes'), ['merge', 'reason']],
    [finding('dirty-categories', { column: 'city' }), ['write-alike city', 'leave-column city', 'reason']],
    [finding('label-variants', { column: 'kind' }), ['write-alike kind', 'merge', 'reason']],
    [finding('placeholder-values', { column: 'age', fields: { value: -999 } }), ['mark-missing -999', 'leave-column age', 'reason']],
    [finding('wrong-scale', { fields: { greatest: 12, maximum: 255 } }), ['set-scale 16', 'reason']],
    [finding('inverted-images'), ['invert-images ', 'reason']],
    [finding('polarity-differs', { fields: { first: 0.13, second: 0.87 } }), ['invert-images ', 'reason']],
    [finding('polarity-differs', { fields: { first: 0.87, second: 0.13 } }), ['invert-images  in pretrain', 'reason']],
    [finding('test-polarity-differs', { fields: { first: 0.13, second: 0.87 } }), ['reason']],
    [finding('test-feature-drift', { column: 'age' }), ['leave-column age', 'reason']],
    [finding('one-class', { severity: 'error' }), []],
    [finding('personal-email', { column: 'city' }), ['leave-column city', 'reason']],
  ])('about $code', (one, offers) => expect(told(one)).toEqual(offers));

  test('two classes are not merged into one', () => expect(told(finding('tiny-classes'), { classes: ['a', 'b'] })).toEqual(['reason']));

  test('what was said of a column before stays said', () => {
    const [mark] = offersFor(finding('placeholder-values', { column: 'age', fields: { value: 99 } }), context);
    expect(mark).toMatchObject({ options: { columns: { age: { missing: ['-', '99'] } } } });
  });
});

test('some findings are about rows of the test set', () => {
  const codes = ['outliers', 'pretrain-duplicates', 'train-test-duplicates', 'pretrain-test-duplicates'] as const;
  expect(codes.map((code) => rowsOf(finding(code)))).toEqual(['train', 'train', 'test', 'test']);
});
