import type { RunSummary } from '../../protocol.ts';

/** What the list of runs can be sorted by. */
export type RunColumn = 'name' | 'startedAt' | 'status' | 'steps' | 'accuracy' | 'baselineAccuracy' | 'bytes';

/** Which runs a person wants to see, and in which order. */
export interface RunQuery {
  /** Words that must all be there, in the name, the notes, the tags or the names of the data. */
  readonly text: string;
  readonly status: RunSummary['status'] | null;
  readonly tag: string | null;
  readonly column: RunColumn;
  readonly descending: boolean;
}

export const FIRST_QUERY: RunQuery = { text: '', status: null, tag: null, column: 'startedAt', descending: true };

/** The runs that are asked for: the pinned ones first, each part in its order; what has no value in the column stands last. */
export function listedRuns(runs: readonly RunSummary[], query: RunQuery): readonly RunSummary[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = runs.filter((run) => {
    const text = words.length === 0 ? '' : searched(run);
    const { status, tag } = query;
    return (
      words.every((word) => text.includes(word)) &&
      (status === null || run.status === status) &&
      (tag === null || run.annotation.tags.includes(tag))
    );
  });
  return wanted.sort((a, b) => Number(b.annotation.pinned) - Number(a.annotation.pinned) || compared(a, b, query));
}

/** A click on a column's head: the other way round where it was sorted by already, else the way that is looked for first. */
export function sortedBy(query: RunQuery, column: RunColumn): RunQuery {
  const first = column !== 'name' && column !== 'status';
  return { ...query, column, descending: query.column === column ? !query.descending : first };
}

export const tagsOf = (runs: readonly RunSummary[]): readonly string[] =>
  [...new Set(runs.flatMap(({ annotation }) => annotation.tags))].sort();

export const statusesOf = (runs: readonly RunSummary[]): readonly RunSummary['status'][] => [...new Set(runs.map(({ status }) => status))];

/** What deleted runs still take. */
export const bytesToFree = (runs: readonly RunSummary[]): number =>
  runs.reduce((sum, { deleted, bytes }) => sum + (deleted ? bytes : 0), 0);

const searched = ({ name, loggedName, annotation, sources, imported }: RunSummary): string =>
  [name, loggedName, annotation.notes, ...annotation.tags, ...sources, imported?.file, imported?.sha256].join('\n').toLowerCase();

function compared(a: RunSummary, b: RunSummary, { column, descending }: RunQuery): number {
  const [left, right] = [a[column], b[column]];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const order = typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right));
  return descending ? -order : order;
}

/** «Run 2» before «Run 10». */
const collator = new Intl.Collator(undefined, { numeric: true });
