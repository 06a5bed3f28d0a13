import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { applyFixes } from '../../../src/core/fixes/apply-fixes.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';
import { versionOf } from '../../../src/core/fixes/version.ts';
import { EMPTY_CARD } from '../../../src/core/policy/card.ts';
import { decide } from '../../../src/core/policy/rules.ts';
import type { ClassUse, UsageSummary } from '../../../src/core/transcript/usage.ts';
import type { PhaseReport, ReportFacts } from '../../../src/formats/report/facts.ts';
import { foreign, html } from '../../../src/formats/report/html.ts';
import { greyPng } from '../../../src/formats/report/png.ts';
import { reportPage as pageIn } from '../../../src/formats/report/report.ts';
import { categories, classes, column, images, numbers, phaseData, range, table, tableFacts } from '../../core/audit/build-data.ts';

const reportPage = (facts: ReportFacts): string => pageIn(facts, 'en');

const HOSTILE = '<img src=x onerror="alert(1)">&\'"`\r</style><script>alert(2)</script>';

const use = (name: string, trainRows: number, rowsUsed: number, uses: number): ClassUse => ({ name, trainRows, rowsUsed, uses });

const USAGE: UsageSummary = {
  ...{ steps: 12, trainRows: 30, rowsUsed: 28, rowsNeverUsed: 2, usesPerRow: { min: 0, max: 2 }, uses: 40 },
  mostUsed: [{ row: 1234, uses: 2 }],
  rowsByUses: [
    { uses: 0, rows: 2 },
    { uses: 1, rows: 16 },
    { uses: 2, rows: 12 },
  ],
  byClass: [use('a', 15, 15, 30), use('b', 10, 8, 10), use('c', 5, 0, 0), use('d', 0, 0, 0)],
};

/** Names of standards, laws and formats, hashes, and what the data themselves say. */
const KEPT_AS_THEY_ARE: readonly string[] = [
  ...['CON', 'Com', 'Con', 'GDPR', 'IEC', 'ISO', 'Idn', 'LIC', 'PII', 'PUR', 'QLT', 'RET', 'SHA', 'SRC', 'Trainscript', 'UTC'],
  ...['a'.repeat(64), 'csv', 'utf'],
];

const withClasses = (byClass: readonly ClassUse[]): PhaseReport => ({ ...tablePhase(), usage: { ...USAGE, byClass } });

const halves = classes(
  ['no', 'yes'],
  range(40).map((row) => row % 2),
);

function tablePhase(name = 'x', category = 'red'): PhaseReport {
  const data = table(
    [numbers(name, ...range(40)), categories(`${name} c`, [category, 'blue'], ...range(40).map((row) => row % 2))],
    halves,
  );
  const facts = tableFacts([column(name, { missing: 2, missingRows: [3, 4] }), column('label')]);
  const file = { name: `${name}.csv`, bytes: 1234, sha256: 'a'.repeat(64), format: 'csv', gzip: false } as const;
  const audit = auditData('pretrain', phaseData(data, { facts, files: [file] }));
  return { phase: 'pretrain', audit, columnsLeft: [], card: { ...EMPTY_CARD, licence: 'CC0-1.0' }, usage: USAGE, baselineUsage: null };
}

const DATA = phaseData(
  table([numbers('x', 1, 1, Number.NaN, ...range(37)), categories('c', ['red', 'blue'], ...range(40).map((row) => row % 2))], halves),
);

const WHEN = '2026-02-27T16:05:59.000Z';

/** Rows are dropped, filled and relabelled, and one of what is found then is let stand. */
const FIXES: readonly Fix[] = [
  { kind: 'drop-rows', rows: range(21).map((row) => row + 10), finding: 'outliers' },
  { kind: 'impute', column: 'x', by: 'median', finding: 'missing-values' },
  { kind: 'relabel', rows: [1], label: 'no', finding: 'wrong-labels' },
  { kind: 'drop-matching', rule: 'missing', column: 'c' },
  { kind: 'waive', code: 'few-rows', reason: `a <sketch>`, at: WHEN },
];

function fixedPhase(fixes: readonly Fix[] = FIXES, columnsLeft: readonly string[] = ['id']): PhaseReport {
  const { data, steps } = applyFixes(DATA, fixes);
  return { ...tablePhase(), audit: auditData('pretrain', { ...data, version: versionOf(data.files, {}, steps) }), columnsLeft };
}

function imagePhase(): PhaseReport {
  const data = images(
    range(40).map((row) => [row, 255 - row, 0, 255]),
    halves,
  );
  return { ...tablePhase(), audit: auditData('finetune', phaseData(data)), phase: 'finetune' };
}

function reportOf(...phases: readonly PhaseReport[]): ReportFacts {
  const now = '2026-03-01T09:30:00.000Z';
  const verdict = decide(
    'default',
    phases.map(({ phase, card, audit }) => ({ phase, card: card ?? EMPTY_CARD, audit, now })),
  );
  return { name: 'A run', runId: 'run-1', startedAt: now, status: 'finished', phases, verdict };
}

const findingsOf = (page: string): string => {
  const from = page.indexOf('<section><h3>Findings') < 0 ? page.indexOf('<section><h3>发现') : page.indexOf('<section><h3>Findings');
  return page.slice(from, page.indexOf('</section>', from));
};

const wordsIn = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('html', () => {
  test('escapes what is put in, in texts and attributes', () => {
    expect(html`<p title="${'"&'}">${'<b>'}${['a', html`<i>${1}</i>`]}${null}${false}</p>`.text).toBe(
      '<p title="&#34;&#38;">&#60;b&#62;a<i>1</i></p>',
    );
  });

  test('keeps what a reader of HTML would change', () => {
    expect(foreign('a\rb\0c\ud800').text).toBe('<bdi class="f">a&#13;b\ufffdc\ufffd</bdi>');
  });
});

test('a picture is PNG: its lines come back, each behind a zero', () => {
  const png = Buffer.from(greyPng(Uint8Array.from([1, 2, 3, 250, 251, 252]), 2, 3));
  const at = png.indexOf('IDAT');
  expect([...inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))]).toEqual([0, 1, 2, 3, 0, 250, 251, 252]);
  expect(png.subarray(16, 29)).toEqual(Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]));
});

describe('the report', () => {
  const page = reportPage(reportOf(tablePhase()));

  test('tells source, card, quality, findings, profile, use and verdict', () => {
    for (const text of ['x.csv', 'a'.repeat(64), 'CC0-1.0', 'not declared', 'ISO/IEC 5259-2 Com-ML-1', 'Rows (counted from 0): 3, 4'])
      expect(page).toContain(text);
    expect(page).toContain('mean 19.5 ± 11.69, quartiles 9.75, 19.5, 29.25');
    expect(page).toMatch(/With the label: 1 \(Cramér/);
    expect(page).toContain('28 (93.3%)');
    expect(page).toContain('row 1,234 (2×)');
    expect(page).toContain('The policy refused the training');
    expect(page).toContain('Say where the data comes from');
  });

  test('tells how each class was used, and names those that were used less than their share, or never', () => {
    const part = page.slice(page.indexOf('<caption>'), page.indexOf('</table>', page.indexOf('<caption>')));
    const cells = [...part.matchAll(/<tr><th scope="row"><bdi class="f">(.*?)<\/bdi>.*?<\/tr>/gs)].map(([line]) =>
      line
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
    expect(cells).toEqual([
      'a 150% 15 50% 15 100% 30 75%',
      'b used less 75% 10 33.3% 8 80% 10 25%',
      'c never used 0% 5 16.7% 0 0% 0 0%',
      'd no rows – 0 0% 0 – 0 0%',
    ]);
    const widths = [...part.matchAll(/<rect width="(.*?)"/g)].map(([, width]) => width);
    expect(widths).toEqual(['98', '49', '0', '0']);
    expect(part).toContain('<path d="M65.33 0v1"/>');
    const said = page.replaceAll(/<\/?bdi.*?>/g, '');
    expect(said).toContain('<p class="finding error">Never used: c, d. Of these classes the training saw nothing.</p>');
    expect(said).toContain('<p class="finding warning">Used less than 90% of its share: b (75%). The training saw more of the others.</p>');
  });

  test('says so where all classes were used alike, and where nothing tells their use', () => {
    const alike = [use('a', 20, 20, 40), use('b', 10, 10, 19)];
    expect(reportPage(reportOf(withClasses(alike)))).toContain('Every class got its share of the uses, 96.6% of it at the least.');
    const { byClass: _, ...old } = USAGE;
    const page = reportPage(reportOf({ ...tablePhase(), usage: old }));
    expect(page).toContain('the transcript does not hold the classes of the rows');
    expect(page).not.toContain('<caption>');
  });

  test('shows of many classes those that got the least of their share', () => {
    const many = range(40).map((i) => use(`class ${i}`, 10, 10, i === 35 ? 0 : 10 + i));
    const page = reportPage(reportOf(withClasses(many)));
    const table = page.slice(page.indexOf('<caption>'));
    expect(table.match(/<th scope="row"><bdi class="f">class \d+/g)).toHaveLength(30);
    expect(table).toContain('class 35<');
    expect(table).not.toContain('class 36<');
    expect(table).toContain('10 more classes that got more of their share are not shown.');
  });

  test('tells what is let stand behind what is open, why and since when', () => {
    const said = wordsIn(findingsOf(reportPage(reportOf(fixedPhase()))));
    const [open, rest] = said.split(' Let stand ');
    expect(open).toMatch(/^Findings Warning\. /);
    expect(open).not.toContain('fewer than');
    expect(rest).toMatch(/^Warning\. There are 19 rows to use, fewer than \d+: .* Let stand, 2026-02-27 16:05 UTC: a &#60;sketch&#62; /);
    const undated = FIXES.map((fix) => (fix.kind === 'waive' ? { kind: fix.kind, code: fix.code, reason: 'known' } : fix));
    expect(wordsIn(reportPage(reportOf(fixedPhase(undated))))).toContain(' Let stand: known ');
    const { audit, ...rest2 } = fixedPhase();
    const waived = audit.findings.filter((finding) => finding.waived !== undefined);
    expect(reportPage(reportOf({ ...rest2, audit: { ...audit, findings: waived } }))).toContain(
      'Nothing is open: what was found was let stand',
    );
  });

  test('tells what was done before, what that changed and which finding it answers', () => {
    const page = findingsOf(reportPage(reportOf(fixedPhase())));
    expect([...page.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => wordsIn(item))).toEqual([
      'Column “ id ” left out.',
      `21 rows left out. It answers the finding outliers . 40 → 19 rows · Rows (counted from 0): ${range(20)
        .map((row) => row + 10)
        .join(', ')} …`,
      'Gaps of “ x ” filled with its median. It answers the finding missing-values . 1 value changed',
      '1 row labelled “ no ”. It answers the finding wrong-labels . 1 value changed · Rows (counted from 0): 1',
      'Rows without “ c ” left out.',
    ]);
    expect(findingsOf(reportPage(reportOf(fixedPhase([], []))))).not.toContain('Done before');
  });

  test('has words for every fix, in both languages', () => {
    const fixes: readonly Fix[] = [
      { kind: 'merge-classes', from: ['yes'], into: 'no' },
      { kind: 'write-alike', column: 'city' },
      { kind: 'drop-rows', rows: [1], of: 'test' },
      { kind: 'drop-matching', rule: 'missing' },
      { kind: 'impute', column: 'c', by: 'value', value: 'red' },
      { kind: 'invert-images' },
      ...(['duplicates', 'conflicts', 'in-training', 'blank-images'] as const).map((rule) => ({ kind: 'drop-matching', rule }) as const),
    ];
    const same = { before: 40, after: 40 };
    const effect = { rows: same, testRows: { before: 9, after: 8 }, cells: 0, classes: { before: 2, after: 1 } };
    const phase = tablePhase();
    const version = { id: 'b'.repeat(64), steps: fixes.map((fix) => ({ fix, effect })) };
    const facts = reportOf({ ...phase, audit: { ...phase.audit, source: { ...phase.audit.source, version } } });
    const items = (page: string) =>
      [...findingsOf(page).matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => wordsIn(item).replace(/ \d.*$/, ''));
    expect(items(pageIn(facts, 'en'))).toEqual([
      'Merged into class “ no ”: yes .',
      'Names of “ city ” that differed only in capitals, spaces or width written alike.',
      '1 test row left out.',
      'Rows with a gap left out.',
      'Gaps of “ c ” filled with “ red ”.',
      'All images inverted.',
      'Rows that repeat an earlier one left out.',
      'All rows with equal features and different labels left out.',
      'Test rows that training has left out.',
      'Blank images left out.',
    ]);
    const chinese = items(pageIn(facts, 'zh-Hans'));
    expect(new Set(chinese).size).toBe(10);
    for (const text of chinese) expect(text).toMatch(/\p{Script=Han}/u);
  });

  test('is in the language that is asked for, in all that it says itself', () => {
    const { audit, columnsLeft } = fixedPhase();
    const facts = reportOf({ ...tablePhase('列'), baselineUsage: USAGE }, imagePhase(), { ...imagePhase(), audit, columnsLeft });
    const chinese = pageIn({ ...facts, name: '一次运行' }, 'zh-Hans');
    expect(chinese).toContain('<html lang="zh-Hans">');
    expect(page).toContain('<html lang="en">');
    for (const text of [
      '预训练数据',
      '从未使用：',
      '使用不到应有份额的 90%',
      '各类别在训练中的使用',
      '没有值（5 %）',
      '许可证',
      '策略拒绝了训练',
      '保留不改（2026-02-27 16:05 UTC）：',
      '针对的发现：',
      '改动 1 个值',
    ])
      expect(chinese).toContain(text);
    for (const [, heard] of chinese.matchAll(/(?:alt|aria-label)="(.*?)"/g)) expect(heard).toMatch(/\p{Script=Han}/u);
    const said = chinese.slice(chinese.indexOf('<body>')).replaceAll(/<bdi class="f">[^<]*<\/bdi>|<code>.*?<\/code>|<[^>]*>/gs, ' ');
    const words = new Set(said.match(/[A-Za-z]{3,}/g));
    expect([...words].sort()).toEqual(KEPT_AS_THEY_ARE);
  });

  test('needs nothing else, and runs nothing', () => {
    expect(page.replaceAll('&#39;', "'")).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(page.replaceAll(/<bdi.*?<\/bdi>|<meta.*?>/gs, '')).not.toMatch(/<script|<link|<iframe|https?:|\son\w+=|url\(/i);
  });

  test('shows hostile names as they are', () => {
    const hostile = reportPage({ ...reportOf(tablePhase(HOSTILE, HOSTILE)), name: HOSTILE });
    expect(hostile).not.toMatch(/<img|<script|alert\(2\)<\/script>/);
    expect(hostile.match(/<\/style>/g)).toHaveLength(1);
    expect(hostile).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;');
  });

  test('of images has their means as pictures', () => {
    const page = reportPage(reportOf(imagePhase()));
    expect(page.match(/data:image\/png;base64,/g)).toHaveLength(2 * 3 + 12);
    expect(page).toContain('alt="Mean image of yes"');
  });

  test('of a transcript from before there were profiles, and of a run without a step', () => {
    const { audit, ...rest } = tablePhase();
    const { profile: _, ...old } = audit;
    const page = reportPage({ ...reportOf({ ...rest, audit: old, card: null, usage: null }), verdict: null });
    expect(page).toContain('Nothing was declared of these data.');
    expect(page).toContain('No step was made on these data.');
    expect(page).not.toContain('Profile');
    expect(page).not.toContain('id="policy"');
  });
});
