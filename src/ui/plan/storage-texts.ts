import { msg, str } from '@lit/localize';
import type { keyframeThinning, StorageShortage } from '../../app/plan/storage-plan.ts';
import { KEYFRAME_SHARE } from '../../core/training/keyframe-rule.ts';
import { formatBytes, formatCount, formatShare } from '../parts/numbers.ts';

type Thinning = NonNullable<ReturnType<typeof keyframeThinning>>;

/** The rule that keyframes are thinned by, with its numbers. */
export function thinningText({ wanted, every, wantedBytes, bytes, freeBytes }: Thinning): string {
  const [needed, left, taken] = [wantedBytes, freeBytes, bytes].map(formatBytes);
  const share = formatShare(KEYFRAME_SHARE, 0);
  return msg(
    str`Keyframes will be kept every ${formatCount(every)} steps, not every ${formatCount(wanted)}: they would take ${needed}, and may take ${share} of the ${left} that the browser allows (${taken} then). Any step can be restored all the same.`,
  );
}

/** What makes a run fit for which there is no room. */
export function wayOutText(way: StorageShortage['way']): string {
  if (way === null) return msg('Delete runs under Runs first, or train for fewer steps.');
  if (way === 'statistics')
    return msg('Keep statistics instead of all parameters of every step (under Plan, Advanced), or delete runs under Runs first.');
  return msg(str`Keep a keyframe every ${formatCount(way.keyframeEvery)} steps (under Plan), or delete runs under Runs first.`);
}
