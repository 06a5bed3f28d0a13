import { fillTemplate } from './fill-template.ts';
import { PROBLEM_TEXTS, type ProblemCode } from './problem-texts.ts';

export type ProblemFields = Readonly<Record<string, string | number>>;

/** What went wrong, as plain data: it crosses the worker boundary, is logged, and is put into words
 *  in the reader's language at the very end. */
export interface Problem {
  readonly code: ProblemCode;
  readonly fields: ProblemFields;
}

/** Every error that a person can meet. `code` says which, `fields` holds the numbers and names that the
 *  message shows; code that reacts to an error looks at `code`, never at `message`. */
export class TrainscriptError extends Error {
  readonly code: ProblemCode;
  readonly fields: ProblemFields;

  constructor(code: ProblemCode, fields: ProblemFields = {}, cause?: unknown) {
    super(formatProblem({ code, fields }), cause === undefined ? undefined : { cause });
    this.name = 'TrainscriptError';
    this.code = code;
    this.fields = fields;
  }

  get problem(): Problem {
    return { code: this.code, fields: this.fields };
  }
}

/** Any thrown value as a problem; what we did not foresee becomes `unexpected` with its own message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof TrainscriptError) return error.problem;
  return { code: 'unexpected', fields: { detail: error instanceof Error ? error.message : String(error) } };
}

/** Puts a problem into words. `texts` is the table of the reader's language; English is the default. */
export function formatProblem(problem: Problem, texts: Partial<Record<ProblemCode, string>> = PROBLEM_TEXTS): string {
  const template = texts[problem.code] ?? PROBLEM_TEXTS[problem.code];
  return fillTemplate(template, problem.fields);
}
