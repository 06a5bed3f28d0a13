import { type Finding, type FindingCode, ROWS_SHOWN, type Severity } from './audit.ts';

interface Details {
  readonly column?: string;
  /** All rows concerned, or the first ones; `count` says how many there are when these are not all. */
  readonly rows?: readonly number[];
  readonly count: number;
  readonly fields?: Finding['fields'];
  readonly measure?: string;
}

export function makeFinding(code: FindingCode, severity: Severity, details: Details): Finding {
  return {
    code,
    severity,
    column: details.column ?? null,
    rows: (details.rows ?? []).slice(0, ROWS_SHOWN),
    count: details.count,
    fields: details.fields ?? {},
    measure: details.measure ?? null,
  };
}

/** `part` of `whole` in per cent, to two decimals. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);

/** To three decimals, as a measure is read. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
