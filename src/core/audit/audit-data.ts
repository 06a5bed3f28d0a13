import { type Dataset, type PhaseData, usableRows } from '../data/dataset.ts';
import { withWaivers } from '../fixes/waivers.ts';
import type { PhaseName } from '../spec/spec.ts';
import { testDriftFindings } from './across/test-drift.ts';
import type { Audit, Finding, FindingCode, Severity } from './audit.ts';
import { classBalance, classFindings } from './classes.ts';
import { tableFindings } from './columns/table-findings.ts';
import { constantColumnFindings } from './constant-columns.ts';
import { duplicatesOf } from './duplicates.ts';
import { scaleFindings } from './image-scale.ts';
import { imageFindings } from './images.ts';
import { labelFindings } from './labels.ts';
import { missingCounts, missingFindings } from './missing.ts';
import { personalFindings } from './personal/personal-findings.ts';
import { personalColumns, profileData } from './profile/profile-data.ts';
import { structureFindings } from './structure.ts';

/** Looks a phase's data through: where it came from, how good it is, and what a person should know before training on it.
 *  Findings stand by severity, errors first. */
export function auditData(phase: PhaseName, data: PhaseData): Audit {
  const usable = usableRows(data.train);
  const balance = classBalance(data.train, usable);
  const duplicates = duplicatesOf(data.train, data.test);
  const personal = personalFindings(data);
  const findings: Finding[] = [
    ...classFindings(data.train, usable, balance),
    ...missingFindings(data),
    ...structureFindings(data),
    ...duplicates.findings,
    ...constantColumnFindings(data.train, usable),
    ...imageFindings(data.train.features, usable),
    ...scaleFindings(data.train.features, usable),
    ...labelFindings(data, usable, balance),
    ...tableFindings(data.train, { usable, repeats: duplicates.repeats, hidden: personalColumns(personal) }),
    ...testDriftFindings(data),
    ...personal,
  ];
  return {
    phase,
    source: { files: data.files, reading: data.reading, ...(data.version && { version: data.version }) },
    quality: {
      rows: data.train.rows,
      testRows: data.test?.rows ?? null,
      columns: data.facts?.columns.length ?? columnsOf(data.train),
      ...missingCounts(data),
      duplicates: duplicates.repeats.length,
      classBalance: balance,
    },
    findings: bySeverity(withWaivers(findings, data.version)),
    profile: profileData(data.train, findings),
  };
}

/** The audit with more found, which stands behind what is as grave, instead of what it had of some codes. */
export const withFindings = (audit: Audit, findings: readonly Finding[], instead: readonly FindingCode[] = []): Audit => ({
  ...audit,
  findings: bySeverity(withWaivers([...audit.findings.filter(({ code }) => !instead.includes(code)), ...findings], audit.source.version)),
});

/** The audit of data that are as they were, but for what is waived. */
export const auditAgain = (audit: Audit, { version }: Pick<PhaseData, 'version'>): Audit => ({
  ...audit,
  source: { ...audit.source, ...(version && { version }) },
  findings: withWaivers(audit.findings, version),
});

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]);

/** Features and the label. */
const columnsOf = ({ features }: Dataset): number =>
  (features.kind === 'image' ? features.height * features.width : features.columns.length) + 1;
