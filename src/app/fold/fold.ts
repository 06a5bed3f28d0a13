import type { FileFacts } from '../../core/data/dataset.ts';
import { EMPTY_CARD } from '../../core/policy/card.ts';
import type { Problem } from '../../core/problems/problem.ts';
import { DEFAULT_SPEC, type FileReference, type PhaseName, type PhaseSpec, type RunSpec } from '../../core/spec/spec.ts';
import type { DataSummary, Message, ProblemScope, RunSummary } from '../../protocol.ts';
import { sameButForRows } from '../data/label-decisions.ts';
import { setUpOf } from '../plan/spec-edit.ts';
import { renamed } from '../runs/run-name.ts';
import type { RunView, ViewState } from '../view-state.ts';
import { foldLook, NO_LOOKS, stopped } from './fold-looks.ts';
import { foldColumns, openedRun, withHistograms, withRows } from './fold-run.ts';
import { endWorking, foldStep, NO_STEPS } from './fold-steps.ts';

type PhaseView = ViewState['data'][PhaseName];

const NO_LABELS: PhaseView['labels'] = { share: null, found: null };

const EMPTY_DATA: PhaseView = { loading: null, comparing: null, labels: NO_LABELS, summary: null, card: EMPTY_CARD, cardKnown: false };

/** The page before the worker has said a word. */
export const INITIAL_STATE: ViewState = {
  environment: null,
  spec: DEFAULT_SPEC,
  data: { pretrain: EMPTY_DATA, finetune: EMPTY_DATA },
  init: null,
  indices: { pretrain: null, finetune: null },
  verdict: null,
  run: null,
  runs: [],
  lostRuns: [],
  comparison: null,
  checks: {},
  storage: null,
  bundle: { kind: 'none' },
  importing: { kind: 'none' },
  steps: NO_STEPS,
  looks: NO_LOOKS,
  problems: {},
  starting: false,
  resuming: null,
};

/** The state after a message of the worker. Pure, but for a run's series, which grow in place (their `revision` tells).
 *  `addressOf` makes an address that a file can be downloaded from. */
export function fold(state: ViewState, message: Message, addressOf: (file: File) => string): ViewState {
  switch (message.kind) {
    case 'ready':
      return { ...state, environment: message.environment };
    case 'load-progress':
      return withData(state, message.phase, { loading: { stage: message.stage, done: message.done, total: message.total } });
    case 'comparing':
      return withData(state, message.phase, { comparing: message.share });
    case 'labels-checked': {
      const { share, found, phase } = message;
      return withData(state, phase, { labels: { share, found: found ?? state.data[phase].labels.found } });
    }
    case 'audit-revised': {
      const { summary } = state.data[message.phase];
      return withData(state, message.phase, { comparing: null, summary: summary && { ...summary, audit: message.audit } });
    }
    case 'data-loaded': {
      const { phase, data } = message;
      const labels = labelsOf(state.data[phase], data);
      const loaded = withData(withoutProblem(state, phase), phase, { loading: null, comparing: null, labels, summary: data });
      return { ...loaded, spec: withFilesNamed(state.spec, phase, data.source, data.files) };
    }
    case 'data-unloaded':
      return { ...state, data: { ...state.data, [message.phase]: EMPTY_DATA } };
    case 'rows-looked':
      return withData(state, message.phase, { looked: { key: message.key, rows: message.looked } });
    case 'card-known':
      return withData(state, message.phase, { card: message.card, cardKnown: true });
    case 'policy-preview':
      return { ...state, verdict: message.verdict };
    case 'init-loaded': {
      const spec: RunSpec = { ...state.spec, init: message.weights?.reference ?? 'random' };
      return { ...withoutProblem(state, 'init'), init: message.weights, spec };
    }
    case 'indices-loaded': {
      const indices = message.indices?.reference ?? null;
      const spec = withPhase(state.spec, message.phase, (phase) => ({ ...phase, indices }));
      return { ...withoutProblem(state, message.phase), indices: { ...state.indices, [message.phase]: message.indices }, spec };
    }
    case 'resuming':
      return { ...state, spec: setUpOf(message.spec) };
    case 'run-opened':
      return {
        ...withoutProblem(withoutProblem(withoutProblem(state, 'run'), 'step'), 'look'),
        run: openedRun(state, message.runId, message.live, message.elsewhere ?? false),
        steps: NO_STEPS,
        looks: NO_LOOKS,
        starting: false,
        resuming: null,
      };
    case 'replaying': {
      const { keyframe, step, through } = message;
      return ofRun(state, message.runId, (run) => ({ ...run, replaying: { keyframe, step, through } }));
    }
    case 'committed':
      return ofRun(state, message.runId, (run) => foldColumns(run, message.columns));
    case 'rows':
      return ofRun(state, message.runId, (run) => withRows(run, message));
    case 'histograms':
      return ofRun(state, message.runId, (run) => withHistograms(run, message.histograms));
    case 'glimpse':
      return state.run === null ? state : { ...state, run: { ...state.run, glimpse: message.glimpse } };
    case 'runs': {
      const run = state.run && leftAlone(state.run, message.runs);
      return { ...state, run, runs: message.runs, lostRuns: message.lost, storage: message.storage };
    }
    case 'run-checked':
      return { ...state, checks: { ...state.checks, [message.runId]: message.check } };
    case 'import-progress': {
      const { file, stage, done, total } = message;
      return state.importing.kind === 'working' ? { ...state, importing: { kind: 'working', file, stage, done, total } } : state;
    }
    case 'import-ended':
      return { ...state, importing: message.outcome };
    case 'bundle-progress':
      return { ...state, bundle: { kind: 'making', runId: message.runId, entry: message.entry, bytes: message.bytes } };
    case 'bundle-ready':
      return {
        ...withoutProblem(state, 'bundle'),
        bundle: { kind: 'ready', runId: message.runId, name: message.name, url: addressOf(message.file), bytes: message.file.size },
      };
    case 'parameters-progress':
      return foldStep(state, message);
    case 'parameters':
      return foldStep(withoutProblem(state, 'step'), message);
    case 'run-compared': {
      const { comparison } = state;
      if (!comparison?.runIds.includes(message.run.runId)) return state;
      const others = comparison.runs.filter(({ runId }) => runId !== message.run.runId);
      return { ...state, comparison: { ...comparison, runs: [...others, message.run] } };
    }
    case 'step-detail':
    case 'row-known':
    case 'row-uses':
    case 'hardest-rows':
      if (state.run?.runId !== message.runId) return state;
      return { ...withoutProblem(state, 'look'), looks: foldLook(state.looks, message) };
    case 'problem':
      return withProblem(state, message.scope, message.problem);
    default:
      return unreachable(message);
  }
}

/** The state without the problem of one scope, as when its cause is gone or the person closed it. */
export function withoutProblem(state: ViewState, scope: ProblemScope): ViewState {
  const { [scope]: gone, ...problems } = state.problems;
  return gone === undefined ? state : { ...state, problems };
}

/** The state after something befell the opened run; news of another one are none of the page's. */
const ofRun = (state: ViewState, runId: string, change: (run: RunView) => RunView): ViewState =>
  state.run?.runId === runId ? { ...state, run: change(state.run) } : state;

/** What a problem ends: the loading of its phase, a start that waited for it, the taking up of a run, a bundle in the making. */
function withProblem(state: ViewState, scope: ProblemScope, problem: Problem): ViewState {
  const next: ViewState = { ...state, problems: { ...state.problems, [scope]: problem }, starting: false };
  if (scope === 'page') return { ...next, resuming: null };
  if (scope === 'pretrain' || scope === 'finetune') return withData(next, scope, { loading: null });
  if (scope === 'step') return endWorking(next);
  if (scope === 'look') return { ...next, looks: stopped(next.looks) };
  if (scope === 'run') return { ...next, resuming: null, run: state.run && waiting(state.run) };
  if (scope === 'import') return { ...next, importing: { kind: 'none' } };
  return scope === 'bundle' ? { ...next, bundle: { kind: 'none' } } : next;
}

/** A run whose events the store refuses waits until the person resumes or stops it. No event can say so. */
const waiting = (run: RunView): RunView => (run.live && run.status === 'running' ? { ...run, status: 'paused' } : run);

/** A run that the worker let go although no event of its end could be kept: it is not there at all, or nobody holds it. */
function leftAlone(run: RunView, runs: readonly RunSummary[]): RunView {
  const kept = runs.find(({ runId }) => runId === run.runId);
  const isOver = kept === undefined ? run.status === 'paused' : kept.status === 'interrupted';
  if (run.elsewhere && kept?.status !== 'running') return { ...run, elsewhere: false };
  return run.live && isOver ? { ...run, live: false, replaying: null } : run;
}

/** Doubtful labels are corrected one by one: what was found stands until the rows are others. */
function labelsOf({ labels, summary }: PhaseView, after: DataSummary): PhaseView['labels'] {
  const same = summary !== null && hashesOf(summary) === hashesOf(after) && sameButForRows(summary.options, after.options);
  return same ? { share: null, found: labels.found } : NO_LABELS;
}

const hashesOf = ({ files }: DataSummary): string => files.map(({ sha256 }) => sha256).join();

export function withData(state: ViewState, phase: PhaseName, change: Partial<PhaseView>): ViewState {
  return { ...state, data: { ...state.data, [phase]: { ...state.data[phase], ...change } } };
}

export function withPhase(spec: RunSpec, name: PhaseName, change: (phase: PhaseSpec) => PhaseSpec): RunSpec {
  return { ...spec, phases: spec.phases.map((phase) => (phase.phase === name ? change(phase) : phase)) };
}

/** Dropped files are named in the spec with their hashes, so that another person knows which to bring. */
function withFilesNamed(spec: RunSpec, name: PhaseName, source: string, facts: readonly FileFacts[]): RunSpec {
  if (source !== 'files') return spec;
  const files = facts.map((file): FileReference => ({ file: file.name, sha256: file.sha256 }));
  return renamed(
    spec,
    withPhase(spec, name, (phase) => ({ ...phase, data: { ...phase.data, source, files } })),
  );
}

function unreachable(message: never): never {
  throw new TypeError(`unknown message ${JSON.stringify(message)}`);
}
