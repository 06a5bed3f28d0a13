import type { PersonalKind } from './kinds.ts';
import type { PhonePlans } from './phone-plans.ts';

/** Where a candidate stands, and what is known of the column. */
export interface Place {
  readonly text: string;
  readonly start: number;
  /** Whether the column's name says that it holds this kind. */
  readonly isNamed: boolean;
  readonly plans: PhonePlans;
}

/** Tells one kind of personal data by its form. */
export interface Detector {
  readonly kind: PersonalKind;
  /** `CHARACTERS` that a text must all have to be looked at. */
  readonly needs: number;
  /** `anywhere` in a text; or only where it is the whole cell, since a text has plain digits for many reasons. */
  readonly where: 'anywhere' | 'whole-cell';
  /** How long a text of digits and nothing else can be one; most are looked at in columns of ids, by their length alone. */
  readonly plain?: readonly number[];
  /** What has the form of one: a global expression, or an anchored one for whole cells. */
  readonly shape: RegExp;
  /** How many characters of the candidate, from its beginning, are one; 0 where it fails the checks, −1 where on a closer look
   *  it has not even the form. */
  readonly measure: (candidate: string, place: Place) => number;
}

/** All of the candidate, or nothing. */
export const allOrNothing =
  (isOne: (candidate: string, place: Place) => boolean): Detector['measure'] =>
  (candidate, place) =>
    isOne(candidate, place) ? candidate.length : 0;
