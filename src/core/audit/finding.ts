import { type Finding, type FindingCode, PRETRAIN_ROWS_LISTED, ROWS_SHOWN, type Severity } from './audit.ts';

interface Details {
  readonly column?: string;
  /** All rows concerned, or the first ones; `count` says how many there are when these are not all. */
  readonly rows?: readonly number[];
  readonly count: number;
  readonly fields?: Finding['fields'];
  readonly measure?: string;
  /** As in the finding, however many they are. */
  readonly pretrainRows?: readonly number[];
}

export function makeFinding(code: FindingCode, severity: Severity, details: Details): Finding {
  const { pretrainRows } = details;
  return {
    code,
    severity,
    column: details.column ?? null,
    rows: (details.rows ?? []).slice(0, ROWS_SHOWN),
    count: details.count,
    fields: details.fields ?? {},
    measure: details.measure ?? null,
    ...(pretrainRows && pretrainRows.length <= PRETRAIN_ROWS_LISTED && { pretrainRows }),
  };
}

/** `part` of `whole` in per cent, to two decimals. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);

/** To three decimals, as a measure is read. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
