import type { RuleOutcome } from '../core/policy/policy.ts';
import { formatOutcome, ruleTitle } from '../core/policy/rule-texts.ts';
import { formatProblem } from '../core/problems/problem.ts';
import type { RunReport } from './page-report.ts';
import { count, duration, fileSize, resultText } from './progress-text.ts';
import type { Recording } from './recording.ts';

/** What `npm run record` exits with. */
export const EXIT = { finished: 0, failed: 1, usage: 2, refused: 3 } as const;

/** What to tell at the end: notes and errors on standard error, the result on standard output. */
export interface Outcome {
  readonly status: number;
  readonly notes: readonly string[];
  readonly errors: readonly string[];
  readonly result: string;
}

/** Puts a recording into words and an exit status. */
export function outcomeOf({ run, bundle, secondsFromStart, backend }: Recording): Outcome {
  const place = `${bundle.file} (${fileSize(bundle.bytes)})`;
  const steps = `${count(run.step)} ${run.step === 1 ? 'step' : 'steps'} in ${duration(secondsFromStart)} on ${backend}`;
  const notes = run.alerts.map((alert) => `alert: ${formatProblem(alert)}`);
  if (run.status === 'finished') {
    const result = [`finished: ${steps}`, ...(run.evaluations.length > 0 ? [resultText(run.evaluations)] : [])].join('; ');
    return { status: EXIT.finished, notes, errors: [], result: `${result} → ${place}` };
  }
  if (run.status === 'refused') {
    return {
      status: EXIT.refused,
      notes,
      errors: refusalLines(run.failedRules),
      result: `refused by the policy; audit and verdict → ${place}`,
    };
  }
  return { status: EXIT.failed, notes, errors: [failureText(run)], result: `${run.status}: ${steps}; everything until there → ${place}` };
}

/** Each rule that failed, with what to do. */
function refusalLines(rules: readonly RuleOutcome[]): readonly string[] {
  const words = { pretrain: 'pretraining data', finetune: 'fine-tuning data' };
  return rules.map((outcome) => `${outcome.rule}, ${words[outcome.phase]}: ${ruleTitle(outcome.rule)}. ${formatOutcome(outcome)}`);
}

function failureText({ status, failure, step, totalSteps }: RunReport): string {
  if (status === 'stopped' || failure === null) return formatProblem({ code: 'record-stopped', fields: { step, total: totalSteps } });
  return formatProblem(failure);
}
