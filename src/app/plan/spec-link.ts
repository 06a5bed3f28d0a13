import { TrainscriptError } from '../../core/problems/problem.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../core/spec/spec.ts';
import { decodeSpec, encodeSpec } from '../../core/spec/spec-link.ts';
import { parseSpec } from '../../core/spec/spec-parse.ts';
import { VIEWS, type View } from '../dispatch.ts';

/** Where on the page a link leads, besides its set-up; null where it says nothing of it. */
export interface PagePlace {
  /** The id of a run that this browser keeps. */
  readonly run: string | null;
  readonly step: number | null;
  readonly view: View | null;
}

export const NOWHERE: PagePlace = { run: null, step: null, view: null };

/** The address with the spec and the place in its fragment, so that the link opens the same; the default run has the plain address. */
export function addressWithSpec(address: URL, spec: RunSpec, { run, step, view }: PagePlace = NOWHERE): string {
  const encoded = encodeSpec(spec);
  const next = new URL(address);
  next.searchParams.delete('spec');
  const parts = { spec: encoded || null, run, step: run === null ? null : step, view };
  next.hash = Object.entries(parts)
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&');
  return next.href;
}

/** The spec that an address asks for: its fragment, else the same-origin file that `?spec=` names, else the default run.
 *  @throws TrainscriptError `spec-link`, `spec-elsewhere`, `spec-unreachable`, or as `parseSpec`. */
export async function specFromAddress(address: URL, get: typeof fetch = fetch): Promise<RunSpec> {
  const encoded = fragmentOf(address).get('spec');
  if (encoded !== null) return decodeSpec(encoded);
  const named = address.searchParams.get('spec');
  return named === null ? DEFAULT_SPEC : parseSpec(await fetchSpec(new URL(named, address), address.origin, get), named);
}

/** The place that an address leads to; what is no place is left out. */
export function placeIn(address: URL): PagePlace {
  const fragment = fragmentOf(address);
  const step = Number(fragment.get('step') ?? Number.NaN);
  return {
    run: fragment.get('run') || null,
    step: Number.isSafeInteger(step) && step > 0 ? step : null,
    view: VIEWS.find((view) => view === fragment.get('view')) ?? null,
  };
}

const fragmentOf = ({ hash }: URL): URLSearchParams => new URLSearchParams(hash.slice(1));

async function fetchSpec(file: URL, origin: string, get: typeof fetch): Promise<unknown> {
  if (file.origin !== origin) throw new TrainscriptError('spec-elsewhere', { found: file.origin, expected: origin });
  try {
    const response = await get(file);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as unknown;
  } catch (cause) {
    throw new TrainscriptError('spec-unreachable', { file: file.pathname, detail: String(cause) }, cause);
  }
}
