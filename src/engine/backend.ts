/// <reference path="./version.d.ts" />
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { BackendChoice, BackendName } from '../core/spec/spec.ts';
import type { BackendReason, Environment } from '../core/transcript/events.ts';
import { type AdapterFacts, probeAdapter } from './adapter.ts';
import { planBackend } from './backend-plan.ts';
import { createTrainer } from './create-trainer.ts';
import { faultOf, takeTestStep } from './self-test.ts';
import { TfjsNetwork } from './tfjs-network.ts';
import { threadsHere } from './threads.ts';

/** Remembers which GPUs passed the self-test, from one visit to the next. */
export interface PassedAdapters {
  has(key: string): Promise<boolean>;
  add(key: string): Promise<void>;
}

/** Starts the best backend that works here and tells about it. A GPU that it meets for the first time takes one test step.
 *  @throws TrainscriptError `backend-unavailable` when none does (only possible for one chosen by hand) */
export async function startBackend(choice: BackendChoice, passed: PassedAdapters | null = null): Promise<Environment> {
  const adapter = await probeAdapter();
  const plan = planBackend(choice, adapter);
  const failures: string[] = [];
  for (const candidate of plan.candidates) {
    try {
      await activate(candidate);
      if (passed) await testOnce(candidate, adapter?.name ?? '', passed);
      const reason: BackendReason = failures.length > 0 ? { code: 'fallback', detail: failures.join('; ') } : plan.reason;
      return { ...environment(candidate, reason, adapter), versions: await versionsOf(candidate) };
    } catch (error) {
      failures.push(`${candidate}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new TrainscriptError('backend-unavailable', { backend: plan.candidates[0], detail: failures.join('; ') });
}

/** The same backend on a fresh device, where the one that it had was lost. */
export async function renewBackend(name: BackendName): Promise<void> {
  if (name === 'webgpu') {
    const [{ freshDevice }, { registerGpuBackend }] = await Promise.all([import('./webgpu/device.ts'), import('./webgpu/tfjs-backend.ts')]);
    await freshDevice();
    await registerGpuBackend();
  } else if (name === 'webgl') {
    (await import('./webgl-backend.ts')).registerWebglBackend();
  }
  await activate(name);
}

/** Shaders are compiled by drivers, and drivers have faults; WASM and JavaScript are the same everywhere. */
async function testOnce(name: BackendName, adapter: string, passed: PassedAdapters): Promise<void> {
  if (name !== 'webgpu' && name !== 'webgl') return;
  const key = [name, adapter, navigator.userAgent, __TRAINSCRIPT_VERSION__].join(' | ');
  if (await passed.has(key)) return;
  const found = await takeTestStep(createTrainer);
  await activate('cpu');
  const expected = await takeTestStep((model) => new TfjsNetwork(model));
  await activate(name);
  const fault = faultOf(found, expected);
  if (fault !== null) throw new Error(fault);
  await passed.add(key);
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
      await (await import('./webgpu/tfjs-backend.ts')).registerGpuBackend();
      return;
    case 'wasm':
      await (await import('./wasm-backend.ts')).loadWasmBackend();
      return;
    case 'webgl':
      await import('./webgl-backend.ts');
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
