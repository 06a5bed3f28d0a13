import { msg, str } from '@lit/localize';
import type { StepsView } from '../../app/view-state.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount, formatDuration } from '../parts/numbers.ts';
import { formatFingerprint } from '../transcript/event-texts.ts';

type StepParameters = NonNullable<StepsView['shown']>;

/** «Step 731 (Fine-tune): fingerprint bb40e64d, as the transcript says» */
export function stepLine({ step, track, fingerprint }: StepParameters): string {
  return msg(str`Step ${formatCount(step)} (${trackName(track)}): fingerprint ${formatFingerprint(fingerprint)}, as the transcript says`);
}

/** How the parameters were had back. */
export function originLine({ keyframe, replayed, lost, stored, ms }: StepParameters): string {
  const [steps, time] = [formatCount(replayed), formatDuration(ms)];
  if (stored) return msg(str`Read as they were kept with the step, in ${time}.`);
  const from = keyframe && formatCount(keyframe.step);
  const gone = lost === 0 ? '' : ` ${msg(str`Nearer keyframes that are gone from the browser’s storage: ${lost}.`)}`;
  if (from === null) return msg(str`Trained again from the beginning, ${steps} steps, each as it was, in ${time}.`) + gone;
  if (replayed === 0) return msg(str`Read from the keyframe at step ${from} in ${time}.`) + gone;
  return msg(str`Trained again from the keyframe at step ${from}, ${steps} steps, each as it was, in ${time}.`) + gone;
}

export function workingLine({ from, step, until }: NonNullable<StepsView['working']>): string {
  if (step === from) return msg(str`Fetching the nearest keyframe and the data for step ${formatCount(until)}…`);
  return msg(str`Step ${formatCount(step)} of ${formatCount(until)}, trained again from step ${formatCount(from)}`);
}
