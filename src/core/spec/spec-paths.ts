import type { Check } from '../check.ts';
import { nearest } from '../problems/nearest.ts';
import { TrainscriptError } from '../problems/problem.ts';
import type { RunSpec } from './spec.ts';
import { PHASE_CHECKS, parseSpec, SPEC_CHECK } from './spec-parse.ts';

/** Every setting that `setPath` can reach: `seed`, `log.keyframeEvery`, `phases.finetune.epochs` … */
export const SPEC_PATHS: readonly string[] = [
  ...pathsWithin('', SPEC_CHECK).filter((path) => path !== 'phases' && path !== 'trainscript'),
  ...Object.entries(PHASE_CHECKS).flatMap(([name, check]) =>
    pathsWithin(`phases.${name}.`, check).filter((path) => !path.endsWith('.phase')),
  ),
];

/** The spec with one setting changed, for the command line's `--set PATH=VALUE`. Phases are addressed by name; `value` is read as
 *  JSON where it is JSON, as text where it is not. The whole is checked again.
 *  @throws TrainscriptError `spec-path-unknown` (with the nearest known path), `spec-phase-absent`, or as `parseSpec`. */
export function setPath(spec: RunSpec, path: string, value: string): RunSpec {
  if (!SPEC_PATHS.includes(path)) throw new TrainscriptError('spec-path-unknown', { path, nearest: nearest(path, SPEC_PATHS) });
  const [first, name, ...rest] = path.split('.');
  if (first !== 'phases') return parseSpec(changed(spec, path.split('.'), jsonOrText(value)), '--set');
  if (spec.phases.every(({ phase }) => phase !== name)) throw new TrainscriptError('spec-phase-absent', { path, phase: name });
  const phases = spec.phases.map((phase) => (phase.phase === name ? changed(phase, rest, jsonOrText(value)) : phase));
  return parseSpec({ ...spec, phases }, '--set');
}

function pathsWithin(prefix: string, check: Check<unknown>): string[] {
  return Object.entries(check.fields ?? {}).flatMap(([key, field]) => [`${prefix}${key}`, ...pathsWithin(`${prefix}${key}.`, field)]);
}

function changed(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const object = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  return { ...object, [key]: changed(object[key], rest, replacement) };
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
