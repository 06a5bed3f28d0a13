import type { ReadOptions } from '../../core/data/dataset.ts';

/** How a phase's data were read and fixed before, and what was taken back. Both end with what is nearest. */
export interface FixHistory {
  readonly past: readonly ReadOptions[];
  readonly future: readonly ReadOptions[];
}

export const NO_HISTORY: FixHistory = { past: [], future: [] };

export interface Turn {
  readonly history: FixHistory;
  readonly options: ReadOptions;
}

/** After a change of what stood there until now; what was taken back before is gone. */
export const changed = ({ past }: FixHistory, now: ReadOptions): FixHistory => ({ past: [...past, now], future: [] });

/** Without the last change; null where there is none. A recipe that came with a link or a run loses its last fix. */
export function undone({ past, future }: FixHistory, now: ReadOptions): Turn | null {
  const before = past.at(-1) ?? withoutLast(now);
  return before && { history: { past: past.slice(0, -1), future: [...future, now] }, options: before };
}

/** With the last change that was taken back. */
export function redone({ past, future }: FixHistory, now: ReadOptions): Turn | null {
  const after = future.at(-1);
  return after ? { history: { past: [...past, now], future: future.slice(0, -1) }, options: after } : null;
}

const withoutLast = ({ fixes, ...options }: ReadOptions): ReadOptions | null =>
  fixes && fixes.length > 0 ? withFixes(options, fixes.slice(0, -1)) : null;

/** The options with that recipe; without a fix they say nothing of it. */
export function withFixes({ fixes: _, ...options }: ReadOptions, fixes: NonNullable<ReadOptions['fixes']>): ReadOptions {
  return fixes.length === 0 ? options : { ...options, fixes };
}
