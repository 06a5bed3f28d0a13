import { canonicalJson } from './canonical.ts';
import type { RunEvent } from './events.ts';
import { sha256Hex } from './sha256.ts';

/** How far a transcript goes: the number of its last line and that line's hash. Line n+1 holds this hash as `prev`,
 *  so whoever knows the head knows whether any line before it was changed, moved, added or left out. */
export interface ChainHead {
  /** 0-based number of the last line; −1 before the first. */
  readonly seq: number;
  /** SHA-256 of the line's UTF-8 bytes without the line end, in hex; 64 zeros before the first. */
  readonly hash: string;
}

export const GENESIS: ChainHead = { seq: -1, hash: '0'.repeat(64) };

/** One line of `events.jsonl`, without its line end, and the head after it. */
export interface ChainLink {
  readonly line: string;
  /** Length of the line in UTF-8. */
  readonly bytes: number;
  readonly head: ChainHead;
}

/** A line of the transcript as read back: the event with the two fields that chain it. */
export type ChainedEvent = RunEvent & { readonly seq: number; readonly prev: string };

const encoder = new TextEncoder();

/** Writes an event as the line after `head`: canonical JSON (RFC 8785) of the event with `prev` and `seq`. */
export function chainEvent(head: ChainHead, event: RunEvent): ChainLink {
  const seq = head.seq + 1;
  const line = canonicalJson({ ...event, prev: head.hash, seq });
  const encoded = encoder.encode(line);
  return { line, bytes: encoded.byteLength, head: { seq, hash: sha256Hex(encoded) } };
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
