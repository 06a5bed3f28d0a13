import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { Card } from '../../../src/core/policy/card.ts';
import type { PhaseReport } from '../../../src/formats/report/facts.ts';
import { categories, classes, column, images, numbers, phaseData, range, table, tableFacts, values } from '../../core/audit/build-data.ts';

const ROWS = range(40);
const file = { name: 'a b.csv', bytes: 1234, sha256: 'a'.repeat(64), format: 'csv', gzip: false } as const;
const labels = classes(
  ['no', 'yes'],
  ROWS.map((row) => row % 2),
);

const CARD: Card = {
  name: 'Flowers',
  origin: { kind: 'url', name: 'A garden', url: 'https://example.org/flowers' },
  licence: 'CC-BY-4.0',
  personalData: 'yes',
  personalDataNote: 'Names of gardeners.',
  legalBasis: '',
  consentReference: '',
  purposes: ['training', 'research'],
  retainUntil: '2030-01-01',
};

/** A table of which all is declared: a column of numbers with missing cells, one of categories, one with personal data. */
export function declaredTable(): PhaseReport {
  const columns = [
    numbers('length', ...ROWS.map((row) => (row < 2 ? Number.NaN : row))),
    categories('colour', ['red', 'blue'], ...ROWS.map((row) => (row * 3) % 2)),
    categories('email', ['secret@example.org'], ...ROWS.map(() => 0)),
  ];
  const mail = { kind: 'email', candidates: 40, hits: 40, distinct: { candidates: 1, hits: 1 }, rows: [0], shape: 'a@a.a' } as const;
  const facts = tableFacts([
    column('length', { missing: 2, missingRows: [0, 1] }),
    column('colour'),
    column('email', { personal: [mail] }),
    column('label'),
  ]);
  const audit = auditData('pretrain', phaseData(table(columns, labels), { facts, files: [file] }));
  return { phase: 'pretrain', audit, columnsLeft: [], card: CARD, usage: null, baselineUsage: null };
}

/** Images of which nothing is declared. */
export function undeclaredImages(): PhaseReport {
  const data = phaseData(
    images(
      ROWS.map((row) => [row, 255 - row, 0, 255]),
      labels,
    ),
  );
  const reading = { ...data.reading, format: 'idx', header: null, maximum: 255, shape: { kind: 'image', height: 2, width: 2 } } as const;
  const files = ['idx-images', 'idx-labels'] as const;
  const audit = auditData('finetune', {
    ...data,
    reading,
    files: files.map((format, i) => ({ ...file, name: `${format}.gz`, format, gzip: true, sha256: String(i).repeat(64) })),
  });
  return { phase: 'finetune', audit, columnsLeft: [], card: null, usage: null, baselineUsage: null };
}

/** A real-valued target. */
export function declaredRegression(): PhaseReport {
  const data = phaseData(table([numbers('x', ...ROWS)], values(...ROWS.map((row) => 2 * row))), { files: [file] });
  const audit = auditData('pretrain', { ...data, reading: { ...data.reading, task: 'regression' } });
  return { phase: 'pretrain', audit, columnsLeft: [], card: { ...CARD, licence: 'Contract 7' }, usage: null, baselineUsage: null };
}
