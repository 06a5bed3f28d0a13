/** Work of one submission takes at most this long: the page's own frames and the driver's watchdog wait for it. */
const MOST_MS = 50;

/** Steps in one submission, at most: what is behind it in the queue is waited for when a run is paused. */
export const MOST_TOGETHER = 32;

/** What a piece of work leaves to be read. */
export interface Reading {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

/** A submission that is still being filled. */
interface Open {
  readonly encoder: GPUCommandEncoder;
  readonly slot: GPUBuffer;
  readonly read: Promise<ArrayBuffer>;
  readonly resolve: (bytes: ArrayBuffer) => void;
  readonly reject: (error: unknown) => void;
  bytes: number;
  steps: number;
}

/** Sends work to the device and brings back what it leaves, through buffers that take turns, so that nothing waits for the reading
 *  of what was before it. Work that comes without a pause between travels together: on a fast device a submission costs more than
 *  a step, so the more steps the less of it; on a slow one each step goes alone. */
export class Submissions {
  readonly #device: GPUDevice;
  readonly #slotBytes: number;
  readonly #slots: GPUBuffer[] = [];
  readonly #free: GPUBuffer[] = [];
  #open: Open | null = null;
  #together = 1;
  #lastReadAt = 0;

  /** `stepBytes`: what a step leaves to be read, all in all. `inFlight`: submissions that are usually under way at once. */
  constructor(device: GPUDevice, stepBytes: number, inFlight: number) {
    this.#device = device;
    this.#slotBytes = MOST_TOGETHER * stepBytes;
    for (let i = 0; i < inFlight; i++) this.#free.push(this.#newSlot());
  }

  /** Steps that travel together when they come without a pause between. */
  get together(): number {
    return this.#together;
  }

  /** Adds work; resolves with what its readings hold then, one behind the other. `steps` is 0 for what goes along with a step.
   *  It is on its way when the caller's turn ends, or earlier. */
  add(record: (encoder: GPUCommandEncoder) => void, readings: readonly Reading[], steps: 0 | 1): Promise<ArrayBuffer> {
    const size = readings.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.#open && (this.#open.steps + steps > this.#together || this.#open.bytes + size > this.#slotBytes)) this.flush();
    this.#open ??= this.#begin();
    const open = this.#open;
    record(open.encoder);
    const from = open.bytes;
    for (const { buffer, bytes } of readings) {
      open.encoder.copyBufferToBuffer(buffer, 0, open.slot, open.bytes, bytes);
      open.bytes += bytes;
    }
    open.steps += steps;
    return open.read.then((bytes) => bytes.slice(from, from + size));
  }

  /** Sends what was added: what the caller writes or submits by itself comes behind it. */
  flush(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    const sentAt = performance.now();
    this.#device.queue.submit([open.encoder.finish()]);
    void this.#read(open, sentAt);
  }

  destroy(): void {
    for (const slot of this.#slots) slot.destroy();
  }

  #begin(): Open {
    queueMicrotask(() => this.flush());
    const [encoder, slot] = [this.#device.createCommandEncoder(), this.#free.pop() ?? this.#newSlot()];
    let settle: Pick<Open, 'resolve' | 'reject'> | undefined;
    const read = new Promise<ArrayBuffer>((resolve, reject) => {
      settle = { resolve, reject };
    });
    return { encoder, slot, read, ...(settle as Pick<Open, 'resolve' | 'reject'>), bytes: 0, steps: 0 };
  }

  #newSlot(): GPUBuffer {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const slot = this.#device.createBuffer({ label: `readback ${this.#slots.length}`, size: this.#slotBytes, usage });
    this.#slots.push(slot);
    return slot;
  }

  async #read({ slot, bytes, steps, resolve, reject }: Open, sentAt: number): Promise<void> {
    try {
      await slot.mapAsync(GPUMapMode.READ, 0, bytes);
      const copy = slot.getMappedRange(0, bytes).slice(0);
      slot.unmap();
      this.#free.push(slot);
      const readAt = performance.now();
      if (steps > 0) this.#together = stepsTogether(this.#together, steps, readAt - Math.max(sentAt, this.#lastReadAt));
      this.#lastReadAt = readAt;
      resolve(copy);
    } catch (error) {
      reject(error);
    }
  }
}

/** How many steps to send together after so many took so long: twice as many while that stays within the limit. */
export function stepsTogether(now: number, steps: number, ms: number): number {
  if (ms > MOST_MS) return Math.max(1, Math.min(now, Math.floor((steps * MOST_MS) / 2 / ms)));
  return steps >= now && 2 * ms < MOST_MS ? Math.min(MOST_TOGETHER, 2 * now) : now;
}
