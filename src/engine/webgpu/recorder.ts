import type { Dispatch } from './step-plan.ts';
import { shaderCode } from './wgsl.ts';

/** A dispatch with everything that it needs, made once. */
interface Recorded {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
}

/** Where the blocks of steps stand on the device: as many as one submission can hold, each aligned as a binding must be. */
export interface StepSlots {
  readonly buffer: GPUBuffer;
  readonly slotBytes: number;
  /** What the shaders are told of it. */
  readonly parameters: number;
  readonly maxRows: number;
}

/** A dispatch may have this many workgroups in one dimension (WebGPU's default limit). */
const MAX_GROUPS = 65_535;

/** Compiles dispatches once and writes them into commands. Makes nothing but pipelines and bind groups. */
export class Recorder {
  readonly #device: GPUDevice;
  readonly #slots: StepSlots;
  readonly #bufferOf: (name: string) => GPUBuffer;
  readonly #recorded = new Map<string, Recorded>();

  constructor(device: GPUDevice, slots: StepSlots, bufferOf: (name: string) => GPUBuffer) {
    this.#device = device;
    this.#slots = slots;
    this.#bufferOf = bufferOf;
  }

  /** Compiles ahead, all at once: a driver may take a second for a shader. */
  async compile(dispatches: readonly Dispatch[]): Promise<void> {
    const compile = async (dispatch: Dispatch) => {
      const { descriptor, bindings } = this.#describe(dispatch);
      this.#recorded.set(dispatch.name, { pipeline: await this.#device.createComputePipelineAsync(descriptor), bindings });
    };
    await Promise.all(dispatches.map(compile));
  }

  /** Writes the dispatches into one pass. `at` is where the block of their step begins. */
  record(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[], rows: number, at: number): void {
    const pass = encoder.beginComputePass();
    for (const dispatch of dispatches) {
      const { pipeline, bindings } = this.#ready(dispatch);
      const groups = dispatch.groups(rows);
      const columns = Math.min(groups, MAX_GROUPS);
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings, [at]);
      pass.dispatchWorkgroups(columns, Math.ceil(groups / columns));
    }
    pass.end();
  }

  /** What was not compiled ahead is compiled on its first use, without waiting: steps stay in their order. */
  #ready(dispatch: Dispatch): Recorded {
    const known = this.#recorded.get(dispatch.name);
    if (known) return known;
    const { descriptor, bindings } = this.#describe(dispatch);
    const recorded = { pipeline: this.#device.createComputePipeline(descriptor), bindings };
    this.#recorded.set(dispatch.name, recorded);
    return recorded;
  }

  #describe({ name, body, bindings }: Dispatch): { descriptor: GPUComputePipelineDescriptor; bindings: GPUBindGroup } {
    const { buffer, slotBytes, parameters, maxRows } = this.#slots;
    const code = shaderCode(body, bindings, (each) => this.#bufferOf(each).size / 4, parameters, maxRows);
    const types: GPUBufferBindingType[] = [
      'read-only-storage',
      ...bindings.map(({ writes }) => (writes ? 'storage' : 'read-only-storage')),
    ];
    const layout = this.#device.createBindGroupLayout({
      entries: types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type, hasDynamicOffset: binding === 0 },
      })),
    });
    const resources = [{ buffer, size: slotBytes }, ...bindings.map((each) => ({ buffer: this.#bufferOf(each.buffer) }))];
    return {
      descriptor: {
        label: name,
        layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: this.#device.createShaderModule({ label: name, code }), entryPoint: 'main' },
      },
      bindings: this.#device.createBindGroup({ layout, entries: resources.map((resource, binding) => ({ binding, resource })) }),
    };
  }
}
