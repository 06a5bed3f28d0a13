import { TrainscriptError } from '../core/problem.ts';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec.ts';
import { decodeSpec, encodeSpec } from '../core/spec-link.ts';
import { parseSpec } from '../core/spec-parse.ts';

const FRAGMENT = '#spec=';

/** The address with the spec in its fragment, so that the link opens the same set-up; the default run has the plain address. */
export function addressWithSpec(address: URL, spec: RunSpec): string {
  const encoded = encodeSpec(spec);
  const next = new URL(address);
  next.searchParams.delete('spec');
  next.hash = encoded === '' ? '' : `${FRAGMENT}${encoded}`;
  return next.href;
}

/** The spec that an address asks for: its fragment, else the same-origin file that `?spec=` names, else the default run.
 *  @throws TrainscriptError `spec-link`, `spec-elsewhere`, `spec-unreachable`, or as `parseSpec`. */
export async function specFromAddress(address: URL, get: typeof fetch = fetch): Promise<RunSpec> {
  if (address.hash.startsWith(FRAGMENT)) return decodeSpec(address.hash.slice(FRAGMENT.length));
  const named = address.searchParams.get('spec');
  return named === null ? DEFAULT_SPEC : parseSpec(await fetchSpec(new URL(named, address), address.origin, get), named);
}

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
