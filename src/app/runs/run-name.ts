import type { DataSpec, RunSpec } from '../../core/spec/spec.ts';
import { sampleOf } from '../data/samples.ts';
import type { RunView, ViewState } from '../view-state.ts';

/** What a run is called by its data: «MNIST to optical digits», «customers to optical digits». */
export const nameByData = ({ phases }: RunSpec): string => phases.map(({ data }) => dataName(data)).join(' to ');

/** `after`, called by its data where `before` was so too: a name that the person gave stays. */
export const renamed = (before: RunSpec, after: RunSpec): RunSpec =>
  before.name === nameByData(before) ? { ...after, name: nameByData(after) } : after;

/** What the person calls a run; `logged` where its transcript calls it otherwise, else null. */
export function calledName({ runs }: Pick<ViewState, 'runs'>, run: Pick<RunView, 'runId' | 'name'>) {
  const name = runs.find(({ runId }) => runId === run.runId)?.name ?? run.name;
  return { name, logged: name === run.name ? null : run.name } as const;
}

/** Files lose what follows the first dot: `customers.csv.gz` is «customers». */
const dataName = ({ source, files }: DataSpec): string =>
  sampleOf(source)?.name ?? files?.[0]?.file.replace(/(?<=.)\..*$/, '') ?? 'own data';
