import { msg } from '@lit/localize';
import type { ColumnSummary } from '../../core/data/column-summary.ts';

/** What a column is for. */
export function roleText(role: ColumnSummary['role']): string {
  const texts: Record<ColumnSummary['role'], string> = {
    feature: msg('Feature'),
    label: msg('Label'),
    subject: msg('Subject key'),
    ignore: msg('Not used'),
  };
  return texts[role];
}
