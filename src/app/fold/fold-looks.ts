import type { HardestRows, KnownRow, LookCommand, LookMessage, RowUse, StepDetail } from '../../core/looks/looks.ts';
import type { PhaseName } from '../../core/spec/spec.ts';

/** What was asked of single steps and rows of the opened run. */
export interface LooksView {
  /** The step that was asked for last; `detail` is of the one before it until it is read. */
  readonly step: number | null;
  readonly detail: StepDetail | null;
  readonly row: RowStory | null;
  readonly hardest: Readonly<Partial<Record<PhaseName, HardestView>>>;
}

/** How far a reading of the whole run is. */
export interface Reading {
  readonly through: number;
  readonly of: number;
  readonly state: 'reading' | 'done' | 'stopped';
}

/** A row over all steps that used it. */
export interface RowStory extends Reading {
  readonly phase: PhaseName;
  readonly row: number;
  readonly known: KnownRow | null;
  readonly uses: readonly RowUse[];
}

export interface HardestView extends Reading {
  readonly found: HardestRows | null;
}

export const NO_LOOKS: LooksView = { step: null, detail: null, row: null, hardest: {} };

const BEGUN: Reading = { through: 0, of: 0, state: 'reading' };

/** A question to the worker: what was found before stays in sight until the answer is there. */
export function askLook(looks: LooksView, command: LookCommand): LooksView {
  switch (command.kind) {
    case 'look-at-step':
      return { ...looks, step: command.step };
    case 'follow-row':
      return { ...looks, row: { ...BEGUN, phase: command.phase, row: command.row, known: null, uses: [] } };
    case 'find-hardest-rows':
      // One phase at a time: the other's reading ends.
      return { ...looks, hardest: { ...stopped(looks).hardest, [command.phase]: { ...BEGUN, found: null } } };
    case 'cancel-rows':
      return { ...looks, row: stopped(looks).row, hardest: stopped(looks).hardest };
  }
}

/** An answer of the worker; what it says of a row that is not asked for any more came too late. */
export function foldLook(looks: LooksView, message: LookMessage): LooksView {
  if (message.kind === 'step-detail') return looks.step === message.detail.step ? { ...looks, detail: message.detail } : looks;
  if (message.kind === 'hardest-rows') {
    const { through, of, isDone, phase, found } = message;
    return { ...looks, hardest: { ...looks.hardest, [phase]: { through, of, state: isDone ? 'done' : 'reading', found } } };
  }
  const { row } = looks;
  if (row?.row !== message.row || row.phase !== message.phase) return looks;
  if (message.kind === 'row-known') return { ...looks, row: { ...row, known: message.known } };
  const { through, of, isDone, uses } = message;
  return { ...looks, row: { ...row, through, of, state: isDone ? 'done' : 'reading', uses: [...row.uses, ...uses] } };
}

/** Nothing is read any more, as after a problem. */
export function stopped(looks: LooksView): LooksView {
  const stop = <Read extends Reading>(reading: Read): Read => (reading.state === 'reading' ? { ...reading, state: 'stopped' } : reading);
  const hardest = Object.fromEntries(Object.entries(looks.hardest).map(([phase, view]) => [phase, stop(view)]));
  return { ...looks, step: looks.detail?.step ?? null, row: looks.row && stop(looks.row), hardest };
}
