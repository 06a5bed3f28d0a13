/// <reference path="./version.d.ts" />
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import type { BackendReason, Environment } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { BackendChoice, BackendName } from '../core/spec.ts';
import { type AdapterFacts, probeAdapter } from './adapter.ts';
import { planBackend } from './backend-plan.ts';
import { threadsHere } from './threads.ts';

/** Starts the best backend that works here and tells about it.
 *  @throws TrainscriptError `backend-unavailable` when none does (only possible for one chosen by hand) */
export async function startBackend(choice: BackendChoice): Promise<Environment> {
  const adapter = await probeAdapter();
  const plan = planBackend(choice, adapter);
  const failures: string[] = [];
  for (const candidate of plan.candidates) {
    try {
      await activate(candidate);
      const reason: BackendReason = failures.length > 0 ? { code: 'fallback', detail: failures.join('; ') } : plan.reason;
      return { ...environment(candidate, reason, adapter), versions: await versionsOf(candidate) };
    } catch (error) {
      failures.push(`${candidate}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new TrainscriptError('backend-unavailable', { backend: plan.candidates[0], detail: failures.join('; ') });
}

const loaded = new Set<BackendName>();

/** Each backend is a chunk of its own, fetched only when it is tried. */
async function activate(name: BackendName): Promise<void> {
  if (!loaded.has(name)) await load(name);
  loaded.add(name);
  if (!(await setBackend(name))) throw new Error('it could not be initialised');
  await ready();
}

async function load(name: BackendName): Promise<void> {
  switch (name) {
    case 'webgpu':
      if (!('gpu' in navigator)) throw new Error('this browser has no WebGPU');
      await import('@tensorflow/tfjs-backend-webgpu');
      // The default kernel for the convolution's input gradient is a naive gather; this chooses the matrix product.
      env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
      return;
    case 'wasm':
      await (await import('./wasm-backend.ts')).loadWasmBackend();
      return;
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      return;
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
  }
}

function environment(backend: BackendName, backendReason: BackendReason, adapter: AdapterFacts | null): Omit<Environment, 'versions'> {
  return {
    backend,
    backendReason,
    adapter: adapter?.name ?? null,
    threads: backend === 'wasm' ? threadsHere() : 1,
    simd: backend === 'wasm' && env().getBool('WASM_HAS_SIMD_SUPPORT'),
    crossOriginIsolated: globalThis.crossOriginIsolated ?? false,
    cores: navigator.hardwareConcurrency,
    userAgent: navigator.userAgent,
  };
}

/** What else decides the bits: relaxed SIMD rounds otherwise than plain SIMD. */
async function versionsOf(backend: BackendName): Promise<Readonly<Record<string, string>>> {
  const versions = { trainscript: __TRAINSCRIPT_VERSION__, tfjs: TFJS_VERSION };
  if (backend !== 'wasm') return versions;
  const { relaxed } = await (await import('./wasm/compile.ts')).compiledKernels();
  return { ...versions, kernels: relaxed ? 'relaxed SIMD' : 'SIMD' };
}

/** Of every @tensorflow package here; the lockfile pins them together. */
const TFJS_VERSION = '4.22.0';
