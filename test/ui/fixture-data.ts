import type { ViewState } from '../../src/app/view-state.ts';
import type { Audit, Finding } from '../../src/core/audit/audit.ts';
import type { FileFacts, Reading } from '../../src/core/data/dataset.ts';
import { type Card, EMPTY_CARD } from '../../src/core/policy/card.ts';
import type { Outcome, RuleId, RuleOutcome, Verdict } from '../../src/core/policy/policy.ts';
import type { PhaseName } from '../../src/core/spec/spec.ts';
import type { DataSummary, Preview } from '../../src/protocol.ts';
import { drawnDigit, wobble } from './drawn-digits.ts';

type PhaseView = ViewState['data']['pretrain'];

const NO_LABELS: PhaseView['labels'] = { share: null, found: null };

export const EMPTY_DATA: PhaseView = {
  loading: null,
  comparing: null,
  labels: NO_LABELS,
  summary: null,
  card: EMPTY_CARD,
  cardKnown: false,
};

const MNIST_CARD: Card = {
  ...EMPTY_CARD,
  name: 'MNIST',
  origin: { kind: 'url', name: 'The MNIST database of handwritten digits', url: 'http://yann.lecun.com/exdb/mnist/' },
  licence: 'CC-BY-SA-3.0',
  personalData: 'no',
  personalDataNote: 'The files hold no names and no writer numbers.',
  purposes: ['research', 'education', 'training'],
};

const DIGITS_CARD: Card = {
  ...MNIST_CARD,
  name: 'Optical Recognition of Handwritten Digits',
  origin: { kind: 'url', name: 'UCI Machine Learning Repository', url: 'https://doi.org/10.24432/C50P49' },
  licence: 'CC-BY-4.0',
};

/** MNIST as its four files, read as images. */
export function mnistData(): PhaseView {
  const files = [
    file('train-images-idx3-ubyte.gz', 9_719_438, 'idx-images', '0b367032'),
    file('train-labels-idx1-ubyte.gz', 28_857, 'idx-labels', '1787548b'),
    file('t10k-images-idx3-ubyte.gz', 1_616_508, 'idx-images', '1a1a05ea'),
    file('t10k-labels-idx1-ubyte.gz', 4_517, 'idx-labels', 'b91679a0'),
  ];
  const balance = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
  const summary = summaryOf('pretrain', 'mnist', files, imageReading(28, 255, 'idx'), 60_000, 10_000, balance, imagePreview(28), []);
  return { loading: null, comparing: null, labels: NO_LABELS, summary, card: MNIST_CARD, cardKnown: true };
}

/** The optical digits: 1,797 rows of a CSV with 64 pixel columns. */
export function digitsData(): PhaseView {
  const findings: Finding[] = [
    finding('resized-images', 'info', { from: '8×8', to: '28×28' }, 1797),
    finding('constant-column', 'info', { columns: 'pixel 0, pixel 32, pixel 39', value: 0 }, 3),
  ];
  const balance = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
  const files = [file('digits.csv.gz', 57_512, 'csv', '46abec6b')];
  const summary = summaryOf('finetune', 'digits', files, imageReading(8, 16, 'csv'), 1797, null, balance, imagePreview(8), findings);
  return { loading: null, comparing: null, labels: NO_LABELS, summary, card: DIGITS_CARD, cardKnown: true };
}

/** A person's own table with troubles of every severity, and nothing declared yet. */
export function tableData(phase: PhaseName): PhaseView {
  const columns = ['age', 'income', 'city', 'tenure_months', 'label'];
  const cities = ['Utrecht', 'Pune', 'Osaka', 'Lima'];
  const rows = Array.from({ length: 12 }, (_, row) => [
    String(22 + Math.floor(wobble(row) * 50)),
    row === 4 ? '' : (18_000 + wobble(row + 40) * 60_000).toFixed(0),
    cities[Math.floor(wobble(row + 80) * cities.length)],
    String(Math.floor(wobble(row + 120) * 96)),
    wobble(row + 160) < 0.12 ? 'churned' : 'stayed',
  ]);
  const findings: Finding[] = [
    finding('class-imbalance', 'warning', { ratio: 11.4, smallest: 'churned', share: 8.1 }, 0, 'Bal-ML-8'),
    finding('missing-values', 'warning', { missing: 212, rows: 4210, share: 5.04 }, 212, 'Com-ML-1', 'income'),
    finding('conflicting-duplicates', 'error', { groups: 3 }, 7, 'Con-ML-1'),
    finding('exact-duplicates', 'info', { duplicates: 18 }, 18),
  ];
  const reading: Reading = {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ';',
    header: true,
    preamble: 0,
    columns,
    label: { index: 4, name: 'label' },
    task: 'binary',
    shape: { kind: 'table', inputs: 7 },
    maximum: null,
  };
  const summary = {
    ...summaryOf(
      phase,
      'files',
      [file('customers_2024.csv', 1_204_118, 'csv', '9c41d7aa')],
      reading,
      4210,
      null,
      [],
      { kind: 'table', columns, rows },
      findings,
    ),
    classBalance: [
      { name: 'stayed', rows: 3869 },
      { name: 'churned', rows: 341 },
    ],
  } satisfies DataSummary;
  return {
    loading: null,
    comparing: null,
    labels: NO_LABELS,
    summary,
    card: { ...EMPTY_CARD, name: 'customers_2024.csv' },
    cardKnown: false,
  };
}

/** A decision with one outcome for each rule and phase; `outcomes` overrides single ones as `RULE/phase`. */
export function verdictOf(phases: readonly PhaseName[], outcomes: Readonly<Record<string, Outcome>> = {}): Verdict {
  const usual: Record<RuleId, [Outcome, RuleOutcome['evidence']]> = {
    'SRC-1': [
      'pass',
      { kind: 'url', name: 'UCI Machine Learning Repository', url: 'https://doi.org/10.24432/C50P49', files: 1, hashed: 1, verified: true },
    ],
    'LIC-1': ['pass', { licence: 'CC-BY-4.0', verified: true }],
    'PUR-1': ['pass', { purpose: 'training', purposes: 'research, education, training' }],
    'PII-1': ['attested', { personalData: 'no', legalBasis: '' }],
    'PII-2': ['pass', { found: 0, columns: '', personalData: 'no', isExplained: false }],
    'CON-1': ['not-applicable', { reason: 'no-personal-data' }],
    'RET-1': ['not-applicable', { reason: 'no-date' }],
    'QLT-1': ['pass', { errors: 0, codes: '', warnings: 0 }],
  };
  const rules = phases.flatMap((phase) =>
    (Object.keys(usual) as RuleId[]).map((rule): RuleOutcome => {
      const [outcome, evidence] = usual[rule];
      return { rule, phase, outcome: outcomes[`${rule}/${phase}`] ?? outcome, evidence };
    }),
  );
  const known = { pretrain: MNIST_CARD, finetune: DIGITS_CARD };
  const cards = Object.fromEntries(phases.map((phase) => [phase, known[phase]]));
  return { policy: 'default', allowed: rules.every((rule) => rule.outcome !== 'fail'), outcomes: rules, cards };
}

function finding(
  code: Finding['code'],
  severity: Finding['severity'],
  fields: Finding['fields'],
  count: number,
  measure: string | null = null,
  column: string | null = null,
): Finding {
  const rows = Array.from({ length: Math.min(count, 20) }, (_, i) => i * 97 + 13);
  return { code, severity, column, rows, count, fields, measure };
}

function file(name: string, bytes: number, format: FileFacts['format'], hash: string): FileFacts {
  return { name, bytes, sha256: hash.padEnd(64, '0'), format, gzip: name.endsWith('.gz') };
}

function imageReading(side: number, maximum: number, format: Reading['format']): Reading {
  const text = format === 'csv';
  return {
    format,
    encoding: text ? 'utf-8' : null,
    delimiter: text ? ',' : null,
    header: text ? false : null,
    preamble: 0,
    columns: text ? Array.from({ length: side * side + 1 }, (_, i) => `column ${i}`) : [],
    label: text ? { index: side * side, name: `column ${side * side}` } : null,
    task: 'multiclass',
    shape: { kind: 'image', height: side, width: side },
    maximum,
  };
}

function imagePreview(side: number): Preview {
  const images = Array.from({ length: 40 }, (_, i) => {
    const digit = Math.floor(wobble(i * 3 + side) * 10);
    return { row: Math.floor(wobble(i + side) * 1700), label: String(digit), pixels: drawnDigit(digit, i * 17 + side, side) };
  });
  return { kind: 'images', height: side, width: side, images };
}

function summaryOf(
  phase: PhaseName,
  source: string,
  files: readonly FileFacts[],
  reading: Reading,
  rows: number,
  testRows: number | null,
  balance: readonly number[],
  preview: Preview,
  findings: readonly Finding[],
): DataSummary {
  const classBalance = balance.map((count, digit) => ({ name: String(digit), rows: count }));
  const missing = findings.filter((one) => one.code === 'missing-values').reduce((sum, one) => sum + one.count, 0);
  const audit: Audit = {
    phase,
    source: { files, reading },
    quality: {
      rows,
      testRows,
      columns: Math.max(reading.columns.length, 1),
      missing,
      missingByColumn: missing === 0 ? {} : { income: missing },
      duplicates: missing === 0 ? 0 : 18,
      classBalance,
    },
    findings,
  };
  return { source, options: {}, files, reading, columns: [], rows, testRows, classBalance, preview, audit };
}
