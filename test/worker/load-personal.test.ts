import { expect, test } from 'vitest';
import type { Audit } from '../../src/core/audit/audit.ts';
import { auditData } from '../../src/core/audit/audit-data.ts';
import { EMPTY_CARD } from '../../src/core/policy/card.ts';
import { RULES } from '../../src/core/policy/rules.ts';
import type { ByteSource } from '../../src/formats/bytes.ts';
import { loadFiles } from '../../src/worker/data/load.ts';
import { Fakes } from '../core/audit/personal/fakes.ts';
import { byteSource, NEVER } from '../formats/byte-source.ts';

const fakes = new Fakes(11);
const ROWS = Array.from({ length: 60 }, (_, row) => ({
  id: 4_000_000_000_000_000 + row,
  customer: row % 10 === 3 ? `write to ${fakes.of('email')}` : 'nothing to add',
  card_number: fakes.of('card'),
  amount: row * 1.5,
  label: row % 2,
}));

const csv = byteSource(['id,customer,card_number,amount,label', ...ROWS.map((row) => Object.values(row).join(','))].join('\n'), 'x.csv');
const jsonl = byteSource(ROWS.map((row) => JSON.stringify(row)).join('\n'), 'x.jsonl');

async function audited(file: ByteSource): Promise<Audit> {
  return auditData('pretrain', await loadFiles([file], {}, () => {}, NEVER));
}

const personal = ({ findings }: Audit) => findings.filter(({ measure }) => measure === 'Idn-ML-1');

test.each([
  ['CSV', csv],
  ['JSON Lines', jsonl],
])('%s: personal data is found while the table is read, numbers with all their digits', async (_, file) => {
  const audit = await audited(file);
  expect(personal(audit).map(({ code, severity, column, count }) => [code, severity, column, count])).toEqual([
    ['personal-email', 'warning', 'customer', 6],
    ['personal-card', 'warning', 'card_number', 60],
  ]);
  expect(personal(audit)[0].rows).toEqual([3, 13, 23, 33, 43, 53]);
});

test('neither audit nor verdict holds a value', async () => {
  const audit = await audited(csv);
  const outcome = RULES['PII-2']({
    phase: 'pretrain',
    card: { ...EMPTY_CARD, personalData: 'no' },
    audit,
    now: '2026-03-01T00:00:00.000Z',
  });
  expect(outcome).toMatchObject({ outcome: 'fail', evidence: { found: 2, columns: 'customer, card_number' } });
  const told = JSON.stringify([personal(audit), outcome]);
  for (const { customer, card_number } of ROWS) {
    for (const part of [...customer.matchAll(/[a-z]{6,}@|@[a-z]{6,}/gi)].map(([text]) => text)) expect(told).not.toContain(part);
    expect(told).not.toContain(card_number.slice(0, 6));
  }
});
