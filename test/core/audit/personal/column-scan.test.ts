import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../src/core/audit/audit.ts';
import { formatFinding } from '../../../../src/core/audit/finding-texts.ts';
import { watchColumn } from '../../../../src/core/audit/personal/column-scan.ts';
import { isPersonal } from '../../../../src/core/audit/personal/personal-codes.ts';
import { personalFindings } from '../../../../src/core/audit/personal/personal-findings.ts';
import { PhonePlans } from '../../../../src/core/audit/personal/phone-plans.ts';
import { column, numbers, phaseData, range, table, tableFacts, values } from '../build-data.ts';
import { Fakes, FORMS } from './fakes.ts';

/** The findings of one column. */
function findingsOf(name: string, cells: readonly string[]): readonly Finding[] {
  const watch = watchColumn(name);
  for (const [row, cell] of cells.entries()) watch.take(cell, row);
  const facts = tableFacts([column(name, { personal: watch.tallies() })]);
  return personalFindings(phaseData(table([numbers(name, ...range(cells.length))], values(...range(cells.length))), { facts }));
}

const cellsOf = (rows: number, cell: (fakes: Fakes, row: number) => string, seed = 1): readonly string[] => {
  const fakes = new Fakes(seed);
  return range(rows).map((row) => cell(fakes, row));
};
const codesOf = (name: string, cells: readonly string[]) => findingsOf(name, cells).map(({ code }) => code);

const CODES: Readonly<Partial<Record<keyof typeof FORMS, string>>> = {
  email: 'personal-email',
  phone: 'personal-phone',
  'cn-mobile': 'personal-phone',
  card: 'personal-card',
  iban: 'personal-iban',
  ip: 'personal-ip',
};

describe('a column full of', () => {
  test.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('%s is found, whatever its name', (kind) => {
    const cells = cellsOf(60, (fakes) => fakes.of(kind));
    const [first, ...others] = findingsOf('x', cells);
    expect(first).toMatchObject({ code: CODES[kind] ?? 'personal-id', column: 'x', measure: 'Idn-ML-1' });
    expect(first.count).toBeGreaterThan(40);
    expect(first.rows.length).toBe(20);
    expect(others).toEqual([]);
  });
});

describe('a column of something else', () => {
  const NOTHING: readonly (readonly [string, (fakes: Fakes, row: number) => string])[] = [
    ['random sixteen digits', (fakes) => `4${fakes.digits(15)}`],
    ['random eighteen digits', (fakes) => `1${fakes.digits(17)}`],
    ['random nine digits', (fakes) => `1${fakes.digits(8)}`],
    ['random ten digits', (fakes) => `6${fakes.digits(9)}`],
    ['random eleven digits', (fakes) => `2${fakes.digits(10)}`],
    ['consecutive sixteen digits', (_, row) => String(4_000_000_000_000_000 + row)],
    ['times in milliseconds', (_, row) => String(1_700_000_000_000 + 77_777 * row)],
    ['times in microseconds', (_, row) => String(1_700_000_000_000_000 + 77_777 * row)],
    ['times in seconds', (_, row) => String(1_700_000_000 + 777 * row)],
    ['times as text', (fakes) => `${fakes.day('Y-m-d')} 12:34:${10 + fakes.below(50)}`],
    ['times as digits', (fakes) => `${fakes.day('Ymd')}${10 + fakes.below(10)}${10 + fakes.below(50)}`],
    ['fractions', (fakes) => `0.${fakes.digits(17)}`],
    ['pairs of coordinates', (fakes) => `${fakes.digits(2)}.${fakes.digits(5)} ${fakes.digits(2)}.${fakes.digits(5)}`],
    ['house numbers', (fakes) => `${100 + fakes.below(900)} ${1000 + fakes.below(9000)} Main Street`],
    ['amounts', (fakes) => `${1 + fakes.below(9)} ${fakes.digits(3)} ${fakes.digits(3)}`],
    ['codes in groups', (fakes) => `${1 + fakes.below(9)}${fakes.digits(2)}-${fakes.digits(3)}-${fakes.digits(3)}`],
    ['versions', (fakes) => `${fakes.below(9)}.${fakes.below(20)}.${fakes.below(20)}`],
    ['random letters and digits', (fakes) => `${fakes.letters(2)}${fakes.digits(12)}${fakes.letters(2)}`],
    ['words', (fakes) => `a text of ${fakes.letters(9).toLowerCase()} words: 3 of 4, on 12/03/1999.`],
  ];
  test.each(NOTHING)('%s, has no finding', (_, cell) => expect(findingsOf('x', cellsOf(1000, cell))).toEqual([]));

  test('one value over and over is asked for its chance once', () => {
    // Passes the check of a Dutch number, as one of eleven does.
    expect(
      findingsOf(
        'x',
        cellsOf(1000, () => '123456782'),
      ),
    ).toEqual([]);
  });
});

test('a rare value within texts is found, with its row', () => {
  const cells = cellsOf(500, (_, row) => (row === 321 ? 'write to ada@example.org' : 'nothing here to see'));
  expect(findingsOf('notes', cells)).toEqual([
    {
      code: 'personal-email',
      severity: 'warning',
      column: 'notes',
      rows: [321],
      count: 1,
      fields: { total: 500, share: 0.2, candidates: 1, expected: 0, scheme: 'e-mail', shape: 'a…@…' },
      measure: 'Idn-ML-1',
    },
  ]);
});

test('more cards among numbers than chance gives are possible, in a column of that name found', () => {
  const cells = cellsOf(1000, (fakes, row) => (row % 5 === 0 ? fakes.of('card') : `4${fakes.digits(15)}`));
  expect(findingsOf('x', cells).map(({ code, severity }) => [code, severity])).toEqual([['personal-possible', 'info']]);
  expect(findingsOf('card_number', cells).map(({ code, severity }) => [code, severity])).toEqual([['personal-card', 'warning']]);
});

test('digits alone are telephone numbers where the column’s name says so', () => {
  const cells = cellsOf(50, (fakes) => `2125${fakes.digits(6)}`);
  expect(codesOf('x', cells)).toEqual([]);
  expect(codesOf('Mobile No.', cells)).toEqual(['personal-phone']);
  expect(codesOf('手机号', cells)).toEqual(['personal-phone']);
});

test('telephone numbers with and without marks are one finding', () => {
  const cells = cellsOf(60, (fakes, row) => fakes.of(row % 2 === 0 ? 'phone' : 'cn-mobile'));
  expect(findingsOf('x', cells)).toMatchObject([{ code: 'personal-phone', rows: range(20) }]);
});

test('no finding holds a value, whatever the cells', () => {
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(FORMS) as (keyof typeof FORMS)[])), fc.nat(1e6), (kind, seed) => {
      const cells = cellsOf(8, (fakes) => fakes.of(kind), seed);
      for (const finding of findingsOf('x', cells)) {
        const told = JSON.stringify(finding) + formatFinding(finding);
        for (const cell of cells) for (const part of cell.match(/[\p{L}\p{N}]{4,}/gu) ?? []) expect(told).not.toContain(part);
      }
    }),
    { numRuns: 100 },
  );
});

test('a column of a thousand telephone numbers is no longer asked one by one', () => {
  const plans = new PhonePlans();
  expect(plans.isNational('12-3')).toBe(false);
  for (let i = 0; i < 1000; i++) expect(plans.isNational(`212-555-${1000 + i}`)).toBe(true);
  expect(plans.isNational('12-3')).toBe(true);
});

describe('names of columns', () => {
  const words = cellsOf(30, (fakes) => fakes.letters(8));
  const ofName = (name: string) => findingsOf(name, words).map(({ code, severity, fields }) => `${code} ${severity} ${fields.topic}`);

  test.each([
    ['name', 'personal-column info name'],
    ['FirstName', 'personal-column info name'],
    ['customer_name', 'personal-column info name'],
    ['姓名', 'personal-column info name'],
    ['家庭住址', 'personal-column info address'],
    ['Sex', 'personal-column info gender'],
    ['date of birth', 'personal-column info birth'],
    ['身份证号', 'personal-column info id'],
    ['E-Mail', 'personal-column info email'],
    ['phone2', 'personal-column info phone'],
    ['religion', 'sensitive-column warning religion'],
    ['宗教信仰', 'sensitive-column warning religion'],
    ['patientDiagnosis', 'sensitive-column warning health'],
    ['人脸特征', 'sensitive-column warning biometric'],
    ['行踪轨迹', 'sensitive-column warning location'],
    ['sexual_orientation', 'sensitive-column warning sex-life'],
  ])('%s', (name, expected) => expect(ofName(name)).toEqual([expected]));

  test.each([
    'file_name',
    'className',
    'age',
    'petal length',
    'mobility',
    'cellular',
    'address_family'.slice(8),
    'sepal',
    'label',
    'target',
    '标签',
    'column 3',
    'racetrack',
    'emailed',
  ])('%s says nothing', (name) => expect(ofName(name)).toEqual([]));

  test('a column whose values were found needs no second finding for its name', () => {
    expect(
      codesOf(
        'email',
        cellsOf(30, (fakes) => fakes.of('email')),
      ),
    ).toEqual(['personal-email']);
  });

  test('only values make personal data certain', () => {
    expect(findingsOf('religion', words).some(isPersonal)).toBe(false);
    expect(
      findingsOf(
        'x',
        cellsOf(30, (fakes) => fakes.of('email')),
      ).every(isPersonal),
    ).toBe(true);
  });
});
