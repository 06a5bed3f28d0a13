import { msg, str } from '@lit/localize';
import type { ViewState } from '../../app/view-state.ts';
import { formatCount } from '../parts/numbers.ts';

type RunDamage = Extract<ViewState['checks'][string], { readonly ok: false }>;

/** What is lost. */
export function lossText({ step, through }: RunDamage): string {
  const [first, last] = [formatCount(step + 1), formatCount(through)];
  if (through <= step) return msg(str`What was logged behind step ${formatCount(step)} is lost, or not what was logged.`);
  if (through === step + 1) return msg(str`Step ${first} is lost, or not what was logged.`);
  return msg(str`Steps ${first} to ${last} are lost, or not what was logged.`);
}

/** What «Resume» does about it. */
export const wayBackText = ({ step }: RunDamage): string =>
  msg(
    str`Resume sets aside what is left behind step ${formatCount(step)}, trains again from the last keyframe before it, and proves that it is the same run.`,
  );

export const resumeBehindText = ({ step }: RunDamage): string => msg(str`Resume behind step ${formatCount(step)}`);
