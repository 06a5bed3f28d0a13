import { type Claim, type ClaimResult, type Figures, MissingRequirement } from './claim.ts';

/** What `prove` exits with. */
export const EXIT = { holds: 0, fallsShort: 1, usage: 2, missing: 3 } as const;

export interface Request {
  /** Undefined asks for the list. */
  readonly name: string | undefined;
  readonly jsonFile: string | undefined;
}

/** What came of one run of a claim. */
export type Outcome =
  | { readonly kind: 'measured'; readonly result: ClaimResult }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string };

/** The figures that a claim had when it last ran, as `last.json` keeps them. */
export interface LastFigures {
  readonly holds: boolean;
  readonly figures: Figures;
  /** ISO date. */
  readonly date: string;
  /** Processor, system and Node: figures mean little without them. */
  readonly machine: string;
}

/** Reads the command's words; undefined where they are not a request. */
export function parseRequest(words: readonly string[]): Request | undefined {
  let name: string | undefined;
  let jsonFile: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--json' && jsonFile === undefined && isOperand(words[at + 1])) jsonFile = words[++at];
    else if (isOperand(word) && name === undefined) name = word;
    else return undefined;
  }
  return jsonFile !== undefined && name === undefined ? undefined : { name, jsonFile };
}

function isOperand(word: string | undefined): word is string {
  return word !== undefined && word !== '' && !word.startsWith('-');
}

/** Runs a claim and keeps what came of it; an error is an outcome too, and never a pass. */
export async function measure(run: () => Promise<ClaimResult>): Promise<Outcome> {
  try {
    return { kind: 'measured', result: await run() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof MissingRequirement ? 'missing' : 'broken', reason };
  }
}

export function exitStatus(outcome: Outcome): number {
  if (outcome.kind === 'missing') return EXIT.missing;
  return outcome.kind === 'measured' && outcome.result.holds ? EXIT.holds : EXIT.fallsShort;
}

/** The last line that `prove` prints: scripts read it. */
export function verdictLine(claim: Pick<Claim, 'name' | 'bar'>, outcome: Outcome): string {
  if (outcome.kind === 'missing') return `${claim.name}: not measured (${oneLine(outcome.reason)})`;
  if (outcome.kind === 'broken') return `${claim.name}: falls short (it broke: ${oneLine(outcome.reason)})`;
  const said = outcome.result.note === undefined ? '' : ` (${oneLine(outcome.result.note)})`;
  return `${claim.name}: ${outcome.result.holds ? 'holds' : 'falls short of'} ${oneLine(claim.bar)}${said}`;
}

export function figureLines(figures: Figures): readonly string[] {
  const width = Math.max(0, ...Object.keys(figures).map((key) => key.length));
  return Object.entries(figures).map(([key, value]) => `  ${key.padEnd(width)}  ${formatFigure(value)}`);
}

/** One claim in the list: its name and sentence, and what it last gave. */
export function listLines(claim: Claim, last: LastFigures | undefined): readonly string[] {
  const needs = claim.needs === undefined || claim.needs.length === 0 ? [] : [`  needs ${claim.needs.join(', ')}`];
  return [`${claim.name}: ${claim.statement}`, `  bar: ${claim.bar}`, ...needs, ...lastLines(last)];
}

function lastLines(last: LastFigures | undefined): readonly string[] {
  if (last === undefined) return ['  not measured yet'];
  const figures = Object.entries(last.figures).map(([key, value]) => `${key} ${formatFigure(value)}`);
  return [`  ${last.holds ? 'held' : 'fell short'} on ${last.date} (${last.machine}): ${figures.join(', ')}`];
}

function formatFigure(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
