import { msg, str } from '@lit/localize';
import type { Obstacle } from '../../app/plan/start-plan.ts';
import { phaseHeading } from '../data/reading-texts.ts';

/** Why «Start» cannot be pressed, and what to do. */
export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'engine':
      return msg('The engine is getting ready…');
    case 'running':
      return msg('A run is under way.');
    case 'loading':
      return msg(str`${phaseHeading(obstacle.phase)}: still being read…`);
    case 'no-phase':
      return msg('Both phases are skipped: bring one back.');
    case 'no-data':
      return msg(str`${phaseHeading(obstacle.phase)}: choose files, use the sample, or skip the phase.`);
    case 'no-init':
      return msg(str`The plan starts from ${obstacle.file}: choose that file under Plan.`);
    case 'no-indices':
      return msg(str`The plan takes its rows from ${obstacle.file}: choose that file under Plan.`);
    default:
      return obstacle satisfies never;
  }
}
