import type { FileReference, PhaseName, PhaseSpec } from '../../core/spec/spec.ts';
import type { ViewState } from '../view-state.ts';

/** Why «Start» cannot be pressed now. */
export type Obstacle =
  | { readonly kind: 'engine' }
  | { readonly kind: 'running' }
  | { readonly kind: 'loading'; readonly phase: PhaseName }
  | { readonly kind: 'no-phase' }
  | { readonly kind: 'no-data'; readonly phase: PhaseName }
  | { readonly kind: 'no-init'; readonly file: string }
  | { readonly kind: 'no-indices'; readonly phase: PhaseName; readonly file: string };

/** What «Start» would do: load samples first, or start at once; or what stands in its way. */
export type StartPlan =
  | { readonly kind: 'blocked'; readonly obstacle: Obstacle }
  | { readonly kind: 'load-first'; readonly phases: readonly PhaseSpec[] }
  | { readonly kind: 'ready' };

/** Decides what «Start» does. A phase whose source is a sample can be loaded by the page; dropped files only the person has. */
export function planStart(state: ViewState): StartPlan {
  const obstacle = firstObstacle(state);
  if (obstacle !== null) return { kind: 'blocked', obstacle };
  const missing = state.spec.phases.filter((phase) => !isLoaded(state, phase));
  return missing.length === 0 ? { kind: 'ready' } : { kind: 'load-first', phases: missing };
}

/** The data on the page is what the spec's phase asks for. */
export function isLoaded(state: ViewState, phase: PhaseSpec): boolean {
  return state.data[phase.phase].summary?.source === phase.data.source;
}

/** A run is trained, or about to be taken up: its set-up stands still. */
export const isBusy = (state: ViewState): boolean => isTraining(state) || state.resuming !== null;

/** What is shown is the run that is trained. */
export const isTraining = (state: Pick<ViewState, 'run'>): boolean =>
  state.run?.live === true && (state.run.status === 'running' || state.run.status === 'paused');

function firstObstacle(state: ViewState): Obstacle | null {
  const { spec } = state;
  if (state.environment === null) return { kind: 'engine' };
  if (isBusy(state)) return { kind: 'running' };
  if (spec.phases.length === 0) return { kind: 'no-phase' };
  const loading = spec.phases.find(({ phase }) => state.data[phase].loading !== null);
  if (loading !== undefined) return { kind: 'loading', phase: loading.phase };
  const without = spec.phases.find((phase) => phase.data.source === 'files' && !isLoaded(state, phase));
  if (without !== undefined) return { kind: 'no-data', phase: without.phase };
  return missingFile(state);
}

/** A spec may name a weights file or a row order that this page was not given yet. */
function missingFile({ spec, init, indices }: ViewState): Obstacle | null {
  if (spec.init !== 'random' && !sameFile(spec.init, init?.reference)) return { kind: 'no-init', file: spec.init.file };
  const phase = spec.phases.find((one) => one.indices !== null && !sameFile(one.indices, indices[one.phase]?.reference));
  return phase?.indices ? { kind: 'no-indices', phase: phase.phase, file: phase.indices.file } : null;
}

const sameFile = (wanted: FileReference, given: FileReference | undefined): boolean => wanted.sha256 === given?.sha256;
