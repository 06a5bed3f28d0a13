import { msg, str } from '@lit/localize';
import type { Replaying } from '../../app/view-state.ts';
import { formatCount } from '../parts/numbers.ts';

/** «Computing step 212 of 217 again…» */
export const replayingText = ({ step, through }: Pick<Replaying, 'step' | 'through'>): string =>
  msg(str`Computing step ${formatCount(step)} of ${formatCount(through)} again…`);
