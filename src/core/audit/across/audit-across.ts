import type { PhaseData } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { schemaFindings } from './column-pairs.ts';
import { compareSets } from './compare-sets.ts';
import { PHASE_DRIFT } from './drift-codes.ts';
import { classSetFindings } from './label-drift.ts';
import { sharedRowFindings } from './shared-rows.ts';

/** What is to be known of the fine-tuning data beside the pretraining data: rows that both have, columns and classes that only one has, and
 *  how far they lie apart. Findings for the audit of fine-tuning; rows are positions in its files. */
export function auditAcross(pretrain: PhaseData, finetune: PhaseData): Finding[] {
  return [
    ...sharedRowFindings(pretrain, finetune),
    ...schemaFindings(pretrain.train.features, finetune.train.features),
    ...classSetFindings(pretrain.train.target, finetune.train.target),
    ...compareSets(pretrain.train, finetune.train, PHASE_DRIFT),
  ];
}
