import { planGpuStep } from '../../src/engine/webgpu/step-plan.ts';
import { BATCH_SIZE, BENCH_MODEL } from '../bench/task.ts';
import type { Claim } from './claim.ts';
import { inGpuProbe } from './probe/in-probe.ts';

const MAX_DISPATCHES = 16;
const COUNTED_STEPS = 5;

export const claim: Claim = {
  name: 'dispatches',
  statement: 'A training step on WebGPU is one submission of a few recorded dispatches; nothing is made, and nobody waits for it.',
  bar: `at most ${MAX_DISPATCHES} dispatches, 1 submit and 1 write a step; 0 buffers, bind groups and pipelines made, 0 steps that waited for the one before`,
  async run({ root, progress }) {
    const plan = planGpuStep(BENCH_MODEL, BATCH_SIZE);
    // Gathering, the loss and the update besides.
    const planned = plan ? plan.forward.length + plan.backward.length + 3 : Number.NaN;
    progress('counting the calls of real steps');
    const counted = await inGpuProbe(root, (page) => page.evaluate((steps) => probes.dispatches(steps), COUNTED_STEPS));
    const { calls, steps, awaited, adapter } = counted;
    const made = calls.createBuffer + calls.createBindGroup + calls.createComputePipeline + calls.createComputePipelineAsync;
    const dispatches = calls.dispatchWorkgroups / steps;
    return {
      holds:
        planned === dispatches &&
        dispatches <= MAX_DISPATCHES &&
        calls.submit <= steps &&
        calls.writeBuffer === steps &&
        made === 0 &&
        awaited === 0,
      figures: {
        plannedDispatches: planned,
        dispatches,
        submits: calls.submit / steps,
        buffersWritten: calls.writeBuffer / steps,
        readbacks: calls.mapAsync / steps,
        made,
        awaited,
        steps,
        adapter,
      },
      lines: [
        'Calls are counted on the prototypes of GPUDevice, GPUQueue, GPUComputePassEncoder and GPUBuffer; all but the last three figures are per step.',
      ],
      note: `${dispatches} dispatches, ${calls.submit / steps} submit`,
    };
  },
};
