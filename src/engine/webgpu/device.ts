import { DeviceLost } from '../trainer.ts';
import { WatchedDevice } from './watched-device.ts';

let current: Promise<WatchedDevice> | undefined;

/** The page's own GPU device, asked for once and again after it failed. */
export async function watchedDevice(): Promise<WatchedDevice> {
  const known = await current?.catch(() => undefined);
  if (known && !known.failure) return known;
  current = requestDevice();
  return current;
}

export const gpuDevice = async (): Promise<GPUDevice> => (await watchedDevice()).device;

/** Milliseconds between attempts: a GPU process that crashed is back after a moment. */
const RETRY_AFTER_MS = [100, 500, 2000, 5000];

/** A device in the place of one that was lost. @throws DeviceLost where none can be had after several attempts */
export async function freshDevice(): Promise<WatchedDevice> {
  for (const pauseMs of RETRY_AFTER_MS) {
    try {
      return await watchedDevice();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return watchedDevice();
}

/** What tfjs asks of its own device, and what a dataset that stays on the device needs: more than the default where the adapter
 *  has more. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

async function requestDevice(): Promise<WatchedDevice> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  // Where there was a device before, it is gone for good.
  if (!adapter) throw new DeviceLost('no WebGPU adapter');
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  return new WatchedDevice(await adapter.requestDevice({ requiredLimits }), adapter.info);
}
