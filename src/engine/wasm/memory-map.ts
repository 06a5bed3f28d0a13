/** Hands out stretches of one memory, each aligned to a cache line so that threads that write neighbours do not share one. */
export class MemoryMap {
  #end = CACHE_LINE;

  /** Bytes handed out so far. */
  get size(): number {
    return this.#end;
  }

  /** Address of `bytes` bytes that nothing else uses. Kernels read up to three elements past an array's end: they may. */
  take(bytes: number): number {
    const address = this.#end;
    this.#end = Math.ceil((address + bytes + OVERREAD) / CACHE_LINE) * CACHE_LINE;
    return address;
  }

  floats(count: number): number {
    return this.take(count * 4);
  }
}

const CACHE_LINE = 64;
const OVERREAD = 16;

/** A page of WebAssembly memory. */
export const PAGE_BYTES = 65_536;
