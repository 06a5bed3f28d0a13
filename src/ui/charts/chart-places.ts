import { msg, str } from '@lit/localize';
import type { AxisKind } from '../../app/charts/chart-axis.ts';
import { formatCompact, formatCount } from '../parts/numbers.ts';

/** Steps from here on are written as «1.2M», which the axis has room for. */
const MOST_WRITTEN_OUT = 100_000;
const MINUTE_MS = 60_000;

/** A place on the horizontal axis, as its tick. */
export function formatPlaceTick(kind: AxisKind, place: number): string {
  if (kind !== 'step') return formatClock(place);
  return place < MOST_WRITTEN_OUT ? formatCount(place) : formatCompact(place);
}

/** A place on the horizontal axis, exactly: «1,204», «2:05.3». */
export const formatPlace = (kind: AxisKind, place: number): string => (kind === 'step' ? formatCount(place) : formatClock(place));

/** «steps 10 to 19», «0:10 to 0:19». */
export function formatStretch(kind: AxisKind, [from, to]: readonly [number, number]): string {
  if (kind !== 'step') return msg(str`${formatClock(Math.round(from))} to ${formatClock(Math.round(to))}`);
  return msg(str`steps ${formatCount(Math.max(1, Math.ceil(from)))} to ${formatCount(Math.floor(to))}`);
}

/** «12.5s», «2:05», «1:02:05»: short enough for an axis. */
function formatClock(ms: number): string {
  if (ms < MINUTE_MS) {
    const format = { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 4 } as const;
    return new Intl.NumberFormat(document.documentElement.lang || 'en', format).format(ms / 1000);
  }
  const seconds = ms / 1000;
  const whole = Math.floor(seconds);
  const fraction = Math.round((seconds - whole) * 1e4) / 1e4;
  const tail = fraction === 0 ? '' : String(fraction).slice(1);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}${tail}`;
}
