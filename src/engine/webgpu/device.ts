let device: Promise<GPUDevice> | undefined;

/** The page's own GPU device, asked for once and again after it was lost. Larger buffers than the default are asked for where
 *  the adapter has them. */
export function gpuDevice(): Promise<GPUDevice> {
  device ??= requestDevice().then(
    (found) => {
      void found.lost.then(() => {
        device = undefined;
      });
      return found;
    },
    (error: unknown) => {
      device = undefined;
      throw error;
    },
  );
  return device;
}

async function requestDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return adapter.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
}
