import type { LabelCheck, LabelSuspect } from '../audit/label-noise.ts';
import type { PhaseName, RunSpec } from '../spec/spec.ts';
import type { DataRow, RowKind } from './looks.ts';

/** What the page asks of the labels of the data that are loaded. */
export type LabelCommand =
  /** Trains networks that judge the labels of rows they did not see, as `spec` plans the phase. `runId` names the run that is shown: what its
   *  steps made of the rows counts too. A later question takes the place of one before it. */
  | { readonly kind: 'check-labels'; readonly phase: PhaseName; readonly spec: RunSpec; readonly runId: string | null }
  | { readonly kind: 'cancel-label-check' };

/** `share` is done; null where nothing is under way any more, and `found` then what came of it, if anything. */
export interface LabelMessage {
  readonly kind: 'labels-checked';
  readonly phase: PhaseName;
  readonly share: number | null;
  readonly found: FoundLabels | null;
}

export interface FoundLabels extends Pick<LabelCheck, 'checked' | 'confusions'> {
  readonly rowKind: RowKind;
  readonly classes: readonly string[];
  /** The first of the suspects, the least likely label first. */
  readonly rows: readonly (LabelSuspect & DataRow)[];
  readonly suspects: number;
  /** Of them where the suggested class is as probable as rows of that class usually are. */
  readonly confident: number;
}
