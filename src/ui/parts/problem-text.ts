import { formatProblem, type Problem } from '../../core/problems/problem.ts';
import type { Track } from '../../core/spec/spec.ts';
import { trackName } from '../charts/chart-texts.ts';
import { translatedProblems } from '../locale.ts';

const TRACKS: readonly Track[] = ['pretrain', 'finetune', 'baseline'];

/** A problem in the reader's language. The English texts name phases as the run spec does; a translation, as the page does. */
export function problemText(problem: Problem): string {
  const texts = translatedProblems();
  return texts === undefined ? formatProblem(problem) : formatProblem({ ...problem, fields: named(problem.fields) }, texts);
}

const named = (fields: Problem['fields']): Problem['fields'] => ({ ...fields, ...nameOf(fields, 'phase'), ...nameOf(fields, 'track') });

function nameOf(fields: Problem['fields'], key: 'phase' | 'track'): Problem['fields'] {
  const track = TRACKS.find((one) => one === fields[key]);
  return track === undefined ? {} : { [key]: trackName(track) };
}
