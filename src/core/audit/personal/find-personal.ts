import { CHARACTERS, charactersOf } from './characters.ts';
import type { Detector } from './detector.ts';
import { DETECTORS, PLAIN_DETECTORS } from './detectors.ts';
import type { PersonalKind } from './kinds.ts';
import type { PhonePlans } from './phone-plans.ts';

/** A piece of a text with the form of a kind; `isOne` says whether it passed the kind's checks too. */
export interface Candidate {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  readonly isOne: boolean;
}

/** What is known of a text before it is read. */
export interface Hints {
  /** The kinds that the column's name says it holds. */
  readonly named: ReadonlySet<PersonalKind>;
  readonly plans: PhonePlans;
}

/** Longer texts are looked at in pieces of this size, so that no expression meets a text without end. What stands across two is not found. */
const PIECE_CHARACTERS = 1 << 16;

/** Everything in a text that has the form of personal data. Pieces that passed their checks do not overlap. */
export function findPersonal(text: string, hints: Hints): readonly Candidate[] {
  if (text.length > PIECE_CHARACTERS) return findInPieces(text, hints);
  const characters = charactersOf(text);
  if (characters === 0 || isTime(text)) return NOTHING;
  const found: Candidate[] = [];
  const detectors = (characters & CHARACTERS.plain) === 0 ? DETECTORS : (PLAIN_DETECTORS[text.length] ?? []);
  for (const detector of detectors) {
    if ((characters & detector.needs) === detector.needs) detect(detector, text, hints, found);
  }
  return found;
}

const NOTHING: readonly Candidate[] = [];

/** Longest form of ISO 8601 with fractions and an offset. */
const LONGEST_TIME = 35;

/** «2026-03-01T12:34:56…», of which whole columns consist. */
const isTime = (text: string): boolean =>
  text.length <= LONGEST_TIME &&
  text[4] === '-' &&
  text[7] === '-' &&
  text[13] === ':' &&
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::[\d.]+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/.test(text);

function findInPieces(text: string, hints: Hints): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let from = 0; from < text.length; from += PIECE_CHARACTERS) {
    for (const one of findPersonal(text.slice(from, from + PIECE_CHARACTERS), hints)) {
      found.push({ ...one, start: from + one.start, end: from + one.end });
    }
  }
  return found;
}

function detect(detector: Detector, text: string, hints: Hints, found: Candidate[]): void {
  if (detector.where === 'whole-cell') {
    const cell = text.trim();
    if (detector.shape.test(cell)) judge(detector, cell, text.indexOf(cell), text, hints, found);
    return;
  }
  for (const { 0: candidate, index } of text.matchAll(detector.shape)) judge(detector, candidate, index, text, hints, found);
}

function judge({ kind, measure }: Detector, candidate: string, start: number, text: string, hints: Hints, found: Candidate[]): void {
  const isTaken = found.some((one) => one.isOne && one.start < start + candidate.length && start < one.end);
  if (isTaken) return;
  const length = measure(candidate, { text, start, isNamed: hints.named.has(kind), plans: hints.plans });
  if (length >= 0) found.push({ kind, start, end: start + (length || candidate.length), isOne: length > 0 });
}
