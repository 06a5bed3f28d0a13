import type { Audit } from '../../core/audit/audit.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import type { RunView, ViewState } from '../view-state.ts';

/** What the audit view shows of a phase: the data that is loaded, else what the opened run was trained on. */
export interface AuditView {
  readonly audit: Audit;
  /** The data's rows can be looked at: it is loaded. */
  readonly loaded: boolean;
  /** The run that used exactly this data; null where there is none, or it used other files. */
  readonly usedBy: RunView | null;
}

export function auditView({ data, run }: ViewState, phase: PhaseName): AuditView | null {
  const loaded = data[phase].summary?.audit;
  const trained = run?.audits[phase];
  const audit = loaded ?? trained;
  if (audit === undefined) return null;
  const same = trained !== undefined && hashesOf(trained) === hashesOf(audit);
  return { audit, loaded: loaded !== undefined, usedBy: same ? run : null };
}

const hashesOf = ({ source }: Audit): string => source.files.map(({ sha256 }) => sha256).join();
