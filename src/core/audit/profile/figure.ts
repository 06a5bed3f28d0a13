import { roundedTo } from '../../float32.ts';

const DIGITS = 6;

/** As much of a figure as is looked at; −0 becomes 0, as JSON writes it. */
export const figure = (value: number): number => roundedTo(value, DIGITS) + 0;

/** To four decimals. */
export const share = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;
