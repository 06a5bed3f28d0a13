import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import { type Answers, type RecallObstacle, recallObstacle } from '../../core/training/recall.ts';
import type { ViewState } from '../view-state.ts';
import { estimatePhase } from './step-estimate.ts';

/** Why the planned fine-tuning could not be asked what pretraining was tested on; null where it can, as far as the data are there. */
export function plannedRecallObstacle(state: ViewState): RecallObstacle | null {
  const finetune = phaseOf(state.spec, 'finetune');
  if (finetune === undefined || phaseOf(state.spec, 'pretrain') === undefined) return 'no-pretraining';
  const [first, second] = [answersOf(state, 'pretrain'), answersOf(state, 'finetune')];
  if (first && second) return recallObstacle(first, second, finetune.head);
  return finetune.head === 'replace' ? 'head-replaced' : null;
}

function answersOf(state: ViewState, phase: PhaseName): Answers | null {
  const { summary } = state.data[phase];
  const estimate = estimatePhase(state, phase);
  if (summary === null || estimate === null) return null;
  const { classBalance, reading, testRows } = summary;
  const classes = reading.task === 'regression' ? null : classBalance.map(({ name }) => name);
  return { task: reading.task, classes, testRows: estimate.testRows || (testRows ?? 0) };
}
