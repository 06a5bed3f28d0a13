import { DeviceWatch } from '../device-watch.ts';

/** A GPU device that is watched from its first moment. When it is lost, or reports an error that nobody caught, it is given up:
 *  an error leaves it in a state that nobody knows. */
export class WatchedDevice extends DeviceWatch {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    // Mappings are refused before the loss itself is told.
    super((error) => (error instanceof DOMException ? error.message : null));
    this.device = device;
    this.info = info;
    void device.lost.then(({ reason, message }) => this.fail(message || reason));
    device.addEventListener('uncapturederror', ({ error }) => this.fail(error.message));
  }

  override fail(reason: string): void {
    super.fail(reason);
    this.device.destroy();
  }
}
