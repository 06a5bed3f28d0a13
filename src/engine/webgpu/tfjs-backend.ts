import { env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { watchedDevice } from './device.ts';

/** Makes tfjs's WebGPU backend known, on our own device: its own would go unwatched, and tensors could not be shared. May be
 *  called again when the device was replaced. */
export async function registerGpuBackend(): Promise<void> {
  if (!('gpu' in navigator)) throw new Error('this browser has no WebGPU');
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const { device, info } = await watchedDevice();
  removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, info));
  // The default kernel for the convolution's input gradient is a naive gather; this chooses the matrix product.
  env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
}
