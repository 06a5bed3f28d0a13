import { beforeAll, expect, test } from 'vitest';
import { auditData } from '../../src/core/audit/audit-data.ts';
import type { PhaseData } from '../../src/core/data/dataset.ts';
import type { LabelMessage } from '../../src/core/looks/label-looks.ts';
import { randomStream } from '../../src/core/random.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { Database } from '../../src/store/database.ts';
import { DataSlot } from '../../src/worker/data/data-slot.ts';
import type { LoadedPhase } from '../../src/worker/data/loaded-phase.ts';
import { LabelChecks } from '../../src/worker/label-check/label-checks.ts';
import { classes, numbers, phaseData, range, table } from '../core/audit/build-data.ts';
import { phase, specOf } from './small-run.ts';

const ROWS = 120;
const WRONG = [7, 50, 111];
const SPEC = specOf(phase('pretrain'));

/** Two clouds far apart; a few rows are labelled as the other one. */
function clouds(): PhaseData {
  const even = randomStream(3, 'clouds');
  const side = (row: number) => row % 2;
  const place = (column: number) => range(ROWS).map((row) => 4 * side(row) + even.uniform(2 * row + column));
  const codes = range(ROWS).map((row) => (WRONG.includes(row) ? 1 - side(row) : side(row)));
  return phaseData(table([numbers('x', ...place(0)), numbers('y', ...place(1))], classes(['near', 'far'], codes)));
}

function desk() {
  const messages: LabelMessage[] = [];
  const slots = { pretrain: new DataSlot('pretrain', () => undefined), finetune: new DataSlot('finetune', () => undefined) };
  const data = { ...clouds(), columns: [], preview: { kind: 'table', columns: [], rows: [] } } satisfies LoadedPhase;
  slots.pretrain.loaded = { source: 'files', options: {}, data, audit: auditData('pretrain', data), compared: 'done' };
  const checks = new LabelChecks((message) => void messages.push(message), new Database(`labels-${crypto.randomUUID()}`));
  const around = { slots, live: null, useBackend: async () => undefined };
  const ask = { kind: 'check-labels', phase: 'pretrain', spec: SPEC, runId: null } as const;
  return { checks, messages, slots, around, ask };
}

beforeAll(() => startBackend('wasm'));

test('the rows with wrong labels are found, with the class that they should have, and stand in the audit', async () => {
  const { checks, messages, slots, around, ask } = desk();
  await checks.check(ask, around);
  const { share, found } = messages[messages.length - 1];
  expect(share).toBeNull();
  // A fifth of the rows is held out for testing, and not trained on.
  expect(found?.checked).toBe(96);
  const expected = found?.rows.map(({ row }) => row).sort((a, b) => a - b);
  expect(expected?.length).toBeGreaterThan(0);
  expect(WRONG).toEqual(expect.arrayContaining(expected ?? []));
  for (const row of found?.rows ?? []) expect(row).toMatchObject({ given: 1 - (row.row % 2), suggested: row.row % 2, label: row.given });
  const finding = slots.pretrain.loaded?.audit.findings.find(({ code }) => code === 'wrong-labels');
  expect(finding).toMatchObject({ severity: 'warning', count: found?.confident });
  await checks.check(ask, around);
  expect(slots.pretrain.loaded?.audit.findings.filter(({ code }) => code === 'wrong-labels')).toHaveLength(1);
  expect(messages.slice(0, -1).every((message) => message.share === null || message.share <= 1)).toBe(true);
});

test('a check that is cancelled ends without a word on the labels', async () => {
  const { checks, messages, slots, around, ask } = desk();
  const checking = checks.check(ask, around);
  await checks.cancel();
  await checking;
  expect(messages[messages.length - 1]).toEqual({ kind: 'labels-checked', phase: 'pretrain', share: null, found: null });
  expect(slots.pretrain.loaded?.audit.findings.some(({ code }) => code === 'wrong-labels')).toBe(false);
});

test('nothing is checked beside a run', async () => {
  const { checks, around, ask } = desk();
  await expect(checks.check(ask, { ...around, live: { name: 'the other' } })).rejects.toMatchObject({
    code: 'labels-run-in-progress',
    fields: { run: 'the other' },
  });
});
