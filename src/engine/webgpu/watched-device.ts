import { DeviceLost } from '../trainer.ts';

/** A GPU device that is watched from its first moment: when it is lost, or reports an error that nobody caught, nothing that it
 *  gives from then on is passed on. */
export class WatchedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  readonly #waiting = new Set<(failure: DeviceLost) => void>();
  #failure: DeviceLost | null = null;

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    this.device = device;
    this.info = info;
    void device.lost.then(({ reason, message }) => this.#fail(message || reason));
    device.addEventListener('uncapturederror', ({ error }) => this.#fail(error.message));
  }

  /** Null as long as the device can be trusted. */
  get failure(): DeviceLost | null {
    return this.#failure;
  }

  /** Waits for work on the device, also where a lost device would never answer.
   *  @throws DeviceLost, whatever the work itself gave or threw */
  trust<T>(work: Promise<T>): Promise<T> {
    // Not Promise.race with one promise of the loss: each race would hang on it for as long as the device lives.
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settle = (then: () => void) => {
        this.#waiting.delete(reject);
        if (this.#failure) reject(this.#failure);
        else then();
      };
      work.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => {
          // Mappings are refused before the loss itself is told.
          if (error instanceof DOMException) this.#fail(error.message);
          settle(() => reject(error));
        },
      );
    });
  }

  /** An error leaves the device in a state that nobody knows: it is given up as well. */
  #fail(reason: string): void {
    if (this.#failure) return;
    const failure = new DeviceLost(reason);
    this.#failure = failure;
    for (const reject of this.#waiting) reject(failure);
    this.#waiting.clear();
    this.device.destroy();
  }
}
