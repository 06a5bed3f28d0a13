import { expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { PhaseData } from '../../../src/core/data/dataset.ts';
import type { PhaseName } from '../../../src/core/spec/spec.ts';
import type { Message } from '../../../src/protocol.ts';
import { Auditor } from '../../../src/worker/data/auditor.ts';
import { DataSlot } from '../../../src/worker/data/data-slot.ts';
import type { LoadedPhase } from '../../../src/worker/data/loaded-phase.ts';
import { classes, numbers, phaseData, range, table } from '../../core/audit/build-data.ts';

const BOTH = ['pretrain', 'finetune'] as const;

/** Along a line, and the last one nearly where the one before it is. */
const line = (rows: number): PhaseData => {
  const values = range(rows).map((row) => (row === rows - 1 ? rows - 2 + 0.01 : row));
  return phaseData(
    table(
      [numbers('x', ...values)],
      classes(
        ['a', 'b'],
        range(rows).map((row) => row % 2),
      ),
    ),
  );
};

function desk() {
  const messages: Message[] = [];
  const post = (message: Message) => void messages.push(message);
  const slots = { pretrain: new DataSlot('pretrain', post), finetune: new DataSlot('finetune', post) };
  let revised = 0;
  const auditor = new Auditor(slots, post, () => revised++);
  const load = (phase: PhaseName, data: PhaseData) => {
    slots[phase].loaded = {
      source: 'files',
      options: {},
      data: { ...data, columns: [], preview: { kind: 'table', columns: [], rows: [] } } satisfies LoadedPhase,
      audit: auditData(phase, data),
      compared: 'not-yet',
    };
  };
  const codes = (phase: PhaseName) => slots[phase].loaded?.audit.findings.map(({ code }) => code);
  return { auditor, slots, messages, load, codes, revised: () => revised };
}

test('a run waits for few rows of both phases, and the page is told', async () => {
  const { auditor, messages, load, codes, revised } = desk();
  load('pretrain', line(300));
  load('finetune', line(400));
  await auditor.settle(BOTH);
  expect([codes('pretrain'), codes('finetune')].every((found) => found?.includes('near-duplicates'))).toBe(true);
  // For the rows of each, and for both beside each other.
  expect(messages.filter(({ kind }) => kind === 'audit-revised')).toHaveLength(3);
  expect(revised()).toBe(3);
});

test('a run does not wait for many rows, and its audit says so', async () => {
  const { auditor, slots, load, codes } = desk();
  load('pretrain', line(3001));
  await auditor.settle(BOTH);
  expect(codes('pretrain')).toContain('rows-not-compared');
  expect(codes('pretrain')).not.toContain('near-duplicates');
  expect(slots.pretrain.loaded?.compared).toBe('stopped');
  await auditor.settle(BOTH);
  expect(codes('pretrain')?.filter((code) => code === 'rows-not-compared')).toHaveLength(1);
});

test('many rows are compared while nobody waits', async () => {
  const { auditor, slots, load, codes } = desk();
  load('pretrain', line(3001));
  await auditor.lookCloser();
  await expect.poll(() => slots.pretrain.loaded?.compared, { timeout: 30_000 }).toBe('done');
  expect(codes('pretrain')).toContain('near-duplicates');
});

test('what is loaded meanwhile is looked at, and what it replaced is not spoken of', async () => {
  const { auditor, load, messages, codes } = desk();
  load('pretrain', line(3001));
  await auditor.lookCloser();
  load('pretrain', line(300));
  await auditor.settle(BOTH);
  expect(codes('pretrain')).toContain('near-duplicates');
  expect(messages.filter(({ kind }) => kind === 'audit-revised')).toHaveLength(1);
});

test('the fine-tuning data are held against the pretraining data, at once and while both are there', async () => {
  const { auditor, load, codes } = desk();
  load('finetune', line(300));
  await auditor.lookCloser();
  expect(codes('finetune')).not.toContain('pretrain-duplicates');
  load('pretrain', line(200));
  const looking = auditor.lookCloser();
  expect(codes('finetune')).toContain('pretrain-duplicates');
  await looking;
  await auditor.settle(BOTH);
  expect(codes('finetune')?.filter((code) => code === 'pretrain-duplicates')).toHaveLength(1);
  expect(codes('pretrain')).not.toContain('pretrain-duplicates');
});

test('a run that leaves pretraining out has no finding on its data', async () => {
  const { auditor, slots, load, codes } = desk();
  load('finetune', line(300));
  load('pretrain', line(200));
  await auditor.settle(BOTH);
  await auditor.settle(['finetune']);
  expect(codes('finetune')).not.toContain('pretrain-duplicates');
  await auditor.settle(BOTH);
  expect(codes('finetune')).toContain('pretrain-duplicates');
  slots.pretrain.loaded = null;
  await auditor.lookCloser();
  expect(codes('finetune')).not.toContain('pretrain-duplicates');
});

test('rows beyond what can be compared are told, and nothing is tried', async () => {
  const { auditor, slots, load, codes } = desk();
  load('pretrain', line(100_001));
  await auditor.settle(BOTH);
  expect(codes('pretrain')).toContain('rows-too-many');
  expect(codes('pretrain')).not.toContain('near-duplicates');
  await auditor.settle(BOTH);
  expect(codes('pretrain')).not.toContain('rows-not-compared');
  expect(slots.pretrain.loaded?.compared).not.toBe('not-yet');
});
