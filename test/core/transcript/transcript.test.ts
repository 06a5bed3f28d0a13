import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/core/transcript/events.ts';
import {
  type ChainedEvent,
  type ChainHead,
  chainEvent,
  eventOf,
  GENESIS,
  LineChain,
  parseLine,
  verifyLines,
} from '../../../src/core/transcript/transcript.ts';

const paused = (step: number): RunEvent => ({ kind: 'paused', step });

function chain(events: readonly RunEvent[]): { lines: string[]; head: ChainHead } {
  let head = GENESIS;
  const lines = events.map((event) => {
    const link = chainEvent(head, event);
    head = link.head;
    return link.line;
  });
  return { lines, head };
}

describe('a transcript', () => {
  test('is canonical JSON in which each line holds the hash of the one before', () => {
    const { lines, head } = chain([paused(3), { kind: 'resumed', step: 3 }]);
    const hash = (line: string) => createHash('sha256').update(line, 'utf8').digest('hex');
    expect(lines).toEqual([
      `{"kind":"paused","prev":"${'0'.repeat(64)}","seq":0,"step":3}`,
      `{"kind":"resumed","prev":"${hash(lines[0])}","seq":1,"step":3}`,
    ]);
    expect(head).toEqual({ seq: 1, hash: hash(lines[1]) });
  });

  test('gives its events back', () => {
    const event: RunEvent = { kind: 'run-failed', step: 4, problem: { code: 'unexpected', fields: { detail: '超出 “range”' } } };
    expect(eventOf(parseLine(chainEvent(GENESIS, event).line) as ChainedEvent)).toEqual(event);
  });

  const { lines, head } = chain([1, 2, 3, 4, 5].map(paused));

  test('verifies when whole, with and without a head kept elsewhere', () => {
    expect(verifyLines(lines)).toEqual({ ok: true, head });
    expect(verifyLines(lines, head)).toEqual({ ok: true, head });
    expect(verifyLines(lines.slice(0, 3))).toMatchObject({ ok: true });
    expect(verifyLines([])).toEqual({ ok: true, head: GENESIS });
  });

  test.each([
    ['a changed line', lines.with(1, lines[1].replace('"step":2', '"step":7')), 2],
    ['a missing line', lines.toSpliced(2, 1), 2],
    ['a line too many', lines.toSpliced(2, 0, lines[1]), 2],
    ['swapped lines', lines.with(1, lines[2]).with(2, lines[1]), 1],
    ['a line that is no JSON', lines.with(3, '{'), 3],
    ['a line that is null', lines.with(3, 'null'), 3],
    ['a missing first line', lines.slice(1), 0],
  ])('%s is told, with its place', (_, damaged, seq) => {
    expect(verifyLines(damaged)).toEqual({ ok: false, seq });
  });

  test('a lost end and a changed last line are told by a head kept elsewhere', () => {
    expect(verifyLines(lines.slice(0, 3), head)).toEqual({ ok: false, seq: 3 });
    expect(verifyLines(lines.with(4, lines[4].replace('"step":5', '"step":6')), head)).toEqual({ ok: false, seq: 4 });
  });

  test('changes of any one character are told', () => {
    const place = fc.tuple(fc.nat(lines.length - 1), fc.nat(200), fc.constantFrom('0', '9', 'a', '"', ' '));
    fc.assert(
      fc.property(place, ([at, column, character]) => {
        const line = lines[at];
        const changed = line.slice(0, column % line.length) + character + line.slice((column % line.length) + 1);
        fc.pre(changed !== line);
        expect(verifyLines(lines.with(at, changed), head).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the lines of a transcript that was kept in stretches', () => {
  const events = [1, 2, 3, 4, 5].map(paused);
  const { lines, head } = chain(events);

  test('do not depend on how it was cut', () => {
    const written = new LineChain();
    const cut = [events.slice(0, 2), events.slice(2, 3), events.slice(3)];
    let seq = 0;
    const all = cut.flatMap((stretch) => {
      const from = seq;
      seq += stretch.length;
      return written.follow(from, true, stretch);
    });
    expect(all).toEqual(lines);
    expect(written).toMatchObject({ head, lines: 5 });
  });

  test.each([
    ['a stretch that is not sound', 2, false],
    ['a stretch behind a lost one', 3, true],
  ])('are broken at %s', (_, firstSeq, sound) => {
    const written = new LineChain();
    const all = [...written.follow(0, true, events.slice(0, 2)), ...written.follow(firstSeq, sound, events.slice(firstSeq))];
    expect(verifyLines(all)).toEqual({ ok: false, seq: 2 });
  });

  test('are broken at a first stretch that is not sound', () => {
    expect(verifyLines(new LineChain().follow(0, false, events))).toEqual({ ok: false, seq: 0 });
  });
});
