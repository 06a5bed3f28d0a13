import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Card, EMPTY_CARD } from '../../../src/core/policy/card.ts';
import { parseCard, parseKnownCard } from '../../../src/core/policy/card-parse.ts';
import { matchKnown } from '../../../src/core/policy/known-cards.ts';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';

const problem = (code: string, fields: object = {}) => expect.objectContaining({ code, fields: expect.objectContaining(fields) });
const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../public/samples/${name}/card.json`, import.meta.url), 'utf8'));

const arbitraryCard: fc.Arbitrary<Card> = fc.record({
  name: fc.string(),
  origin: fc.record({ kind: fc.constantFrom('url', 'organisation', 'own', 'user', 'synthetic', ''), name: fc.string(), url: fc.webUrl() }),
  licence: fc.string(),
  personalData: fc.constantFrom('no', 'yes', ''),
  personalDataNote: fc.string(),
  legalBasis: fc.constantFrom('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests', ''),
  consentReference: fc.string(),
  purposes: fc.array(fc.string({ minLength: 1 })),
  retainUntil: fc.constantFrom('', '2030-12-31', '2028-02-29'),
});

describe('parseCard', () => {
  test('reads what a bundle holds', () => {
    fc.assert(
      fc.property(arbitraryCard, (card) => {
        expect(parseCard(JSON.parse(JSON.stringify(card)))).toEqual(card);
      }),
    );
  });

  test('what is absent is not declared yet', () => expect(parseCard({})).toEqual(EMPTY_CARD));

  test('reads a sample’s card, without what only samples have', () => {
    const card = parseCard(sample('mnist'));
    expect(Object.keys(card).sort()).toEqual(Object.keys(EMPTY_CARD).sort());
    expect(card).toMatchObject({ name: 'MNIST', licence: 'CC-BY-SA-3.0', personalData: 'no', origin: { kind: 'url' } });
    expect(card.purposes).toContain('training');
  });

  test.each([
    ['MNIST', 'field-object', { path: '(root)' }],
    [{ license: 'MIT' }, 'field-unknown', { path: 'license', nearest: 'licence' }],
    [{ licence: null }, 'field-text', { path: 'licence', found: 'null' }],
    [{ origin: { kind: 'web' } }, 'field-choice', { path: 'origin.kind', found: '"web"' }],
    [{ origin: { href: 'x' } }, 'field-unknown', { path: 'origin.href' }],
    [{ personalData: true }, 'field-choice', { path: 'personalData', found: 'true', choices: '"no", "yes", ""' }],
    [{ legalBasis: 'none' }, 'field-choice', { path: 'legalBasis' }],
    [{ purposes: 'training' }, 'field-list', { path: 'purposes' }],
    [{ purposes: ['training', 3] }, 'field-text', { path: 'purposes[1]', found: '3' }],
    [{ retainUntil: '31.12.2030' }, 'field-date', { path: 'retainUntil', found: '"31.12.2030"' }],
    [{ retainUntil: '2030-02-30' }, 'field-date', { found: '"2030-02-30"' }],
    [{ files: [{ name: 'a' }] }, 'field-sha256', { path: 'files[0].sha256', found: 'missing' }],
  ])('%j is refused with %s', (json, code, fields) => {
    expect(() => parseCard(json)).toThrow(problem(code, { document: 'card.json', ...fields }));
  });

  test('whatever the JSON, a card or a problem comes out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        try {
          expect(parseCard(json).purposes).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(TrainscriptError);
        }
      }),
    );
  });
});

describe('matchKnown', () => {
  const cards = [parseKnownCard(sample('digits')), parseKnownCard(sample('mnist'))];
  const [images, labels] = cards[1].sha256.map((sha256) => ({ sha256 }));

  test('knows a dataset by all or part of its files', () => {
    expect(matchKnown([images, labels], cards)?.name).toBe('MNIST');
    expect(
      matchKnown(
        cards[1].sha256.map((sha256) => ({ sha256 })),
        cards,
      )?.name,
    ).toBe('MNIST');
    expect(matchKnown([{ sha256: cards[0].sha256[0] }], cards)?.name).toBe('Optical Recognition of Handwritten Digits');
  });

  test('a file of another dataset, or none, is not known', () => {
    expect(matchKnown([images, { sha256: cards[0].sha256[0] }], cards)).toBeNull();
    expect(matchKnown([images, { sha256: 'f'.repeat(64) }], cards)).toBeNull();
    expect(matchKnown([], cards)).toBeNull();
  });
});
