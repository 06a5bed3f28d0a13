import { type Check, number, text, whole } from '../check.ts';

/* What the values in an event may be, whoever wrote them. */

/** Longer texts than any label, message or shader's complaint: it is the line that is limited. */
const MAX_TEXT = 2 ** 20;
const MAX_U32 = 2 ** 32 - 1;

export const prose = text(0, MAX_TEXT);
/** Counted things: rows, steps, bytes. */
export const count = whole(0, Number.MAX_SAFE_INTEGER);
/** What columns of 32 bits hold. */
export const u32 = whole(0, MAX_U32);
export const finite = number(-Number.MAX_VALUE, Number.MAX_VALUE);
export const notNegative = number(0, Number.MAX_VALUE);

export const textOrNumber: Check<string | number> = (value, place) =>
  typeof value === 'number' ? finite(value, place) : prose(value, place);
