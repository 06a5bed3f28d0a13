import type { PhaseName, Track } from '../spec/spec.ts';
import type { BatchRow, StepLook } from './step-look.ts';

/** What the page asks of single steps and rows of a kept run. Steps of a run in progress are there once they are committed. */
export type LookCommand =
  | { readonly kind: 'look-at-step'; readonly runId: string; readonly step: number }
  /** Every step that used the row, and what came of it. A later one takes its place. */
  | { readonly kind: 'follow-row'; readonly runId: string; readonly phase: PhaseName; readonly row: number }
  | { readonly kind: 'find-hardest-rows'; readonly runId: string; readonly phase: PhaseName }
  /** Ends the readings of whole runs; what they found stays. */
  | { readonly kind: 'cancel-rows' };

export type LookMessage =
  | { readonly kind: 'step-detail'; readonly runId: string; readonly detail: StepDetail }
  /** The next uses of the row that was asked for; `through` of `of` steps are read. */
  | (Progress & { readonly kind: 'row-uses'; readonly phase: PhaseName; readonly row: number; readonly uses: readonly RowUse[] })
  /** What is known of the row itself. */
  | { readonly kind: 'row-known'; readonly runId: string; readonly phase: PhaseName; readonly row: number; readonly known: KnownRow }
  /** `found` once all steps are read. */
  | (Progress & { readonly kind: 'hardest-rows'; readonly phase: PhaseName; readonly found: HardestRows | null });

interface Progress {
  readonly runId: string;
  readonly through: number;
  readonly of: number;
  readonly isDone: boolean;
}

/** What rows are, read off the data; null where these are not loaded now, or are others than the run was trained on. */
export type RowKind =
  | { readonly kind: 'images'; readonly height: number; readonly width: number }
  | { readonly kind: 'table'; readonly columns: readonly string[] }
  | null;

/** Rows of what is loaded, whether a run used them or not. `column` is shown first. */
export interface RowsAsked {
  readonly of: 'train' | 'test';
  readonly rows: readonly number[];
  readonly column: string | null;
}

export interface LookedRows {
  readonly kind: NonNullable<RowKind>;
  readonly rows: readonly LookedRow[];
}

/** Empty texts where there is no value. */
export interface LookedRow {
  readonly row: number;
  readonly label: string;
  readonly cells: readonly string[];
  /** 0..255, row-major. */
  readonly pixels: Uint8Array | null;
}

/** A row as the data have it. */
export interface DataRow {
  /** Its class's place, or its value; null where the data are not there. */
  readonly label: number | null;
  /** 0..255, row-major. */
  readonly pixels: Uint8Array | null;
  /** The first ones. */
  readonly cells: readonly string[] | null;
}

export interface StepDetail extends Omit<StepLook, 'rows'> {
  readonly rowKind: RowKind;
  /** The worst of the batch's. */
  readonly rows: readonly (BatchRow & DataRow)[];
  /** In the batch. */
  readonly rowCount: number;
}

/** What one step made of a row, before its update. */
export interface RowUse {
  readonly track: Track;
  readonly step: number;
  readonly loss: number | null;
  readonly prediction: number | null;
}

/** Why steps may not have used a row; `unknown` where the data are not there. */
export type RowPlace = 'train' | 'test' | 'excluded' | 'not-drawn' | 'unknown';

export interface KnownRow {
  readonly rowKind: RowKind;
  readonly data: DataRow;
  readonly place: RowPlace;
}

/** The rows with the highest mean loss over their uses, the highest first. */
export interface HardestRows {
  readonly rowKind: RowKind;
  readonly rows: readonly HardRow[];
}

export interface HardRow extends BatchRow, DataRow {
  readonly uses: number;
  /** Null where the labels are not known. */
  readonly wrong: number | null;
}
