import type { DBSchema } from 'idb';
import type { Track } from '../core/spec/spec.ts';
import type { RunStatus } from '../core/transcript/events.ts';
import type { RunAnnotation } from '../core/transcript/run-annotation.ts';
import type { RunImport } from '../core/transcript/run-import.ts';
import type { Segment } from '../core/transcript/segment.ts';
import type { ChainHead } from '../core/transcript/transcript.ts';

/** Bump it with a step in `upgrade` (database.ts); older data must stay readable. */
export const DATABASE_VERSION = 3;
export const DATABASE_NAME = 'trainscript';

/** Everything that the page keeps, one entry a store. */
export interface TrainscriptSchema extends DBSchema {
  runs: { key: string; value: RunRecord };
  segments: { key: SegmentKey; value: SegmentRecord };
  details: { key: SegmentKey; value: DetailRecord };
  keyframes: { key: KeyframeKey; value: KeyframePart };
  aside: { key: AsideKey; value: AsideRecord };
}

export type SegmentKey = [runId: string, firstSeq: number];
export type AsideKey = [runId: string, cut: string, firstSeq: number];
export type KeyframeKey = [runId: string, step: number, track: Shelf, part: number];

/** Keyframes stand under their track; parameters that are kept of every step stand beside them. */
export type Shelf = Track | `${Track}-parameters`;

/** A stretch of a run's transcript: what one transaction added. */
export interface SegmentRecord extends Omit<Segment, 'detail'> {
  readonly runId: string;
}

/** What of a segment is looked up, not drawn. */
export interface DetailRecord {
  readonly runId: string;
  readonly firstSeq: number;
  readonly detail: Uint8Array<ArrayBuffer>;
}

/** What stood in place of a segment behind the point to which a damaged run was cut back: whoever wants to know what became of it
 *  finds it here as it was found. */
export interface AsideRecord {
  readonly runId: string;
  /** Hash of the segment that notes the cut. */
  readonly cut: string;
  readonly firstSeq: number;
  /** Absent where the store had lost it. */
  readonly segment?: SegmentRecord;
  readonly detail?: Uint8Array<ArrayBuffer>;
}

/** A piece of a keyframe's safetensors file. */
export interface KeyframePart {
  readonly runId: string;
  readonly step: number;
  readonly track: Shelf;
  readonly part: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the list of runs shows, read off the transcript as it was written, and how far that goes. */
export interface RunRecord {
  readonly runId: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly status: RunStatus;
  readonly steps: number;
  /** The track whose accuracy stands for the run: fine-tuning where the spec has it. */
  readonly headline: Track;
  /** Of the last evaluation of the headline track. */
  readonly accuracy: number | null;
  readonly baselineAccuracy: number | null;
  /** Transcript and keyframes as stored. */
  readonly bytes: number;
  readonly deleted: boolean;
  readonly head: ChainHead;
  /** What it was trained on, for the search; runs of an earlier version do not have it. */
  readonly sources?: readonly string[];
  /** Absent until the person says something of it. */
  readonly annotation?: RunAnnotation;
  /** Absent where it was trained in this browser. */
  readonly imported?: RunImport;
  /** Its import is under way, or broke off: nobody is told of it. */
  readonly arriving?: boolean;
}

/** Keyframes are kept in pieces: large values pass the browser's process boundary in one message, and engines have refused those. */
export const MAX_VALUE_BYTES = 8 * 2 ** 20;
