import { cpus } from 'node:os';
import { adapterFacts } from '../../../src/engine/adapter.ts';
import { gpuDevice } from '../../../src/engine/webgpu/device.ts';
import type { InNodeName } from '../contestants.ts';
import { type BenchEnvironment, describeAdapter } from '../environment.ts';
import type { GpuFloor } from '../floor.ts';
import { measureGpuFloor } from '../gpu-floor.ts';
import { measure } from '../measure.ts';
import type { Outcome } from '../outcome.ts';
import { readTask } from '../pytorch.ts';
import type { BenchTask } from '../task.ts';
import type { Trainee } from '../trainee.ts';
import { startDawn } from './dawn.ts';

/** What a process of its own is asked to do. */
export type ChildOrder =
  | { readonly kind: 'survey' }
  | {
      readonly kind: 'contestant';
      readonly name: InNodeName;
      readonly root: string;
      readonly reference: readonly number[] | null;
      readonly capMs: number;
    };

/** Where Node's WebGPU runs, and what it can do at best. */
export interface Survey {
  readonly environment: BenchEnvironment;
  readonly floor: GpuFloor;
}

const startedMs = performance.now();

process.once('message', async (order: ChildOrder) => {
  try {
    const gpu = await startDawn();
    send({ answer: order.kind === 'survey' ? await survey(gpu) : await train(order) });
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) });
  }
});

/** Dawn keeps threads of its own: nothing ends by itself here. */
const send = (message: { answer: Survey | Outcome } | { failure: string }): void => {
  process.send!(message, () => process.exit(0));
};

async function survey(gpu: GPU): Promise<Survey> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('Node’s WebGPU finds no adapter here: it needs a Vulkan, Metal or Direct3D driver');
  const environment = {
    host: `Node ${process.version} with Dawn`,
    adapter: describeAdapter(adapter),
    software: adapterFacts(adapter.info).software,
    cores: cpus().length,
    crossOriginIsolated: null,
    onBattery: null,
  };
  return { environment, floor: await measureGpuFloor(await gpuDevice()) };
}

async function train({ name, root, reference, capMs }: Extract<ChildOrder, { kind: 'contestant' }>): Promise<Outcome> {
  const task = readTask(root);
  return { kind: 'measured', name, ...(await measure(await start(name, task), task, { reference, capMs, startedMs })) };
}

async function start(name: InNodeName, task: BenchTask): Promise<Trainee> {
  switch (name) {
    case 'ours-webgpu':
      return (await import('../contestants/ours-webgpu.ts')).oursOnWebGpu(task);
    case 'tfjs-webgpu':
      return (await import('../contestants/tfjs-loop.ts')).tfjsLoop(task, 'webgpu');
    case 'tfjs-fit-webgpu':
      return (await import('../contestants/tfjs-fit.ts')).tfjsFit(task, 'webgpu');
  }
}
