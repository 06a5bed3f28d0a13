import { TRACKS, type Track } from '../../core/spec/spec.ts';
import type { ComparedRun } from '../../protocol.ts';

export type Cell = string | number | null;

/** A line of the table that holds runs against each other: a cell a run, in their order; null where it has none. */
export interface ComparedLine {
  readonly cells: readonly Cell[];
  readonly differs: boolean;
}

/** What came of the runs; `track` says of which of their tracks. */
export interface OutcomeLine extends ComparedLine {
  readonly name: 'status' | 'steps' | 'time' | 'testAccuracy' | 'testLoss';
  readonly track: Track | null;
}

/** A setting, by the path that `--set` knows it under. */
export interface SettingLine extends ComparedLine {
  readonly path: string;
}

export function outcomeLines(runs: readonly ComparedRun[]): readonly OutcomeLine[] {
  const line = (name: OutcomeLine['name'], track: Track | null, cellOf: (run: ComparedRun) => Cell): OutcomeLine[] => {
    const cells = runs.map(cellOf);
    return cells.every((cell) => cell === null) ? [] : [{ name, track, cells, differs: differ(cells) }];
  };
  return [
    ...line('status', null, ({ status }) => status),
    ...line('steps', null, ({ steps }) => steps?.step.at(-1) ?? 0),
    ...line('time', null, ({ steps }) => steps?.wallTimeMs.at(-1) ?? null),
    ...TRACKS.flatMap((track) => [
      ...line('testAccuracy', track, (run) => lastMetrics(run, track)?.accuracy ?? null),
      ...line('testLoss', track, (run) => lastMetrics(run, track)?.loss ?? null),
    ]),
  ];
}

/** Every setting of the specs, and where the runs took place, flattened to paths. The name is above the table already. */
export function settingLines(runs: readonly ComparedRun[]): readonly SettingLine[] {
  const flat = runs.map(({ spec, environment }) => {
    const { name: _, phases = [], ...rest } = spec ?? {};
    const byName = Object.fromEntries(phases.map(({ phase, ...settings }) => [phase, settings]));
    const { backend = null, adapter = null, threads = null, versions = {} } = environment ?? {};
    return flattened({ ...rest, phases: byName, environment: { backend, adapter, threads, versions } });
  });
  const paths = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  return paths.map((path) => {
    const cells = flat.map((one) => one.get(path) ?? null);
    return { path, cells, differs: differ(cells) };
  });
}

const differ = (cells: readonly Cell[]): boolean => cells.some((cell) => cell !== cells[0]);

const lastMetrics = ({ evaluations }: ComparedRun, track: Track) => evaluations.findLast(({ phase }) => phase === track)?.metrics;

function flattened(value: unknown, path = '', into = new Map<string, Cell>()): ReadonlyMap<string, Cell> {
  const isList = Array.isArray(value) && !value.some((item) => typeof item === 'object');
  if (typeof value !== 'object' || value === null || isList) into.set(path, cellOf(value));
  else for (const [key, inner] of Object.entries(value)) flattened(inner, path === '' ? key : `${path}.${key}`, into);
  return into;
}

/** Lists as they are written; what is not set reads so. */
const cellOf = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value));
