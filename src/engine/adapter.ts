/** What the browser says of the GPU adapter WebGPU would use. */
export interface AdapterFacts {
  readonly name: string;
  /** Emulated on the CPU, so slower than WASM. */
  readonly software: boolean;
  /** Known to compute wrongly. */
  readonly denied: boolean;
}

/** The adapter's facts, or null where there is no WebGPU. Asks for the faster one of two GPUs. */
export async function probeAdapter(): Promise<AdapterFacts | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  return adapter ? adapterFacts(adapter.info) : null;
}

type AdapterInfo = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & { readonly isFallbackAdapter?: boolean };

/** Browsers mark a fallback adapter, but not every software renderer calls itself one: the names are looked at too. */
export function adapterFacts(info: AdapterInfo): AdapterFacts {
  const name = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') || 'unnamed adapter';
  return { name, software: info.isFallbackAdapter === true || SOFTWARE_RENDERERS.test(name), denied: DENIED_VENDORS.has(info.vendor) };
}

const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** Imagination's GPUs miscompile compute shaders in Chrome: gradients come out as zeros (https://github.com/tensorflow/tfjs/issues/8590,
 *  https://github.com/playcanvas/engine/issues/8874). To be looked at again when those are closed. */
const DENIED_VENDORS: ReadonlySet<string> = new Set(['img-tec']);
