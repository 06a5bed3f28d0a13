import { ROWS_SHOWN } from '../../core/audit/audit.ts';
import { type AppliedFix, type Fix, type FixEffect, isWaiver, type Span } from '../../core/fixes/fix.ts';
import type { PhaseReport } from './facts.ts';
import { foreign, type Html, html } from './html.ts';
import { formatCount } from './numbers.ts';
import type { FixTexts, ReportTexts } from './texts/report-texts.ts';

/** What was done to the data before the audit looked at them, in order, and which finding each step answers. */
export function fixesPart({ audit, columnsLeft }: PhaseReport, texts: ReportTexts): Html | null {
  const { fixes: t } = texts;
  const steps = (audit.source.version?.steps ?? []).filter(({ fix }) => !isWaiver(fix));
  if (steps.length + columnsLeft.length === 0) return null;
  return html`<h4>${t.title}</h4><ol class="fixes">${columnsLeft.map((name) => html`<li>${t.columnLeft(foreign(name))}</li>`)}${steps.map((step) => stepItem(step, texts))}</ol>
    <p class="quiet small">${t.note}</p>`;
}

function stepItem({ fix, effect }: AppliedFix, { fixes: t, findings }: ReportTexts): Html {
  const rows = fix.kind === 'drop-rows' || fix.kind === 'relabel' ? fix.rows : [];
  const notes = [
    ...effectTexts(effect, t),
    ...(rows.length === 0 ? [] : [findings.rows(rows.slice(0, ROWS_SHOWN).map(formatCount).join(', '), rows.length > ROWS_SHOWN)]),
  ];
  const finding = isWaiver(fix) ? undefined : fix.finding;
  return html`<li>${fixText(fix, t)}${finding !== undefined && html` ${t.answers(html`<code>${finding}</code>`)}`}${notes.length > 0 && html`<br><span class="quiet small">${notes.join(' · ')}</span>`}</li>`;
}

function fixText(fix: Fix, t: FixTexts): string | Html | null {
  switch (fix.kind) {
    case 'drop-rows':
      return fix.of === 'test' ? t.testRowsLeft(fix.rows.length) : t.rowsLeft(fix.rows.length);
    case 'drop-matching':
      return fix.rule === 'missing' ? t.gapsLeft(fix.column === undefined ? null : foreign(fix.column)) : t.matchingLeft[fix.rule];
    case 'impute':
      return t.filled(foreign(fix.column), fix.by, foreign(String(fix.value ?? '')));
    case 'relabel':
      return t.relabelled(fix.rows.length, foreign(String(fix.label)));
    case 'merge-classes':
      return t.merged(fix.from.map(foreign), foreign(fix.into));
    case 'write-alike':
      return t.writtenAlike(foreign(fix.column));
    case 'invert-images':
      return t.inverted;
    case 'waive':
      return null;
    default:
      return fix satisfies never;
  }
}

/** In counts; none of a step that changed nothing. */
function effectTexts({ rows, testRows, cells, classes }: FixEffect, t: FixTexts): readonly string[] {
  return [
    ...(isChanged(rows) ? [t.rows(between(rows))] : []),
    ...(isChanged(testRows) ? [t.testRows(between(testRows))] : []),
    ...(cells > 0 ? [t.values(cells)] : []),
    ...(isChanged(classes) ? [t.classes(between(classes))] : []),
  ];
}

const isChanged = (span: Span | null): span is Span => span !== null && span.before !== span.after;

const between = ({ before, after }: Span): string => `${formatCount(before)} → ${formatCount(after)}`;
