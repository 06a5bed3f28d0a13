import { expect, test } from 'vitest';
import { auditAgain, auditData, withFindings } from '../../../src/core/audit/audit-data.ts';
import { auditCheck } from '../../../src/core/audit/audit-parse.ts';
import { makeFinding } from '../../../src/core/audit/finding.ts';
import type { PhaseData, ReadOptions } from '../../../src/core/data/dataset.ts';
import { applyFixes } from '../../../src/core/fixes/apply-fixes.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';
import { versionOf } from '../../../src/core/fixes/version.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { decodeSpec, encodeSpec } from '../../../src/core/spec/spec-link.ts';
import { parseSpec } from '../../../src/core/spec/spec-parse.ts';
import { setPath } from '../../../src/core/spec/spec-paths.ts';
import { sha256Hex } from '../../../src/core/transcript/sha256.ts';
import { problemOf } from '../../problem-of.ts';
import { classes, numbers, phaseData, table } from '../audit/build-data.ts';

const FILE = { name: 'a.csv', bytes: 3, sha256: '0'.repeat(64), format: 'csv', gzip: false } as const;
const DATA = phaseData(table([numbers('x', 1, 1, 2, 2)], classes(['a', 'b'], [0, 0, 1, 1])), { files: [FILE] });
const DROP: Fix = { kind: 'drop-matching', rule: 'duplicates' };
const AT = '2026-03-01T09:30:00.000Z';
const WAIVE: Fix = { kind: 'waive', code: 'few-rows', reason: 'a sketch', at: AT };

const steps = (...fixes: Fix[]) => applyFixes(DATA, fixes).steps;
const id = (options: ReadOptions, ...fixes: Fix[]) => versionOf([FILE], options, steps(...fixes)).id;
const versioned = (...fixes: Fix[]): PhaseData => {
  const { data, steps } = applyFixes(DATA, fixes);
  return { ...data, version: versionOf(data.files, {}, steps) };
};

test('a version is the hash of files, reading and recipe', () => {
  const text = `{"files":["${FILE.sha256}"],"fixes":[{"kind":"drop-matching","rule":"duplicates"}],"reading":{}}`;
  expect(id({}, DROP)).toBe(sha256Hex(new TextEncoder().encode(text)));
});

test('what rows are labelled anew is part of it, and what they were', () => {
  const relabel = { kind: 'relabel', rows: [1], label: 'b' } as const;
  expect(new Set([id({}), id({}, relabel), id({}, { ...relabel, was: ['a'] }), id({}, { ...relabel, rows: [0] })]).size).toBe(4);
});

test('equal data have an equal id: a waiver changes none, nor what is as guessed, nor the finding at which a fix was made', () => {
  expect(id({ label: null, fixes: [DROP] }, DROP, WAIVE)).toBe(id({}, DROP));
  expect(id({}, { ...DROP, finding: 'exact-duplicates' })).toBe(id({}, DROP));
  expect(id({ label: 'y' }, DROP)).not.toBe(id({}, DROP));
  expect(id({})).not.toBe(id({}, DROP));
});

test('a waived finding stays, with its reason, whatever is found later', () => {
  const audit = auditData('pretrain', versioned(WAIVE));
  expect(audit.findings.find(({ code }) => code === 'few-rows')).toMatchObject({ severity: 'warning', waived: 'a sketch', waivedAt: AT });
  const later = withFindings(audit, [makeFinding('few-rows', 'warning', { count: 1 }), makeFinding('outliers', 'warning', { count: 1 })]);
  expect(later.findings.filter(({ waived }) => waived === undefined).map(({ code }) => code)).toContain('outliers');
  expect(later.findings.filter(({ code }) => code === 'few-rows').every(({ waived }) => waived === 'a sketch')).toBe(true);
});

test('of a waiver that does not say when, the finding says nothing of it either', () => {
  const waive: Fix = { kind: 'waive', code: 'few-rows', reason: 'a sketch' };
  const stated = auditAgain(auditData('pretrain', versioned(WAIVE)), versioned(waive));
  expect(stated.findings.find(({ code }) => code === 'few-rows')).not.toHaveProperty('waivedAt');
});

test('an audit with a version is read back as it was written, and one without as ever', () => {
  for (const data of [versioned(DROP, WAIVE), DATA]) {
    const audit = auditData('pretrain', data);
    expect(auditCheck(JSON.parse(JSON.stringify(audit)), { document: 'events.jsonl', path: '' })).toEqual(audit);
  }
});

const FIXES: readonly Fix[] = [
  { kind: 'drop-rows', rows: [3, 1], of: 'test' },
  DROP,
  { kind: 'impute', column: '__proto__', by: 'value', value: 'none' },
  { kind: 'relabel', rows: [1], label: 3 },
  { kind: 'relabel', rows: [1, 2], label: 'b', was: ['a', 0.5] },
  { kind: 'merge-classes', from: ['3', '8'], into: '3' },
  { kind: 'invert-images', finding: 'inverted-images' },
  { ...WAIVE, column: 'x' },
];

test('a recipe stands in the spec, in links and behind --set', () => {
  const spec = setPath(DEFAULT_SPEC, 'phases.finetune.data.fixes', JSON.stringify(FIXES));
  expect(spec.phases[1].data.fixes).toEqual(FIXES);
  expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  expect(decodeSpec(encodeSpec(spec))).toEqual(spec);
});

test.each<[object, string, object]>([
  [{ kind: 'drop' }, 'field-choice', { path: 'phases.finetune.data.fixes[0].kind' }],
  [{ kind: 'drop-rows', rows: [-1] }, 'field-whole', { path: 'phases.finetune.data.fixes[0].rows[0]' }],
  [{ kind: 'drop-rows', rows: [], all: true }, 'field-unknown', {}],
  [{ kind: 'waive', code: 'few-rows', reason: '  ' }, 'field-text', { path: 'phases.finetune.data.fixes[0].reason' }],
  [{ kind: 'waive', code: 'few-rows', reason: 'x', at: 'yesterday' }, 'field-moment', { path: 'phases.finetune.data.fixes[0].at' }],
  [{ kind: 'invert-images', finding: 'too-dark' }, 'field-choice', { path: 'phases.finetune.data.fixes[0].finding' }],
  [{ kind: 'waive', code: 'one-class', reason: 'so be it' }, 'fix-not-waivable', { code: 'one-class' }],
])('%j is refused: %s', (fix, code, fields) => {
  const problem = problemOf(() => setPath(DEFAULT_SPEC, 'phases.finetune.data.fixes', JSON.stringify([fix])));
  expect(problem).toEqual({ code, fields: expect.objectContaining(fields) });
});
