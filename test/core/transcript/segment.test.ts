import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundedTo } from '../../../src/core/float32.ts';
import { DIGITS_A_ROW, eventColumns } from '../../../src/core/transcript/event-columns.ts';
import type { RunEvent, StepEvent, TensorStatistics } from '../../../src/core/transcript/events.ts';
import { encodeSegment, headOf, openSegment, openSummary, type Segment } from '../../../src/core/transcript/segment.ts';
import { GENESIS } from '../../../src/core/transcript/transcript.ts';
import { sampleRun, step } from '../../worker/sample-run.ts';

const EVENTS = sampleRun().map(({ event }) => event);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const whole = fc.nat(2 ** 32 - 1);
/** As they are logged, or of any kind. */
const value = fc.oneof(
  finite,
  whole,
  finite.map((each) => roundedTo(Math.fround(each), DIGITS_A_ROW)),
);
const values = (length: number) =>
  fc.array(
    value.filter(Number.isFinite).map((each) => each + 0),
    { minLength: length, maxLength: length },
  );
const statistics = fc.array(finite, { minLength: 7, maxLength: 7 }) as unknown as fc.Arbitrary<TensorStatistics>;
const steps: fc.Arbitrary<StepEvent> = fc.record({
  kind: fc.constant('step' as const),
  phase: fc.constantFrom('pretrain' as const, 'finetune' as const, 'baseline' as const),
  step: whole,
  epoch: whole,
  rows: fc.array(whole, { maxLength: 5 }),
  loss: finite,
  accuracy: fc.option(finite),
  learningRate: finite,
  gradientNorm: finite,
  fingerprint: whole,
  wallTimeMs: finite,
  tensors: fc.dictionary(fc.constantFrom('fc1.weight', 'fc1.bias', '名'), statistics),
});
/** Steps with what came of each row, or without. */
const withRows = steps.chain((step) =>
  fc.option(fc.record({ losses: values(step.rows.length), predictions: values(step.rows.length) })).map((known) => ({ ...step, ...known })),
);
const others: fc.Arbitrary<RunEvent> = fc.constantFrom(...EVENTS.filter(({ kind }) => kind !== 'step'));

describe('a segment', () => {
  test('gives its events back as they were, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(withRows, others), { minLength: 1, maxLength: 12 }), async (events) => {
        const segment = await encodeSegment(GENESIS, events);
        expect(await openSegment(GENESIS, segment)).toEqual({ sound: true, events });
      }),
    );
  });

  test('holds a step that columns cannot hold as it is', async () => {
    const strange: StepEvent[] = [
      { ...step('pretrain', 1), losses: [1] },
      { ...step('pretrain', 1), fingerprint: 2 ** 40 },
      { ...step('pretrain', 2), rows: [0.5] },
      step('pretrain', 3),
    ];
    const segment = await encodeSegment(GENESIS, strange);
    expect((await openSegment(GENESIS, segment)).events).toEqual(strange);
  });

  test('has the hash that any other program computes', async () => {
    const segment = await encodeSegment(GENESIS, EVENTS);
    expect(segment.hash).toBe(createHash('sha256').update(segment.summary).digest('hex'));
    const detail = createHash('sha256').update(segment.detail).digest('hex');
    expect(Buffer.from(segment.summary).includes(`"prev":"${GENESIS.hash}","detail":"${detail}"`)).toBe(true);
  });

  test('stands only behind the segment that it was written behind', async () => {
    const first = await encodeSegment(GENESIS, EVENTS.slice(0, 5));
    const second = await encodeSegment(headOf(first), EVENTS.slice(5));
    expect(headOf(second).seq).toBe(EVENTS.length - 1);
    expect(await openSegment(headOf(first), second)).toEqual({ sound: true, events: EVENTS.slice(5) });
    expect((await openSegment(GENESIS, second)).sound).toBe(false);
    expect((await openSegment({ ...headOf(first), hash: GENESIS.hash }, second)).sound).toBe(false);
  });

  test('tells of any byte that was changed, and of any that is missing', async () => {
    const segment = await encodeSegment(GENESIS, EVENTS.slice(8, 12));
    for (const part of ['summary', 'detail'] as const) {
      for (let at = 0; at < segment[part].length; at += 17) {
        const changed = segment[part].slice();
        changed[at] ^= 1 + (at % 255);
        expect((await openSegment(GENESIS, { ...segment, [part]: changed })).sound, `${part} ${at}`).toBe(false);
        const cut = { ...segment, [part]: segment[part].slice(0, at) };
        expect((await openSegment(GENESIS, cut)).sound, `${part} cut at ${at}`).toBe(false);
      }
    }
  });

  test.each([
    ['another place', { firstSeq: 1 }],
    ['another end', { lastSeq: 99 }],
    ['another hash', { hash: GENESIS.hash }],
  ])('tells of %s', async (_, change: Partial<Segment>) => {
    const segment = await encodeSegment(GENESIS, EVENTS);
    expect((await openSegment(GENESIS, { ...segment, ...change })).sound).toBe(false);
  });
});

describe('the summary of a segment', () => {
  test('gives the columns that the events have, without rows and histograms', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(steps, others), { minLength: 1, maxLength: 12 }), async (events) => {
        const { detail: _, ...segment } = await encodeSegment(GENESIS, events);
        const { rows: _rows, others: all, ...columns } = eventColumns(events);
        const drawn = all.filter(({ kind }) => kind !== 'histograms');
        expect(await openSummary(GENESIS, segment)).toEqual({ sound: true, columns: { ...columns, others: drawn } });
      }),
    );
  });

  test('tells of any byte that was changed or is missing, and of another place', async () => {
    const segment = await encodeSegment(GENESIS, EVENTS.slice(8, 12));
    for (let at = 0; at < segment.summary.length; at += 17) {
      const changed = segment.summary.slice();
      changed[at] ^= 1 + (at % 255);
      expect((await openSummary(GENESIS, { ...segment, summary: changed })).sound, `${at}`).toBe(false);
      expect((await openSummary(GENESIS, { ...segment, summary: segment.summary.slice(0, at) })).sound, `cut at ${at}`).toBe(false);
    }
    expect((await openSummary({ seq: 3, hash: GENESIS.hash }, segment)).sound).toBe(false);
    expect((await openSummary(GENESIS, { ...segment, lastSeq: 99 })).sound).toBe(false);
  });
});
