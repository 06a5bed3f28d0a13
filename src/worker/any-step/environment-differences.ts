import type { Environment } from '../../core/transcript/events.ts';

/** What differs between two places of which the bits of a result may depend, as «threads: 2 then, 4 now»; empty where nothing
 *  that is recorded does. */
export function environmentDifferences(before: Environment, now: Environment): readonly string[] {
  const [a, b] = [traits(before), traits(now)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name}: ${a.get(name) ?? 'none'} then, ${b.get(name) ?? 'none'} now`);
}

function traits({ backend, adapter, threads, simd, versions, userAgent }: Environment): ReadonlyMap<string, string> {
  return new Map([
    ['backend', backend],
    ['adapter', adapter ?? 'none'],
    ['threads', String(threads)],
    ['SIMD', String(simd)],
    ...Object.entries(versions),
    ['browser', userAgent],
  ]);
}
