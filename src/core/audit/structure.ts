import type { PhaseData } from '../data/dataset.ts';
import type { Finding } from './audit.ts';
import { makeFinding, percent } from './finding.ts';

/** What the reader met in the text of a table: lines before the data, rows of another length, cells of another type. */
export function structureFindings(data: PhaseData): Finding[] {
  return [...preamble(data), ...raggedRows(data), ...typeMismatches(data)];
}

function preamble({ facts }: PhaseData): Finding[] {
  const lines = facts?.preamble ?? 0;
  return lines === 0 ? [] : [makeFinding('preamble-lines', 'info', { count: lines })];
}

function raggedRows({ facts, train }: PhaseData): Finding[] {
  if (!facts || facts.ragged.count === 0) return [];
  const { rows, count } = facts.ragged;
  const fields = { total: train.rows, columns: facts.columns.length };
  return [makeFinding('ragged-rows', 'warning', { rows, count, fields, measure: 'Con-ML-3' })];
}

function typeMismatches({ facts, train }: PhaseData): Finding[] {
  const mismatched = (facts?.columns ?? []).filter(({ mismatches }) => mismatches > 0);
  return mismatched.map(({ name, mismatches, mismatchRows }) => {
    const fields = { total: train.rows, share: percent(mismatches, train.rows) };
    return makeFinding('type-mismatch', 'warning', { column: name, rows: mismatchRows, count: mismatches, fields, measure: 'Acc-ML-1' });
  });
}
