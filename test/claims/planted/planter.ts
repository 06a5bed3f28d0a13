import type { FindingCode } from '../../../src/core/audit/audit.ts';
import type { PhaseData } from '../../../src/core/dataset.ts';
import type { Dice } from './dice.ts';

/** What a defect was planted in. Without pretraining data only fine-tuning is audited. */
export interface Planted {
  readonly finetune: PhaseData;
  readonly pretrain?: PhaseData;
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
