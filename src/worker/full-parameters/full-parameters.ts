import type { Track } from '../../core/spec/spec.ts';
import type { Emission } from '../../core/transcript/events.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import type { ParameterHeader } from '../../formats/parameter-file.ts';
import { STEPS_BEHIND } from '../resume/stored-parameters.ts';
import type { PackedParameters, PackingOrder } from './packing.worker.ts';

/** Steps of a chain: to read one of them, those before it are read as well. Every further one of the documents' network saves half a
 *  megabyte against beginning anew, and costs 50 ms to pass. */
const CHAIN_STEPS = 8;

/** Keeps all parameters of each step of a track, packed on a thread of its own while the next steps are trained. Own one at a time; end
 *  it with `close`. */
export class FullParameters {
  readonly #track: Track;
  readonly #keyframeEvery: number;
  /** The step before the track's first one. */
  readonly #after: number;
  readonly #packer = new Packer();
  readonly #packing: Promise<Emission>[] = [];
  #base: number | null = null;

  constructor(track: Track, after: number, keyframeEvery: number) {
    this.#track = track;
    this.#after = after;
    this.#keyframeEvery = keyframeEvery;
  }

  /** Takes the parameters behind a step, and yields those of an earlier one: always as many steps behind, so that a run that is computed
   *  again comes out in the same order. */
  async *take(step: number, snapshot: Snapshot): AsyncGenerator<Emission, void, void> {
    const base = this.#baseOf(step);
    this.#base = base;
    const packing = this.#pack(step, base, snapshot);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    packing.catch(() => undefined);
    this.#packing.push(packing);
    yield* this.#yieldDownTo(STEPS_BEHIND);
  }

  /** Yields what is still under way: a run that is taken up at a keyframe has nothing to do with what came before it. */
  async *flush(): AsyncGenerator<Emission, void, void> {
    yield* this.#yieldDownTo(0);
    this.#base = null;
  }

  close(): void {
    this.#packer.close();
  }

  async *#yieldDownTo(left: number): AsyncGenerator<Emission, void, void> {
    while (this.#packing.length > left) {
      const emission = await this.#packing[0];
      this.#packing.shift();
      yield emission;
    }
  }

  /** A chain begins behind every keyframe, from where a run may be taken up, and every few steps. */
  #baseOf(step: number): number {
    const place = (step - this.#after - 1) % this.#keyframeEvery;
    return this.#base === null || place % CHAIN_STEPS === 0 ? step : this.#base;
  }

  async #pack(step: number, base: number, { parameters, fingerprint }: Snapshot): Promise<Emission> {
    const tensors = parameters.map(({ name, shape }) => ({ name, shape }));
    const header: ParameterHeader = { track: this.#track, step, base, fingerprint, tensors };
    const { bytes, sha256 } = await this.#packer.pack({ header, values: joined(parameters) });
    return { event: { kind: 'parameters', phase: this.#track, step, base, fingerprint, bytes: bytes.length, sha256 }, keyframe: bytes };
  }
}

/** A snapshot may be a view of the trainer's own memory. */
function joined(parameters: Snapshot['parameters']): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parameters.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parameters) {
    all.set(data, at);
    at += data.length;
  }
  return all;
}

/** The thread that packs. */
class Packer {
  readonly #worker = new Worker(new URL('./packing.worker.ts', import.meta.url), { type: 'module', name: 'parameters' });
  readonly #waiting: PromiseWithResolvers<PackedParameters>[] = [];

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<PackedParameters>) => this.#waiting.shift()?.resolve(data);
    this.#worker.onerror = ({ message }) => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`the thread that packs parameters failed: ${message}`));
    };
  }

  pack(order: PackingOrder): Promise<PackedParameters> {
    const waiter = Promise.withResolvers<PackedParameters>();
    this.#waiting.push(waiter);
    this.#worker.postMessage(order, [order.values.buffer]);
    return waiter.promise;
  }

  close(): void {
    this.#worker.terminate();
  }
}
