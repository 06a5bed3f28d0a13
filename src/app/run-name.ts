import type { DataSpec, RunSpec } from '../core/spec.ts';
import { sampleOf } from './samples.ts';

/** What a run is called by its data: «MNIST to optical digits», «customers to optical digits». */
export const nameByData = ({ phases }: RunSpec): string => phases.map(({ data }) => dataName(data)).join(' to ');

/** `after`, called by its data where `before` was so too: a name that the person gave stays. */
export const renamed = (before: RunSpec, after: RunSpec): RunSpec =>
  before.name === nameByData(before) ? { ...after, name: nameByData(after) } : after;

/** Files lose what follows the first dot: `customers.csv.gz` is «customers». */
const dataName = ({ source, files }: DataSpec): string =>
  sampleOf(source)?.name ?? files?.[0]?.file.replace(/(?<=.)\..*$/, '') ?? 'own data';
