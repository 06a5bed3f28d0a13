import { DeviceLost } from './trainer.ts';

/** Knows whether a device is sound. Once it failed, nothing that it gives is passed on. */
export class DeviceWatch {
  readonly #faultBehind: (error: unknown) => string | null;
  readonly #waiting = new Set<(failure: DeviceLost) => void>();
  #failure: DeviceLost | null = null;

  /** `faultBehind` looks at the device after a piece of work, and at what the work threw (undefined where it did not). */
  constructor(faultBehind: (error: unknown) => string | null) {
    this.#faultBehind = faultBehind;
  }

  /** Null as long as the device can be trusted. */
  get failure(): DeviceLost | null {
    return this.#failure;
  }

  /** Whoever waits for the device is told at once. */
  fail(reason: string): void {
    if (this.#failure) return;
    this.#failure = new DeviceLost(reason);
    for (const reject of this.#waiting) reject(this.#failure);
    this.#waiting.clear();
  }

  /** Waits for work on the device, also where a lost device would never answer.
   *  @throws DeviceLost where the device failed, whatever the work itself gave or threw */
  trust<T>(work: Promise<T>): Promise<T> {
    // Not Promise.race with one promise of the loss: each race would hang on it for as long as the device lives.
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settle = (error: unknown, then: () => void) => {
        this.#waiting.delete(reject);
        const fault = this.#faultBehind(error);
        if (fault !== null) this.fail(fault);
        if (this.#failure) reject(this.#failure);
        else then();
      };
      work.then(
        (value) => settle(undefined, () => resolve(value)),
        (error: unknown) => settle(error, () => reject(error)),
      );
    });
  }
}
