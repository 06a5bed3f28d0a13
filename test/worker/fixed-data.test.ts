import { expect, test } from 'vitest';
import type { Fix } from '../../src/core/fixes/fix.ts';
import { DEFAULT_SPEC, type PhaseSpec } from '../../src/core/spec/spec.ts';
import type { Message } from '../../src/protocol.ts';
import { ReplayData } from '../../src/worker/any-step/replay-data.ts';
import { bringBack } from '../../src/worker/data/bring-data.ts';
import { DataSlot } from '../../src/worker/data/data-slot.ts';
import { dataOf, placeOf } from '../../src/worker/looks/looked-data.ts';
import { never } from '../async.ts';

/** Row 2 misses x, row 3 repeats row 0. */
const CSV = `x,city,label\n1,Lima,a\n2,Pune,b\n,Pune,a\n1,Lima,a\n${'5,Lima,b\n6,Pune,a\n'.repeat(20)}`;
const FIXES: readonly Fix[] = [
  { kind: 'impute', column: 'x', by: 'value', value: 4 },
  { kind: 'drop-rows', rows: [3] },
];
const WAIVE: Fix = { kind: 'waive', code: 'exact-duplicates', reason: 'made so' };

function open(): { slot: DataSlot; messages: Message[] } {
  const messages: Message[] = [];
  return { messages, slot: new DataSlot('pretrain', (message) => messages.push(message)) };
}

async function dropped(fixes: readonly Fix[] = []) {
  const opened = open();
  await opened.slot.loadDropped([new File([CSV], 'own.csv')], { fixes });
  return opened;
}

const stateOf = ({ loaded }: DataSlot) => {
  const { train, version } = loaded!.data;
  const x = train.features.kind === 'table' ? train.features.columns[0] : null;
  return { x: x?.kind === 'number' ? x.values[2] : null, excluded: train.excluded, id: version!.id };
};

const codes = ({ loaded }: DataSlot) => loaded!.audit.findings.map(({ code }) => code);

function phaseOn(slot: DataSlot, fixes: readonly Fix[]): PhaseSpec {
  const files = slot.loaded!.data.files.map(({ name: file, sha256 }) => ({ file, sha256 }));
  return { ...DEFAULT_SPEC.phases[0], data: { source: 'files', rows: null, test: 0.2, files, fixes } };
}

test('a fix is a reading with other options, and taking it back another one; the files are read once', async () => {
  const { slot, messages } = await dropped();
  const plain = stateOf(slot);
  expect(codes(slot)).toContain('missing-values');
  messages.length = 0;
  await slot.reread({ fixes: FIXES });
  expect(stateOf(slot)).toEqual({ x: 4, excluded: [3], id: expect.not.stringMatching(plain.id) });
  expect(codes(slot)).not.toContain('missing-values');
  await slot.reread({});
  expect(stateOf(slot)).toEqual(plain);
  expect(messages.filter((message) => message.kind === 'load-progress' && message.stage === 'read')).toEqual([]);
});

test('a waiver leaves version and comparison as they are', async () => {
  const { slot } = await dropped();
  slot.revise([], [], 'done');
  const { id } = stateOf(slot);
  await slot.reread({ fixes: [WAIVE] });
  expect([stateOf(slot).id, slot.loaded!.compared]).toEqual([id, 'done']);
  expect(slot.loaded!.audit.findings.find(({ code }) => code === 'exact-duplicates')).toMatchObject({ waived: 'made so' });
  await slot.reread({});
  expect(slot.loaded!.audit.findings.every(({ waived }) => waived === undefined)).toBe(true);
});

test('a run that is taken up has its recipe again, whatever was done meanwhile', async () => {
  const { slot } = await dropped(FIXES);
  const fixed = stateOf(slot);
  const phase = phaseOn(slot, FIXES);
  const other = await dropped([{ kind: 'drop-rows', rows: [7] }]);
  await bringBack(other.slot, phase, { ...DEFAULT_SPEC, phases: [phase] });
  expect(stateOf(other.slot)).toEqual(fixed);
});

test('a step of a kept run is computed on the data as they were fixed for it', async () => {
  const { slot } = await dropped();
  const phase = phaseOn(slot, FIXES);
  const spec = { ...DEFAULT_SPEC, phases: [phase] };
  const data = await new ReplayData().of(slot, phase, spec, never);
  expect([data.train.excluded, slot.loaded!.data.train.excluded]).toEqual([[3], []]);
  expect(dataOf(slot, spec)).toBeNull();
  await slot.reread({ fixes: FIXES });
  expect(await new ReplayData().of(slot, phase, spec, never)).toBe(slot.loaded!.data);
  expect([3, 2].map((row) => placeOf(dataOf(slot, spec), row, spec, 'pretrain') === 'excluded')).toEqual([true, false]);
});

test('rows are shown as they are now, the column that is asked about first', async () => {
  const { slot, messages } = await dropped(FIXES);
  slot.lookAtRows('k', { of: 'train', rows: [2, 3, 99], column: 'city' });
  expect(messages.at(-1)).toEqual({
    kind: 'rows-looked',
    phase: 'pretrain',
    key: 'k',
    looked: {
      kind: { kind: 'table', columns: ['city', 'x'] },
      rows: [
        { row: 2, label: 'a', cells: ['Pune', '4'], pixels: null },
        { row: 3, label: 'a', cells: ['Lima', '1'], pixels: null },
      ],
    },
  });
});
