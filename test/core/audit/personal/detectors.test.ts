import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonalKind } from '../../../../src/core/audit/personal/kinds.ts';
import { Fakes, type FORMS } from './fakes.ts';
import { kindOf, told } from './told.ts';

/** From the publications that define them: examples that pass, and what must not. */
const VECTORS: readonly (readonly [PersonalKind, passing: readonly string[], failing: readonly string[]])[] = [
  [
    'email',
    ['ada@example.org', 'ada.l+x@mail.example.co.uk', '张三@例子.公司', 'o_a@example.org'],
    ['ada@', '@ada', 'ada@example', 'a..b@example.org', 'ada@-example.org', 'user@localhost'],
  ],
  [
    'iban',
    ['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000', 'gb82west12345698765432'],
    ['GB82 WEST 1234 5698 7654 33', 'XX89370400440532013000', 'DE8937040044053201300'],
  ],
  [
    'ip',
    ['8.8.8.8', '192.168.0.12', '2001:db8::ff00:42:8329', '6e40:4041:c617:e898:c11:40d2:c669:2eb4'],
    ['256.1.1.1', '1.2.3', '1.2.3.4.5', '127.0.0.1', '0.0.0.0', '12:34:56', '::1', 'std::vector', 'aa:bb:cc:dd:ee:ff'],
  ],
  [
    'card',
    [
      '4111111111111111',
      '4111 1111 1111 1111',
      '5555-5555-5555-4444',
      '378282246310005',
      '30569309025904',
      '6200000000000005',
      '6205500000000000004',
      '180016070420458',
      '213176828496175',
      '2223003122003222',
    ],
    [
      '4111111111111112',
      '51003',
      '510000000000000000000000',
      '1700000000000',
      '9999999999999995',
      '0.4111111111111111',
      'a4111111111111111',
      '12345678901234567890123',
    ],
  ],
  [
    'us-ssn',
    ['078-05-1120', '219 09 9999'],
    ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000', '123-45 6789', '123456789'],
  ],
  [
    'cn-resident',
    ['11010519491231002X', '11010519491231002x'],
    ['110105194912310021', '11010519491331002X', '99010519491231002X', '11010518491231002X'],
  ],
  ['cn-uscc', ['91350100M000100Y43'], ['91350100M000100Y44', '91350100I000100Y43', '91990100M000100Y43']],
  ['cn-mobile', ['13812345678', '8613812345678', '19912345678'], ['12812345678', '138123456789', '23812345678']],
  ['uk-nhs', ['9434765919', '943 476 5919'], ['9434765918', '943 476-5919']],
  ['uk-nino', ['AB123456C', 'AB 12 34 56 C'], ['QQ123456C', 'BG123456A', 'AB123456E']],
  ['es-dni', ['12345678Z', 'X1234567L', 'X-1234567-L'], ['12345678A', 'X1234567M']],
  ['it-codice-fiscale', ['RSSMRA85T10A562S', 'rssmra85t10a562s'], ['RSSMRA85T10A562T', 'RSSMRA85Z10A562S']],
  ['pl-pesel', ['44051401359', '02070803628'], ['44051401358', '44133201359']],
  ['de-steuer-id', ['86095742719', '65929970489', '86 095 742 719'], ['86095742718', '12345678903', '11111111111']],
  ['fr-nir', ['255081416802538', '2 55 08 14 168 025 38'], ['255081416802539', '355081416802538']],
  ['nl-bsn', ['111222333', '123456782'], ['123456789', '000000000']],
  ['se-personnummer', ['811228-9874', '670919-9530', '198112289874', '701063-2391'], ['811228-9873', '811328-9874']],
  ['fi-hetu', ['131052-308T', '131052A308T'], ['131052-308U', '321352-308T']],
  ['be-national-number', ['85.07.30-033.28', '85073003328'], ['85.07.30-033.29', '85.13.30-033.28']],
];

describe.each(VECTORS)('%s', (kind, passing, failing) => {
  test.each(passing)('%s', (text) => expect(told(text)).toEqual([`${kind} ${text}`]));
  test.each(failing)('not %s', (text) => expect(told(text).filter((one) => one.startsWith(`${kind} `))).toEqual([]));
});

test('83, residence permits for people from Taiwan, is a region', () => {
  const checked = [...'0123456789X'].filter((check) => kindOf(`83000019810715001${check}`) === 'cn-resident');
  expect(checked).toHaveLength(1);
});

describe('telephone numbers', () => {
  test.each([
    '+46 (0)8 928 571 38',
    '+1-903-140-4508x769',
    '001-518-640-0854',
    '(602)272-9781',
    '+86 138 1234 5678',
    '03.93.92.16.85',
    '0494 92 82 32',
    '212-555-0123 ext. 4',
  ])('%s is one by its form', (text) => expect(told(text)).toEqual([`phone ${text}`]));

  test.each([
    '2020-01-15',
    '15.01.2020',
    '2020-01-15 10:23:45',
    '52.5200 13.4050',
    '978-3-16-148410-0',
    '1 234 567',
    '1.234.567',
    '12345-6789',
    '$1 000 000',
    '0.1 0.2 0.3',
    '9498777106',
    '1700000000',
    '370 3911',
    '123-456-789',
    '12-34-56-78',
    '2270-66-1551',
    '0-306-40615-2',
    '111-222-3333',
  ])('%s is none', (text) => expect(told(text)).toEqual([]));

  test('digits alone are one where words or the column’s name say so', () => {
    expect(told('Desk: 9498777106')).toEqual(['phone 9498777106']);
    expect(told('please call 467 3395')).toEqual(['phone 467 3395']);
    expect(told('3660170548 (fax)')).toEqual(['phone 3660170548']);
    expect(told('电话 85201234')).toEqual(['phone 85201234']);
    expect(told('9498777106', 'phone')).toEqual(['phone 9498777106']);
  });
});

describe('within a text', () => {
  test('each is found where it stands, without what is around it', () => {
    const text = 'Ada (ada@example.org, 10.1.2.3) paid with 4111 1111 1111 1111, from GB82 WEST 1234 5698 7654 32 and left.';
    expect(told(text)).toEqual(['email ada@example.org', 'iban GB82 WEST 1234 5698 7654 32', 'ip 10.1.2.3', 'card 4111 1111 1111 1111']);
  });

  test('plain digits of a national number are one only where they are the whole cell', () => {
    expect(told(' 44051401359 ')).toEqual(['pl-pesel 44051401359']);
    expect(told('order 44051401359')).toEqual([]);
  });

  test('a long text is looked at in pieces, to its end', () => {
    expect(told(`${'x '.repeat(100_000)}ada@example.org`)).toEqual(['email ada@example.org']);
  });

  test.each([
    '@'.repeat(60_000),
    'a@'.repeat(30_000),
    '1 '.repeat(30_000),
    '1'.repeat(60_000),
    'a.'.repeat(30_000),
    ':0'.repeat(30_000),
    `GB82${'A '.repeat(30_000)}`,
  ])('hostile texts take no long time', (text) => {
    const startedMs = performance.now();
    told(text);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });
});

/** Kinds whose check finds every single wrong digit, by their definitions. */
const STRICT = [
  'card',
  'iban',
  'cn-resident',
  'cn-uscc',
  'uk-nhs',
  'es-dni',
  'de-steuer-id',
  'fr-nir',
  'nl-bsn',
  'fi-hetu',
  'pl-pesel',
  'se-personnummer',
] as const satisfies readonly (keyof typeof FORMS)[];

describe.each(STRICT)('%s', (kind) => {
  test('with one digit changed is none', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, place, step) => {
        const valid = new Fakes(seed).of(kind);
        const at = [...valid.matchAll(/\d/g)].map(({ index }) => index);
        const index = at[place % at.length];
        const wrong = valid.slice(0, index) + ((Number(valid[index]) + step) % 10) + valid.slice(index + 1);
        expect(told(wrong).filter((one) => one === `${kind} ${wrong}`)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
