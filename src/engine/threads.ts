/** More bring nothing to networks of this size. */
export const MAX_THREADS = 8;

/** Threads that the kernels run on: one a core, where memory can be shared between workers (which takes cross-origin isolation)
 *  and this is a worker (a page's own thread must not wait for others). */
export function threadsHere(): number {
  const canShare = globalThis.crossOriginIsolated && 'WorkerGlobalScope' in globalThis;
  return canShare ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;
}
