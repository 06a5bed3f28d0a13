/** Nine significant digits tell any two float32 apart (IEEE 754 §5.12.2). */
const ENOUGH_DIGITS = 9;
/** Computed values mostly need more digits than this, so the search starts behind it. */
const FEW_DIGITS = 6;
const MANTISSA_BITS = 0x007fffff;

const view = new DataView(new ArrayBuffer(4));

/** The number with the fewest decimal digits that reads back to the same float32 as `x`, so that JSON and CSV hold a
 *  float32 exactly and shortly: 0.1 for the float32 nearest to it, not 0.10000000149011612. Of two equally short
 *  ones the nearer. Idempotent; values that are not finite come back as they are. */
export function shortFloat32(x: number): number {
  const value = Math.fround(x);
  if (!Number.isFinite(value) || value === 0) return value;
  const candidateOf = isPowerOfTwo(value) ? candidateOfPowerOfTwo : nearest;
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const first = candidateOf(value, FEW_DIGITS, exponent) === undefined ? FEW_DIGITS + 1 : 1;
  for (let digits = first; digits < ENOUGH_DIGITS; digits++) {
    const candidate = candidateOf(value, digits, exponent);
    if (candidate !== undefined) return candidate;
  }
  return rounded(value, ENOUGH_DIGITS, exponent);
}

/** The nearest number of so many significant decimal digits: for what is looked at, not computed with. */
export function roundedTo(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  return rounded(value, digits, Math.floor(Math.log10(Math.abs(value))));
}

/** `shortFloat32` as text: what stands in a CSV cell. */
export const formatFloat32 = (x: number): string => String(shortFloat32(x));

function nearest(value: number, digits: number, exponent: number): number | undefined {
  const candidate = rounded(value, digits, exponent);
  return readsBack(candidate, value) ? candidate : undefined;
}

/** Powers of ten that a float64 holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** How near to the middle of two decimals the arithmetic may not be trusted: its error is 1e-7 at most, for nine digits. */
const UNSURE = 1e-5;

/** `Number(value.toPrecision(digits))`, by arithmetic where that is sure to give the same: a whole number below 2⁵³ and an exact
 *  power of ten divide or multiply to the float64 nearest to the decimal (Clinger 1990, “How to read floating point numbers
 *  accurately”). Text takes five times as long. `exponent` is the value's in decimal, or off by one. */
function rounded(value: number, digits: number, exponent: number): number {
  const power = digits - 1 - exponent;
  if (power >= -22 && power <= 22) {
    const scaled = power >= 0 ? value * POWERS[power] : value / POWERS[-power];
    const whole = Math.round(scaled);
    const isSure = Math.abs(Math.abs(scaled - whole) - 0.5) > UNSURE;
    // With an exponent that is off there are too few digits or too many.
    if (isSure && Math.abs(whole) >= POWERS[digits - 1] && Math.abs(whole) < POWERS[digits])
      return power >= 0 ? whole / POWERS[power] : whole * POWERS[-power];
  }
  return Number(value.toPrecision(digits));
}

/** Below a power of two the float32 stand twice as close as above it: the nearest decimal may be too low to read
 *  back where the next one up, though farther off, does. */
function candidateOfPowerOfTwo(value: number, digits: number, decimalExponent: number): number | undefined {
  const [digitsText, exponent] = value.toExponential(digits - 1).split('e');
  const unit = Number(`1e${Number(exponent) - digits + 1}`);
  const above = Number(`${Number(digitsText.replace('.', '')) + Math.sign(value)}e${Number(exponent) - digits + 1}`);
  return nearest(value, digits, decimalExponent) ?? (unit > 0 && readsBack(above, value) ? above : undefined);
}

/** Whether every reader gets `value` from the decimal, also one that does not go through float64 on its way. */
function readsBack(decimal: number, value: number): boolean {
  return Math.fround(decimal) === value && (!isHalfWay(decimal, value) || isExact(decimal));
}

/** Whether it lies in the middle of two float32: the mirror image of `value` is a float32 too. */
function isHalfWay(decimal: number, value: number): boolean {
  const mirrored = decimal + (decimal - value);
  return mirrored !== value && Math.fround(mirrored) === mirrored;
}

/** Whether the float64 is what was written, not the nearest to it: only then is half-way really half-way. */
function isExact(decimal: number): boolean {
  return !/[1-9]/.test(
    Math.abs(decimal)
      .toExponential(100)
      .split('e')[0]
      .slice(ENOUGH_DIGITS + 1),
  );
}

function isPowerOfTwo(value: number): boolean {
  view.setFloat32(0, value);
  return (view.getUint32(0) & MANTISSA_BITS) === 0;
}
