import type { Finding } from '../audit/audit.ts';
import { type DatasetVersion, isWaiver } from './fix.ts';

/** The findings, each with the reason for which the person lets it stand and when they decided so, where there is one; the last one given holds. */
export function withWaivers(findings: readonly Finding[], version: DatasetVersion | undefined): readonly Finding[] {
  const waivers = (version?.steps ?? []).map(({ fix }) => fix).filter(isWaiver);
  return findings.map(({ waived, waivedAt, ...finding }) => {
    const waiver = waivers.findLast(({ code, column = null }) => code === finding.code && column === finding.column);
    return waiver ? { ...finding, waived: waiver.reason, ...(waiver.at !== undefined && { waivedAt: waiver.at }) } : finding;
  });
}
