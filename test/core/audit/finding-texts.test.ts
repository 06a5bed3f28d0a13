import { describe, expect, test } from 'vitest';
import { auditAcross } from '../../../src/core/audit/across/audit-across.ts';
import type { Finding } from '../../../src/core/audit/audit.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { FINDING_TEXTS, formatFinding } from '../../../src/core/audit/finding-texts.ts';
import { FINDING_TEXTS as CHINESE } from '../../../src/core/audit/finding-texts-zh-hans.ts';
import { categories, classes, column, images, numbers, phaseData, range, table, tableFacts } from './build-data.ts';
import { CONSPICUOUS } from './conspicuous-data.ts';
import { DRIFTED } from './drifted-data.ts';
import { COMPARED } from './neighbours/told.ts';
import { tally } from './personal/told.ts';

/** One column of each kind of personal data, one that could be, and two whose names say it. */
const PERSONAL = [
  ...(['email', 'phone', 'card', 'iban', 'ip', 'us-ssn'] as const).map((kind) => column(kind, { personal: [tally(kind, 9, 9)] })),
  column('possible', { personal: [tally('card', 200, 1000)] }),
  column('surname'),
  column('religion'),
];

/** Data in which every kind of finding occurs. */
function everyFinding(): Finding[] {
  const facts = tableFacts([column('x', { missing: 1, mismatches: 1 }), column('label'), ...PERSONAL], {
    ragged: { rows: [0], count: 1 },
    preamble: 1,
  });
  const rare = classes(['a', 'b', 'c'], [2, ...range(199).map((row) => row % 2)]);
  const tabular = phaseData(table([numbers('x', ...range(198), 0, 0), categories('k', ['k'], ...new Array(200).fill(0))], rare), { facts });
  const square = images(new Array(8).fill([1, 1, 1, 1]), classes(['a', 'b'], [0, 0, 0, 0, 0, 0, 0, -1]), { resizedFrom: [8, 8] });
  const pictures = phaseData(square, { test: square });
  const tested = DRIFTED.map(([train, test]) => phaseData(train, { test }));
  const across = DRIFTED.flatMap(([first, second]) => [
    ...auditAcross(phaseData(first), phaseData(second)),
    ...auditAcross(phaseData(first), phaseData(second, { test: first })),
  ]);
  return [
    ...COMPARED,
    ...across,
    ...[tabular, pictures, ...CONSPICUOUS, ...tested].flatMap((data) => auditData('pretrain', data).findings),
  ];
}

describe('formatFinding', () => {
  test('every code has a text whose places are all filled', () => {
    const found = everyFinding();
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(Object.keys(FINDING_TEXTS)));
    for (const finding of found) expect(formatFinding(finding)).not.toMatch(/\?|\{|\}|undefined|NaN/);
  });

  test('says how many, of how many, and the threshold', () => {
    const imbalance = everyFinding().find(({ code }) => code === 'class-imbalance');
    expect(imbalance && formatFinding(imbalance)).toMatch(
      'The rarest class “c” has 1 of 200 rows: 0.5 %, below 3.33 %, a tenth of an equal share among 3 classes.',
    );
  });

  test('takes the texts of another language', () => {
    const [preamble] = auditData(
      'pretrain',
      phaseData(images([], classes([], [])), { facts: tableFacts([], { preamble: 3 }) }),
    ).findings.filter(({ code }) => code === 'preamble-lines');
    expect(formatFinding(preamble, CHINESE)).toBe('跳过了数据之前的 3 行，它们既不是表头也不是数据。');
  });
});
