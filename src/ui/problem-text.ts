import { formatProblem, type Problem } from '../core/problem.ts';

/** A problem in the reader's language. */
export const problemText = (problem: Problem): string => formatProblem(problem);
