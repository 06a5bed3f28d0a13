import type { Dice } from './dice.ts';
import { exactly, type Planter } from './planter.ts';
import { read, type TableSet, withColumn } from './table-set.ts';

type Code = Planter<TableSet>['code'];

/** A column of made-up values, valid by their check digits, under a name that says nothing. */
const column = (code: Code, strength: string, cell: (dice: Dice) => string, name = 'v'): Planter<TableSet> => ({
  code,
  strength,
  plant: async (set, dice) => ({ finetune: await read(withColumn(set, name, () => cell(dice))), says: { count: set.rows.length } }),
});

/** A column in whose chosen rows stand such values, and in the others what is none. */
const among = (
  code: Code,
  strength: string,
  count: (rows: number) => number,
  one: (dice: Dice) => string,
  none: (dice: Dice) => string,
): Planter<TableSet> => ({
  code,
  strength,
  plant: async (set, dice) => {
    const rows = dice.choose(set.rows.length, count(set.rows.length));
    const chosen = new Set(rows);
    return { finetune: await read(withColumn(set, 'v', (_, i) => (chosen.has(i) ? one(dice) : none(dice)))), says: exactly(rows) };
  },
});

const FAMILIES = ['Nowak', 'Silva', 'Okafor', 'Tanaka', 'Berg', 'Rossi'];
const card = (dice: Dice): string => withLuhn(`4${dice.digits(14)}`);

export const PERSONAL_PLANTERS: readonly Planter<TableSet>[] = [
  column('personal-email', 'a column of addresses', (dice) => `${dice.pick(FAMILIES).toLowerCase()}${dice.digits(3)}@example.org`),
  column('personal-phone', 'a column of international numbers', (dice) => `+44 20 7946 0${dice.digits(3)}`),
  column('personal-card', 'a column of card numbers', card),
  column('personal-iban', 'a column of German IBANs', (dice) => iban(dice.digits(18))),
  column('personal-ip', 'a column of IPv4 addresses', (dice) => [10, dice.below(256), dice.below(256), dice.below(256)].join('.')),
  column('personal-id', 'a column of Chinese resident numbers', residentNumber),
  among(
    'personal-possible',
    'a column of a card’s form, of which 35 % have its check digit',
    (rows) => Math.round(0.35 * rows),
    card,
    (dice) => nextDigit(card(dice)),
  ),
  among(
    'personal-possible',
    '3 numbers with the check digit of the UK’s NHS, among words',
    () => 3,
    nhsNumber,
    (dice) => dice.pick(['none', 'asked', 'unknown']),
  ),
  column('personal-column', 'a column called surname', (dice) => dice.pick(FAMILIES), 'surname'),
  column('sensitive-column', 'a column called religion', (dice) => dice.pick(['a', 'b', 'none']), 'religion'),
];

/** ISO/IEC 7812: from the right every second digit doubled, the sum a multiple of ten. */
function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + (i % 2 === 0 ? doubled(Number(digit)) : Number(digit)), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const doubled = (digit: number): number => (digit > 4 ? 2 * digit - 9 : 2 * digit);

/** With another check digit. */
const nextDigit = (digits: string): string => `${digits.slice(0, -1)}${(Number(digits.slice(-1)) + 1) % 10}`;

/** Nine digits times 10 … 2, and what the sum lacks to a multiple of 11; where that is 10 there is no such number. Month 99 keeps it from
 *  being a Swedish personnummer too. */
function nhsNumber(dice: Dice): string {
  const digits = `4599${dice.digits(5)}`;
  const check = (11 - ([...digits].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)) % 11;
  return check === 10 ? nhsNumber(dice) : `${digits}${check}`;
}

/** ISO 13616: with «DE00» behind, letters as numbers, the check digits are 98 less the remainder by 97. */
const iban = (account: string): string => `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, '0')}${account}`;

/** GB 11643: region, birthday, serial number, and a check digit by ISO 7064 MOD 11-2. */
function residentNumber(dice: Dice): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const digits = `110101${1950 + dice.below(50)}${two(1 + dice.below(12))}${two(1 + dice.below(28))}${dice.digits(3)}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return digits + '10X98765432'[sum % 11];
}
