import type { ColumnKind, ColumnRole } from './column-choices.ts';
import { columnKind, type Table } from './table.ts';
import type { TableColumn } from './table-column.ts';
import type { TablePlan } from './table-plan.ts';

/** What a person sees of a column to say what it is for. */
export interface ColumnSummary {
  readonly name: string;
  readonly role: 'label' | ColumnRole;
  /** As what it is read; of a column that is not read, what it would be. */
  readonly kind: ColumnKind;
  /** What its cells look like, whatever it is read as. Dates and prose have no kind of their own: each different one is a category. */
  readonly looks: ColumnKind | 'date' | 'text';
  readonly missing: number;
}

/** A table of pixels has 785 of them; what is far wider is no matter for single choices. */
const MAX_SUMMARIES = 5_000;

/** One summary for each column of the table, up to a number that a page can list. */
export function summariseColumns(table: Table, plan: TablePlan): readonly ColumnSummary[] {
  const roleOf = (i: number) => {
    if (i === plan.label) return 'label';
    return plan.features.includes(i) ? 'feature' : i === plan.subject ? 'subject' : 'ignore';
  };
  return table.columns
    .slice(0, MAX_SUMMARIES)
    .map((column, i) => ({ name: column.name, role: roleOf(i), kind: plan.kinds[i], looks: looksOf(column), missing: column.missing }));
}

/** Texts that are looked at: a column of dates has nothing else. */
const LOOKED_AT = 50;
/** More different texts than this, and hardly any twice, are no categories. */
const MANY_TEXTS = 50;
const SELDOM_TWICE = 0.5;

function looksOf(column: TableColumn): ColumnSummary['looks'] {
  if (columnKind(column) === 'number') return 'number';
  const names = column.names();
  if (names.length > 0 && names.slice(0, LOOKED_AT).every(isDate)) return 'date';
  return names.length > MANY_TEXTS && names.length > SELDOM_TWICE * column.texts ? 'text' : 'category';
}

const DATES = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/,
];

/** ISO 8601 with or without a time, or day, month and year in any order. */
const isDate = (text: string): boolean => DATES.some((date) => date.test(text));
