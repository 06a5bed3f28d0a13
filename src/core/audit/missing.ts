import { type PhaseData, type Target, usableRows } from '../data/dataset.ts';
import { type Audit, type Finding, ROWS_SHOWN } from './audit.ts';
import type { ColumnFacts } from './column-facts.ts';
import { makeFinding, percent } from './finding.ts';

/** Missing cells as pandas' `isnull().sum()` counts them; columns without any are left out. */
export function missingCounts({ facts }: PhaseData): Pick<Audit['quality'], 'missing' | 'missingByColumn'> {
  const byColumn = new Map<string, number>();
  for (const { name, missing } of facts?.columns ?? []) if (missing > 0) byColumn.set(name, (byColumn.get(name) ?? 0) + missing);
  return { missing: [...byColumn.values()].reduce((sum, count) => sum + count, 0), missingByColumn: Object.fromEntries(byColumn) };
}

export function missingFindings(data: PhaseData): Finding[] {
  const label = labelColumn(data);
  const features = (data.facts?.columns ?? []).filter((column) => column !== label && column.missing > 0);
  return [...features.map((column) => missingValues(column, data.train.rows)), ...missingLabels(data, label)];
}

function missingValues({ name, missing, missingRows }: ColumnFacts, total: number): Finding {
  const fields = { total, share: percent(missing, total) };
  return makeFinding('missing-values', 'warning', { column: name, rows: missingRows, count: missing, fields, measure: 'Com-ML-1' });
}

/** An error while a row without a usable label would be trained on, a warning once those rows are left out. */
function missingLabels({ train }: PhaseData, label: ColumnFacts | undefined): Finding[] {
  const { rows, count } = unlabelledRows(train.target, usableRows(train));
  const leftOut = count === 0 ? (label?.missing ?? 0) : 0;
  if (count + leftOut === 0) return [];
  return [
    makeFinding('missing-labels', count > 0 ? 'error' : 'warning', {
      column: train.target.column,
      rows: count > 0 ? rows : (label?.missingRows ?? []),
      count: count + leftOut,
      fields: { total: train.rows, leftOut },
      measure: 'Com-ML-5',
    }),
  ];
}

/** The first rows that have no label, and how many there are. */
function unlabelledRows(target: Target, usable: Uint32Array): { rows: number[]; count: number } {
  const rows: number[] = [];
  let count = 0;
  for (const row of usable) {
    if (target.kind === 'classes' ? target.codes[row] >= 0 : !Number.isNaN(target.values[row])) continue;
    if (count++ < ROWS_SHOWN) rows.push(row);
  }
  return { rows, count };
}

function labelColumn({ facts, reading, train }: PhaseData): ColumnFacts | undefined {
  return facts?.columns[reading.label?.index ?? -1] ?? facts?.columns.find(({ name }) => name === train.target.column);
}
