import type { BackendChoice, BackendName } from '../core/spec/spec.ts';
import type { BackendReason } from '../core/transcript/events.ts';
import type { AdapterFacts } from './adapter.ts';

export interface BackendPlan {
  /** In the order to try. */
  readonly candidates: readonly BackendName[];
  readonly reason: BackendReason;
}

/** Which backends to try, and why: a real GPU first; without one WASM, which is several times faster than a GPU that is
 *  emulated in software; then WebGL and plain JavaScript. A GPU that is known to compute wrongly is left alone. What a person chose by hand is tried alone. */
export function planBackend(choice: BackendChoice, adapter: AdapterFacts | null): BackendPlan {
  if (choice !== 'auto') return { candidates: [choice], reason: { code: 'chosen', detail: choice } };
  if (adapter?.denied) return { candidates: ['wasm', 'cpu'], reason: { code: 'denied-gpu', detail: adapter.name } };
  if (adapter && !adapter.software)
    return { candidates: ['webgpu', 'wasm', 'webgl', 'cpu'], reason: { code: 'hardware-gpu', detail: adapter.name } };
  const reason: BackendReason = adapter ? { code: 'software-gpu', detail: adapter.name } : { code: 'no-gpu', detail: '' };
  return { candidates: ['wasm', 'webgl', 'cpu'], reason };
}
