import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/audit/audit.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { makeFinding } from '../../../src/core/audit/finding.ts';
import type { FileFacts } from '../../../src/core/data/dataset.ts';
import { type Card, EMPTY_CARD } from '../../../src/core/policy/card.ts';
import type { PhaseFacts } from '../../../src/core/policy/facts.ts';
import type { RuleId } from '../../../src/core/policy/policy.ts';
import { formatOutcome, ruleBasis, ruleTitle } from '../../../src/core/policy/rule-texts.ts';
import { RULE_TEXTS as CHINESE } from '../../../src/core/policy/rule-texts-zh-hans.ts';
import { decide, RULES } from '../../../src/core/policy/rules.ts';
import { classes, numbers, phaseData, range, table } from '../audit/build-data.ts';

const FILE: FileFacts = { name: 'rows.csv', bytes: 9, sha256: 'a'.repeat(64), format: 'csv', gzip: false };

const CARD: Card = {
  ...EMPTY_CARD,
  name: 'Rows',
  origin: { kind: 'url', name: 'A library', url: 'https://example.org/rows' },
  licence: 'CC-BY-4.0',
  personalData: 'no',
  purposes: ['research', 'Training'],
};

const AUDIT = auditData(
  'pretrain',
  phaseData(
    table(
      [numbers('x', ...range(40))],
      classes(
        ['a', 'b'],
        range(40).map((row) => row % 2),
      ),
    ),
    { files: [FILE] },
  ),
);

const FACTS: PhaseFacts = { phase: 'pretrain', card: CARD, audit: AUDIT, now: '2026-03-01T23:59:59.000Z' };

const judged = (rule: RuleId, card: Partial<Card>, rest: Partial<PhaseFacts> = {}) =>
  RULES[rule]({ ...FACTS, card: { ...CARD, ...card }, ...rest });
const outcome = (rule: RuleId, card: Partial<Card>, rest: Partial<PhaseFacts> = {}) => judged(rule, card, rest).outcome;
const withFiles = (...files: FileFacts[]) => ({ audit: { ...AUDIT, source: { ...AUDIT.source, files } } });
const withFindings = (...findings: Finding[]) => ({ audit: { ...AUDIT, findings } });

describe('SRC-1, the source', () => {
  const origin = (kind: Card['origin']['kind'], name: string, url: string) => ({ origin: { kind, name, url } });

  test.each([
    [origin('url', '', 'https://example.org/rows'), 'attested'],
    [origin('url', '', 'http://yann.lecun.com/exdb/mnist/'), 'attested'],
    [origin('url', 'A library', ''), 'fail'],
    [origin('url', 'A library', 'example'), 'fail'],
    [origin('url', '', 'javascript:alert(1)'), 'fail'],
    [origin('organisation', 'The clinic', ''), 'attested'],
    [origin('organisation', '', 'https://example.org'), 'attested'],
    [origin('own', ' ', ''), 'fail'],
    [origin('synthetic', 'generator 1.2', ''), 'attested'],
    [origin('', 'A library', 'https://example.org'), 'fail'],
  ])('%j: %s', (card, expected) => expect(outcome('SRC-1', card)).toBe(expected));

  test('every file has its hash', () => {
    expect(outcome('SRC-1', {}, withFiles(FILE, { ...FILE, sha256: '' }))).toBe('fail');
    expect(outcome('SRC-1', {}, withFiles())).toBe('fail');
    expect(judged('SRC-1', {}, withFiles(FILE, { ...FILE, sha256: '' })).evidence).toMatchObject({ files: 2, hashed: 1 });
  });

  test('is verified where the page knows these bytes and the card says the same', () => {
    expect(outcome('SRC-1', {}, { known: CARD })).toBe('pass');
    expect(outcome('LIC-1', {}, { known: CARD })).toBe('pass');
    expect(outcome('SRC-1', {}, { known: { ...CARD, origin: { ...CARD.origin, name: 'Another' } } })).toBe('attested');
    expect(outcome('LIC-1', { licence: 'CC0-1.0' }, { known: CARD })).toBe('attested');
    expect(outcome('SRC-1', {}, { known: null })).toBe('attested');
  });
});

describe('the other rules', () => {
  test('LIC-1: a licence is named', () => {
    expect(outcome('LIC-1', {})).toBe('attested');
    expect(outcome('LIC-1', { licence: ' ' })).toBe('fail');
  });

  test('PUR-1: training is a purpose; research or education alone are not', () => {
    expect(judged('PUR-1', {})).toEqual({
      rule: 'PUR-1',
      phase: 'pretrain',
      outcome: 'attested',
      evidence: { purpose: 'training', purposes: 'research, Training' },
    });
    expect(outcome('PUR-1', { purposes: ['research', 'education'] })).toBe('fail');
    expect(outcome('PUR-1', { purposes: [] })).toBe('fail');
  });

  test('PII-1: personal data is declared, and has a legal basis', () => {
    expect(outcome('PII-1', { personalData: '' })).toBe('fail');
    expect(outcome('PII-1', { personalData: 'no' })).toBe('attested');
    expect(outcome('PII-1', { personalData: 'yes' })).toBe('fail');
    expect(outcome('PII-1', { personalData: 'yes', legalBasis: 'public-task' })).toBe('attested');
  });

  test('PII-2: personal data that was found is not declared away, unless a note says why it is nobody’s', () => {
    const found = withFindings(makeFinding('personal-email', 'warning', { column: 'contact', count: 9 }));
    expect(judged('PII-2', {}, found)).toMatchObject({ outcome: 'fail', evidence: { found: 1, columns: 'contact' } });
    expect(formatOutcome(judged('PII-2', {}, found))).toContain('in these columns: contact.');
    expect(outcome('PII-2', { personalDataNote: 'made up by a generator' }, found)).toBe('attested');
    const waived = { ...makeFinding('personal-email', 'warning', { column: 'contact', count: 9 }), waived: 'addresses of a test server' };
    expect(outcome('PII-2', {}, withFindings(waived))).toBe('attested');
    expect(outcome('PII-2', { personalData: 'yes' }, found)).toBe('pass');
    expect(judged('PII-2', { personalData: '' }, found)).toMatchObject({
      outcome: 'not-applicable',
      evidence: { reason: 'personal-data-not-declared' },
    });
    expect(outcome('PII-2', {})).toBe('pass');
  });

  test('PII-2: what is only possible, or only a column’s name, says nothing against the declaration', () => {
    const doubtful = withFindings(
      makeFinding('personal-id', 'info', { column: 'a', count: 9 }),
      makeFinding('personal-possible', 'info', { column: 'b', count: 9 }),
      makeFinding('sensitive-column', 'warning', { column: 'religion', count: 9 }),
    );
    expect(outcome('PII-2', {}, doubtful)).toBe('pass');
  });

  test('PII-2: images have no cells', () => {
    const reading = { ...AUDIT.source.reading, format: 'idx' } as const;
    expect(judged('PII-2', {}, { audit: { ...AUDIT, source: { ...AUDIT.source, reading } } })).toMatchObject({
      outcome: 'not-applicable',
      evidence: { reason: 'no-cells' },
    });
  });

  test('CON-1: consent says where it is kept', () => {
    expect(judged('CON-1', {})).toMatchObject({ outcome: 'not-applicable', evidence: { reason: 'no-personal-data' } });
    expect(judged('CON-1', { personalData: '' })).toMatchObject({
      outcome: 'not-applicable',
      evidence: { reason: 'personal-data-not-declared' },
    });
    expect(judged('CON-1', { personalData: 'yes', legalBasis: 'contract' })).toMatchObject({
      outcome: 'not-applicable',
      evidence: { reason: 'basis-is-not-consent' },
    });
    expect(outcome('CON-1', { personalData: 'yes', legalBasis: 'consent' })).toBe('fail');
    expect(outcome('CON-1', { personalData: 'yes', legalBasis: 'consent', consentReference: 'binder 4' })).toBe('attested');
  });

  test('RET-1: the day named is the last one', () => {
    expect(judged('RET-1', {})).toMatchObject({ outcome: 'not-applicable', evidence: { reason: 'no-date' } });
    expect(judged('RET-1', { retainUntil: '2026-03-01' })).toMatchObject({
      outcome: 'pass',
      evidence: { retainUntil: '2026-03-01', today: '2026-03-01' },
    });
    expect(outcome('RET-1', { retainUntil: '2026-02-28' })).toBe('fail');
    expect(outcome('RET-1', { retainUntil: '2031-01-01' })).toBe('pass');
  });

  test('QLT-1: an error finding fails, a warning does not', () => {
    const error = makeFinding('one-class', 'error', { count: 1 });
    const warning = makeFinding('few-rows', 'warning', { count: 1 });
    expect(judged('QLT-1', {}, withFindings(warning))).toMatchObject({ outcome: 'pass', evidence: { errors: 0, codes: '', warnings: 1 } });
    expect(judged('QLT-1', {}, withFindings(error, warning))).toMatchObject({
      outcome: 'fail',
      evidence: { errors: 1, codes: 'one-class', warnings: 1 },
    });
  });

  test('QLT-1: an error that a person lets stand is attested, with the reason', () => {
    const error = { ...makeFinding('train-test-duplicates', 'error', { count: 1 }), waived: 'the test is about memory' };
    const warning = { ...makeFinding('outliers', 'warning', { column: 'x', count: 1 }), waived: 'true values' };
    const waivers = 'train-test-duplicates: the test is about memory; outliers (x): true values';
    const evidence = { errors: 0, codes: '', warnings: 0, waived: 2, waivers };
    expect(judged('QLT-1', {}, withFindings(error, warning))).toMatchObject({ outcome: 'attested', evidence });
    expect(judged('QLT-1', {}, withFindings(warning))).toMatchObject({ outcome: 'pass', evidence: { warnings: 0, waived: 1 } });
  });
});

describe('decide', () => {
  test('allows training when no rule failed, and keeps what was declared', () => {
    const verdict = decide('default', [FACTS, { ...FACTS, phase: 'finetune' }]);
    expect(verdict).toMatchObject({ policy: 'default', allowed: true, cards: { pretrain: CARD, finetune: CARD } });
    expect(verdict.outcomes.map(({ phase, rule, outcome }) => `${phase} ${rule} ${outcome}`)).toEqual([
      'pretrain SRC-1 attested',
      'pretrain LIC-1 attested',
      'pretrain PUR-1 attested',
      'pretrain PII-1 attested',
      'pretrain PII-2 pass',
      'pretrain CON-1 not-applicable',
      'pretrain RET-1 not-applicable',
      'pretrain QLT-1 pass',
      'finetune SRC-1 attested',
      'finetune LIC-1 attested',
      'finetune PUR-1 attested',
      'finetune PII-1 attested',
      'finetune PII-2 pass',
      'finetune CON-1 not-applicable',
      'finetune RET-1 not-applicable',
      'finetune QLT-1 pass',
    ]);
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  test('one failed rule of one phase refuses the run', () => {
    expect(decide('default', [FACTS, { ...FACTS, phase: 'finetune', card: { ...CARD, licence: '' } }]).allowed).toBe(false);
  });

  test('an empty card fails on source, licence, purpose and personal data', () => {
    const { outcomes } = decide('default', [{ ...FACTS, card: EMPTY_CARD }]);
    expect(outcomes.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule)).toEqual(['SRC-1', 'LIC-1', 'PUR-1', 'PII-1']);
  });

  test('no data, no training', () => expect(decide('default', []).allowed).toBe(false));
});

describe('the texts', () => {
  test('a rule says what it asks and what that rests on', () => {
    expect(ruleTitle('RET-1')).toBe('The data may still be kept');
    expect(ruleBasis('RET-1')).toBe('GDPR Art. 5(1)(e) and 30(1)(f)');
    const parts = (Object.keys(RULES) as RuleId[]).flatMap((rule) => [ruleTitle(rule), ruleBasis(rule)]);
    expect(new Set(parts).size).toBe(16);
  });

  test('every outcome that can come up is put into words, with its numbers', () => {
    const cards: Partial<Card>[] = [
      {},
      EMPTY_CARD,
      { personalData: 'yes', legalBasis: 'consent', retainUntil: '2020-01-01' },
      { personalData: 'yes', legalBasis: 'contract', retainUntil: '2030-01-01' },
    ];
    const error = makeFinding('one-class', 'error', { count: 1 });
    const outcomes = cards.flatMap(
      (card) => decide('default', [{ ...FACTS, card: { ...CARD, ...card }, ...withFindings(error) }]).outcomes,
    );
    for (const one of outcomes) expect(formatOutcome(one)).not.toMatch(/\?|\{|undefined/);
    const retention = outcomes.find(({ rule, outcome }) => rule === 'RET-1' && outcome === 'fail');
    expect(retention && formatOutcome(retention)).toBe(
      'The data may be used until 2020-01-01, and today is 2026-03-01: delete it, or correct the date if it was extended.',
    );
  });

  test('another language takes the place of English', () => {
    expect(ruleTitle('LIC-1', CHINESE)).toBe('已注明许可证或合同');
    expect(formatOutcome(judged('LIC-1', { licence: '' }), CHINESE)).toBe(CHINESE['LIC-1.fail']);
  });
});
