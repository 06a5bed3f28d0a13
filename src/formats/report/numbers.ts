const DASH = '–';
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const values = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const percents = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

export const formatCount = (value: number): string => counts.format(value);

export const formatPercent = (part: number, whole: number): string => (whole === 0 ? DASH : percents.format(part / whole));

/** «0.1235», «12,345», «1.2e-5». */
export function formatValue(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(2).replace('+', '');
  return (size >= 1000 ? counts : values).format(value);
}

/** «2026-03-01 09:30 UTC» of a moment in ISO 8601, UTC. */
export const formatMoment = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `unit` is the reader's word for bytes. */
export function formatBytes(bytes: number, unit: string): string {
  const power = Math.min(UNITS.length, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${values.format(Number((bytes / 1000 ** power).toPrecision(3)))} ${power === 0 ? unit : UNITS[power - 1]}`;
}
