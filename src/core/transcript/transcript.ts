import { canonicalJson } from './canonical.ts';
import type { RunEvent } from './events.ts';
import { sha256Hex } from './sha256.ts';

/** How far a transcript goes: the number of its last event and the hash of what holds it, a line of `events.jsonl` or a segment in
 *  the store. What comes behind holds this hash as `prev`, so whoever knows the head knows whether anything before it was
 *  changed, moved, added or left out. */
export interface ChainHead {
  /** 0-based number of the last event; −1 before the first. */
  readonly seq: number;
  /** SHA-256 in hex (of a line: of its UTF-8 bytes without the line end); 64 zeros before the first. */
  readonly hash: string;
}

/** Whether what the store holds of a run is what was written. `seq` is the first event that is missing or changed, `step` the last
 *  step before it (0 where there is none), `through` the last step that was told as kept. */
export type RunCheck = { readonly ok: true } | RunDamage;

export interface RunDamage {
  readonly ok: false;
  readonly seq: number;
  readonly step: number;
  readonly through: number;
}

export const GENESIS: ChainHead = { seq: -1, hash: '0'.repeat(64) };

/** Nothing has this hash: what holds it as `prev` does not follow what stands before it. */
export const BROKEN = 'f'.repeat(64);

/** One line of `events.jsonl`, without its line end, and the head after it. */
export interface ChainLink {
  readonly line: string;
  readonly head: ChainHead;
}

/** A line of the transcript as read back: the event with the two fields that chain it. */
export type ChainedEvent = RunEvent & { readonly seq: number; readonly prev: string };

const encoder = new TextEncoder();

/** Writes an event as the line after `head`: canonical JSON (RFC 8785) of the event with `prev` and `seq`. */
export function chainEvent(head: ChainHead, event: RunEvent): ChainLink {
  const seq = head.seq + 1;
  const line = canonicalJson({ ...event, prev: head.hash, seq });
  return { line, head: { seq, hash: hashLine(line) } };
}

/** Writes a whole transcript as lines, stretch by stretch. */
export class LineChain {
  #head = GENESIS;
  #lines = 0;

  get head(): ChainHead {
    return this.#head;
  }

  get lines(): number {
    return this.#lines;
  }

  /** The lines of a stretch. Where it is not sound, or not right behind the one before it, the chain is broken there. */
  follow(firstSeq: number, sound: boolean, events: readonly RunEvent[]): string[] {
    if (!sound || firstSeq !== this.#head.seq + 1) this.#head = { seq: firstSeq - 1, hash: BROKEN };
    this.#lines += events.length;
    return events.map((event) => {
      const { line, head } = chainEvent(this.#head, event);
      this.#head = head;
      return line;
    });
  }
}

export const hashLine = (line: string): string => sha256Hex(encoder.encode(line));

/** A line as read back; undefined where it is no JSON object. */
export function parseLine(line: string): ChainedEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as ChainedEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** The event without what chains it. */
export function eventOf({ seq: _seq, prev: _prev, ...event }: ChainedEvent): RunEvent {
  return event as RunEvent;
}

/** The head after the line, or undefined where the line does not follow `head`. `chained` spares parsing it twice. */
export function followLine(head: ChainHead, line: string, chained = parseLine(line)): ChainHead | undefined {
  const seq = head.seq + 1;
  return chained?.seq === seq && chained.prev === head.hash ? { seq, hash: hashLine(line) } : undefined;
}

/** Whether a transcript is whole. `seq` is the first line that does not follow the one before it (or is missing, where
 *  the lines end before `expected`). The last line has nobody behind it to vouch for it: only an `expected` head,
 *  kept elsewhere, tells whether it was changed or whether the end was cut off. */
export type Verification = { readonly ok: true; readonly head: ChainHead } | { readonly ok: false; readonly seq: number };

export function verifyLines(lines: Iterable<string>, expected?: ChainHead): Verification {
  let head = GENESIS;
  for (const line of lines) {
    const next = followLine(head, line);
    if (next === undefined || (next.seq === expected?.seq && next.hash !== expected.hash)) return { ok: false, seq: head.seq + 1 };
    head = next;
  }
  return expected !== undefined && head.seq < expected.seq ? { ok: false, seq: head.seq + 1 } : { ok: true, head };
}
