import type { Problem } from '../../core/problems/problem.ts';
import { KEYFRAME_SHARE } from '../../core/training/keyframe-rule.ts';
import type { CutBackEvent, DeviceLostEvent, KeyframesThinned } from '../../core/transcript/events.ts';

/** What befell a run without ending it, as the problem that tells of it. */
export function problemOf(event: DeviceLostEvent | KeyframesThinned | CutBackEvent): Problem {
  if (event.kind === 'device-lost') return { code: 'device-renewed', fields: { step: event.step, reason: event.reason } };
  if (event.kind === 'cut-back') {
    const { step, through, setAside } = event;
    return { code: 'run-cut-back', fields: { step, through, setAside } };
  }
  const { wanted, every, wantedBytes, bytes, freeBytes } = event;
  return { code: 'keyframes-thinned', fields: { wanted, every, wantedBytes, bytes, freeBytes, share: 100 * KEYFRAME_SHARE } };
}
