import { type Finding, type FindingCode, ROWS_SHOWN } from '../../../src/core/audit/audit.ts';
import type { PhaseData } from '../../../src/core/data/dataset.ts';
import type { Dice } from './dice.ts';

/** What a defect was planted in. Without pretraining data only fine-tuning is audited. */
export interface Planted {
  readonly finetune: PhaseData;
  readonly pretrain?: PhaseData;
  /** Absent where the defect lies in no countable rows. */
  readonly says?: Says;
}

/** What the finding must say of the defect. */
export interface Says {
  readonly count?: number;
  /** Rows that it must name; of more than a finding shows, the first ones. */
  readonly rows?: readonly number[];
  /** So many of them; absent, all. */
  readonly atLeast?: number;
}

/** Puts one defect into a clean set, as strong as it says. The audit must then hold the finding of that code. */
export interface Planter<CleanSet> {
  readonly code: FindingCode;
  /** In words and numbers, for the list of figures. */
  readonly strength: string;
  /** Sets that it cannot be planted in, by name. */
  readonly not?: readonly string[];
  plant(set: CleanSet, dice: Dice): Planted | Promise<Planted>;
}

/** Whether the finding speaks of what was planted: in no other number, and of those rows. */
export function isOf(finding: Finding, code: FindingCode, { count, rows = [], atLeast }: Says = {}): boolean {
  if (finding.code !== code || (count !== undefined && finding.count !== count)) return false;
  const wanted = rows.slice(0, ROWS_SHOWN);
  return wanted.filter((row) => finding.rows.includes(row)).length >= (atLeast ?? wanted.length);
}

/** The rows that were changed or added, and no others: their number, and where they stand. */
export const exactly = (rows: readonly number[]): Says => ({ count: rows.length, rows });
