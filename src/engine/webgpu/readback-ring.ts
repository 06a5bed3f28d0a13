/** A few buffers that take turns in bringing results back, so that no step waits for the one before it to be read. Whoever
 *  submits keeps fewer readings open than there are slots. */
export class ReadbackRing {
  readonly #device: GPUDevice;
  readonly #slots: readonly GPUBuffer[];
  #next = 0;

  constructor(device: GPUDevice, bytes: number, slots: number) {
    this.#device = device;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#slots = Array.from({ length: slots }, (_, i) => device.createBuffer({ label: `readback ${i}`, size: bytes, usage }));
  }

  /** Submits the commands with a copy of the sources behind them; resolves with the bytes, one source after the other. */
  submit(encoder: GPUCommandEncoder, sources: readonly GPUBuffer[], sizes: readonly number[]): Promise<ArrayBuffer> {
    const turn = this.#next;
    this.#next = (turn + 1) % this.#slots.length;
    const slot = this.#slots[turn];
    let at = 0;
    sources.forEach((source, i) => {
      encoder.copyBufferToBuffer(source, 0, slot, at, sizes[i]);
      at += sizes[i];
    });
    this.#device.queue.submit([encoder.finish()]);
    return this.#take(slot, at);
  }

  async #take(slot: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    await slot.mapAsync(GPUMapMode.READ, 0, bytes);
    const copy = slot.getMappedRange(0, bytes).slice(0);
    slot.unmap();
    return copy;
  }

  destroy(): void {
    for (const slot of this.#slots) slot.destroy();
  }
}
