import type { Task } from '../data/dataset.ts';
import type { PhaseSpec } from '../spec/spec.ts';

/** Why fine-tuning cannot be tested on the rows that pretraining was tested on. */
export type RecallObstacle = 'no-pretraining' | 'head-replaced' | 'classes-differ' | 'no-test-rows';

/** What a network answers, and on how many held-out rows that can be looked at. */
export interface Answers {
  readonly task: Task;
  readonly classes: readonly string[] | null;
  readonly testRows: number;
}

/** Null where one head answers for both: what pretraining was tested on can then be asked again at any step of fine-tuning. */
export function recallObstacle(pretrain: Answers | null, finetune: Answers, head: PhaseSpec['head']): RecallObstacle | null {
  if (!pretrain) return 'no-pretraining';
  if (head === 'replace') return 'head-replaced';
  if (pretrain.task !== finetune.task || pretrain.classes?.join('\n') !== finetune.classes?.join('\n')) return 'classes-differ';
  return pretrain.testRows === 0 ? 'no-test-rows' : null;
}
