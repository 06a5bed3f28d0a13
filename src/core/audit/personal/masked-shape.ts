import type { PersonalKind } from './kinds.ts';

/** Characters of a form that are shown: a country code or an issuer's digits would be seen in more. */
const SHOWN = 7;

/** The form of a value without the value: «999-99-…», «AA99 99…», «a…@…». */
export function maskedShape(kind: PersonalKind, value: string): string {
  return kind === 'email' ? 'a…@…' : maskedForm(value);
}

/** Digits as 9, capitals as A, other letters as a, signs and spaces as they are: «Aaaa», «99-99». */
export function maskedForm(value: string): string {
  const form = value
    .slice(0, SHOWN)
    .replace(/\p{N}/gu, '9')
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{L}/gu, (letter) => (letter === 'A' ? 'A' : 'a'));
  return value.length > SHOWN ? `${form}…` : form;
}
