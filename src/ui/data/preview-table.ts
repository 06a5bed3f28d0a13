import { css, html, type TemplateResult } from 'lit';
import type { ColumnSummary } from '../../core/data/column-summary.ts';
import { roleText } from './column-texts.ts';
import type { DataSummary } from './reading-texts.ts';

type Rows = Extract<DataSummary['preview'], { kind: 'table' }>;

export const previewTableStyles = css`
  .label {
    color: var(--ts-ink);
    font-weight: var(--ts-bold);
    font-size: inherit;
  }
  .ignore,
  .subject {
    color: var(--ts-ink-faint);
  }
  .role {
    display: block;
    color: var(--ts-ink-quiet);
    font-weight: 400;
  }
`;

/** The first rows of a table as they stand in the file. What a column is for stands below its name, but for those that the network sees.
 *  `missing` is shown for an empty cell. */
export function previewTable({ columns, rows }: Rows, summary: Pick<DataSummary, 'columns' | 'reading'>, missing: TemplateResult) {
  const roles = columns.map((_, i) => roleOf(summary, i));
  return html`<table>
    <thead><tr>${columns.map((name, i) => html`<th scope="col" class=${roles[i]} title=${name}>${name}${roleLine(roles[i])}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, i) => html`<td class=${roles[i]}>${cell === '' ? missing : cell}</td>`)}</tr>`)}</tbody>
  </table>`;
}

/** Of a very wide table only the first columns are summed up. */
const roleOf = ({ columns, reading }: Pick<DataSummary, 'columns' | 'reading'>, at: number): ColumnSummary['role'] =>
  columns[at]?.role ?? (reading.label?.index === at ? 'label' : 'feature');

const roleLine = (role: ColumnSummary['role']) => (role === 'feature' ? '' : html` <span class="role">${roleText(role)}</span>`);
