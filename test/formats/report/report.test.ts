import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { EMPTY_CARD } from '../../../src/core/policy/card.ts';
import { decide } from '../../../src/core/policy/rules.ts';
import type { PhaseReport, ReportFacts } from '../../../src/formats/report/facts.ts';
import { foreign, html } from '../../../src/formats/report/html.ts';
import { greyPng } from '../../../src/formats/report/png.ts';
import { reportPage as pageIn } from '../../../src/formats/report/report.ts';
import { categories, classes, column, images, numbers, phaseData, range, table, tableFacts } from '../../core/audit/build-data.ts';

const reportPage = (facts: ReportFacts): string => pageIn(facts, 'en');

const HOSTILE = '<img src=x onerror="alert(1)">&\'"`\r</style><script>alert(2)</script>';

const USAGE = {
  ...{ steps: 12, trainRows: 30, rowsUsed: 28, rowsNeverUsed: 2, usesPerRow: { min: 0, max: 2 }, uses: 40 },
  mostUsed: [{ row: 1234, uses: 2 }],
  rowsByUses: [
    { uses: 0, rows: 2 },
    { uses: 1, rows: 16 },
    { uses: 2, rows: 12 },
  ],
};

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
  return { phase: 'pretrain', audit, card: { ...EMPTY_CARD, licence: 'CC0-1.0' }, usage: USAGE, baselineUsage: null };
}

function reportOf(...phases: readonly PhaseReport[]): ReportFacts {
  const now = '2026-03-01T09:30:00.000Z';
  const verdict = decide(
    'default',
    phases.map(({ phase, card, audit }) => ({ phase, card: card ?? EMPTY_CARD, audit, now })),
  );
  return { name: 'A run', runId: 'run-1', startedAt: now, status: 'finished', phases, verdict };
}

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
    const data = images(
      range(40).map((row) => [row, 255 - row, 0, 255]),
      halves,
    );
    const page = reportPage(reportOf({ ...tablePhase(), audit: auditData('finetune', phaseData(data)), phase: 'finetune' }));
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
