import { TrainscriptError } from '../problems/problem.ts';
import { DEFAULT_SPEC, type PhaseName, phaseOf, type RunSpec } from './spec.ts';
import { parseSpec } from './spec-parse.ts';

/** The spec as a URL fragment: what differs from the default run, as compact JSON in base64url (RFC 4648 §5, no padding).
 *  The default run itself is the empty text. */
export function encodeSpec(spec: RunSpec): string {
  const difference = differenceBetween(byPhase(DEFAULT_SPEC), byPhase(spec));
  return difference === SAME ? '' : toBase64Url(JSON.stringify(difference));
}

/** Reads what `encodeSpec` wrote.
 *  @throws TrainscriptError `spec-link` when it is not that, or as `parseSpec`. */
export function decodeSpec(fragment: string): RunSpec {
  if (fragment === '') return DEFAULT_SPEC;
  const merged = applied(byPhase(DEFAULT_SPEC), readFragment(fragment)) as Json;
  const phases = isObject(merged.phases) ? Object.values(merged.phases).filter((phase) => phase !== null) : merged.phases;
  return parseSpec({ ...merged, phases }, 'URL');
}

type Json = Readonly<Record<string, unknown>>;

/** A spec of this page needs a few hundred bytes; what is far longer was not made by it. */
const MAX_FRAGMENT = 65_536;

const PHASE_NAMES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** With phases under their names, so that a changed setting costs only itself; a phase that the run does not have is null. */
function byPhase(spec: RunSpec): Json {
  return { ...spec, phases: Object.fromEntries(PHASE_NAMES.map((name) => [name, phaseOf(spec, name) ?? null])) };
}

const SAME = Symbol('same');

/** What to apply to `from` to have `to`: objects are compared key by key, everything else is replaced whole. */
function differenceBetween(from: unknown, to: unknown): unknown {
  if (!isObject(from) || !isObject(to)) return JSON.stringify(from) === JSON.stringify(to) ? SAME : to;
  const entries = Object.keys(to).map((key) => [key, differenceBetween(from[key], to[key])] as const);
  const different = entries.filter(([, difference]) => difference !== SAME);
  return different.length === 0 ? SAME : Object.fromEntries(different);
}

function applied(from: unknown, difference: unknown): unknown {
  if (!isObject(from) || !isObject(difference)) return difference;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(difference)])];
  return Object.fromEntries(keys.map((key) => [key, Object.hasOwn(difference, key) ? applied(from[key], difference[key]) : from[key]]));
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function toBase64Url(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function readFragment(fragment: string): Json {
  if (fragment.length > MAX_FRAGMENT) throw new TrainscriptError('spec-link', { found: fragment.length, limit: MAX_FRAGMENT });
  try {
    const binary = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isObject(json)) return json;
  } catch (cause) {
    throw new TrainscriptError('spec-link', { found: fragment.length, limit: MAX_FRAGMENT }, cause);
  }
  throw new TrainscriptError('spec-link', { found: fragment.length, limit: MAX_FRAGMENT });
}
