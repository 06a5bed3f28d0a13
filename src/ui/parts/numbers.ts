/** Numbers in the reader's own language: figures, units and signs follow the page's `lang`. */

const DASH = '–';
const KIBI = 1024;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const language = document.documentElement.lang || 'en';
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language, options);
  formats.set(key, made);
  return made;
}

/** «12,000». */
export const formatCount = (value: number): string => numberFormat({ maximumFractionDigits: 0 }).format(value);

/** «a, b, c», as the language lists things. */
export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat(document.documentElement.lang || 'en', { type: 'conjunction', style: 'narrow' }).format(items);

/** A count in little room: «9,999», then «12.3K». */
export const formatCompact = (value: number): string =>
  value < 10_000 ? formatCount(value) : numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);

/** Four digits that count, «0.1234», or «1.2e-5» where zeros would hide them; a dash for what is no number. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return DASH;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2).replace('+', '');
  return numberFormat({ minimumSignificantDigits: 4, maximumSignificantDigits: 4 }).format(value);
}

/** A tick on an axis: as few digits as it needs. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1).replace('.0e', 'e').replace('+', '');
  return numberFormat({ maximumSignificantDigits: 4 }).format(value);
}

/** 0.981 as «98.1%»; a dash for what is no number. */
export const formatShare = (value: number, digits = 1): string =>
  Number.isFinite(value)
    ? numberFormat({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
    : DASH;

/** A share as a tick on an axis: «95%», «97.5%». */
export const formatShareTick = (value: number): string => numberFormat({ style: 'percent', maximumFractionDigits: 2 }).format(value);

/** What one share has over another in percentage points, with its sign: «+4.7». Taken between the shares as `formatShare`
 *  writes them, so that who subtracts what is on the screen finds the same. */
export function formatPoints(share: number, other: number): string {
  const points = (Math.round(share * 1000) - Math.round(other * 1000)) / 10;
  return numberFormat({ signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(points);
}

/** «684 bytes», «57.5 kB»: counts in steps of 1,024, as file managers do. */
export function formatBytes(bytes: number): string {
  const power = bytes < KIBI ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(KIBI)));
  const value = bytes / KIBI ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  // English writes the short form of the smallest unit without its plural.
  const unitDisplay = power === 0 ? 'long' : 'short';
  return numberFormat({ style: 'unit', unit: BYTE_UNITS[power], unitDisplay, maximumFractionDigits: digits }).format(value);
}

/** «0.8 sec», «12 sec», «2 min 5 sec», «1 hr 4 min»: the two largest units. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return unit(Math.round(seconds * 10) / 10, 'second');
  if (Math.round(seconds) < 60) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds) / 60;
  if (minutes < 60) return twoUnits(Math.floor(minutes), 'minute', Math.round(seconds) % 60, 'second');
  return twoUnits(Math.floor(minutes / 60), 'hour', Math.floor(minutes % 60), 'minute');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? unit(large, largeUnit) : `${unit(large, largeUnit)} ${unit(small, smallUnit)}`;
}

const unit = (value: number, name: string): string => numberFormat({ style: 'unit', unit: name, unitDisplay: 'short' }).format(value);

/** «21 Nov 2024, 10:12», in the reader's own time. */
export function formatWhen(iso: string): string {
  const language = document.documentElement.lang || 'en';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
