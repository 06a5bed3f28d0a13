import type { Track } from '../../core/spec/spec.ts';
import type { Emission } from '../../core/transcript/events.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { type KeyframeOrder, type SealedKeyframe, sealKeyframe } from './keyframe.ts';

/** A track's keyframes. Those on its way are sealed on a thread of their own while the next steps are taken: five megabytes are written
 *  and hashed in 12 ms. */
export class Keyframes {
  readonly #track: Track;
  #last: number | null;
  #thread: SealingThread | null = null;
  #underWay: Promise<Emission> | null = null;

  /** `last` is the step of the keyframe that the track is taken up at. */
  constructor(track: Track, last: number | null = null) {
    this.#track = track;
    this.#last = last;
  }

  /** The step behind which the last one stands. */
  get last(): number | null {
    return this.#last;
  }

  /** Takes a keyframe that `finished` yields; no further snapshot may be taken until then. */
  begin(snapshot: Snapshot, step: number): void {
    this.#last = step;
    this.#thread ??= new SealingThread();
    this.#underWay = this.#thread.seal({ snapshot, track: this.#track, step }).then((sealed) => this.#emission(snapshot, step, sealed));
    // It is met when its turn comes; until then it must not count as unhandled.
    this.#underWay.catch(() => undefined);
  }

  /** The keyframe that was begun, if there is one. */
  async *finished(): AsyncGenerator<Emission, void, void> {
    if (!this.#underWay) return;
    const emission = await this.#underWay;
    this.#underWay = null;
    yield emission;
  }

  /** One that nothing goes on beside. */
  async now(snapshot: Snapshot, step: number): Promise<Emission> {
    this.#last = step;
    return this.#emission(snapshot, step, await sealKeyframe(snapshot, this.#track, step));
  }

  close(): void {
    this.#thread?.close();
  }

  #emission({ fingerprint, updates }: Snapshot, step: number, { bytes, sha256 }: SealedKeyframe): Emission {
    return { event: { kind: 'keyframe', phase: this.#track, step, fingerprint, updates, bytes: bytes.length, sha256 }, keyframe: bytes };
  }
}

/** Where it cannot be had, keyframes are sealed here. */
class SealingThread {
  readonly #worker = new Worker(new URL('./keyframe.worker.ts', import.meta.url), { type: 'module', name: 'keyframes' });

  seal(order: KeyframeOrder): Promise<SealedKeyframe> {
    const here = () => sealKeyframe(order.snapshot, order.track, order.step);
    return new Promise<SealedKeyframe>((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<SealedKeyframe>) => resolve(data);
      this.#worker.onerror = ({ message }) => reject(new Error(message));
      // A memory that threads share travels as it is, unless the page is not isolated.
      this.#worker.postMessage(order);
    }).catch(here);
  }

  close(): void {
    this.#worker.terminate();
  }
}
