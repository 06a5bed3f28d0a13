import { COPY_BYTES, FLOOR_FLOPS, FLOOR_SIDE, type GpuFloor } from './floor.ts';
import { quantile } from './summary.ts';

/** Dispatches in one pass, each on the result of the one before. */
const DISPATCHES = 1000;
const TRIALS = 5;
const EMPTY_SUBMITS = 100;
const MAPS = 20;
/** A stretch of work that a clock and a submission do not matter for. */
const STRETCH_MS = 50;
const MAX_REPEATS = 1024;
/** Where all is computed in software, one trial is enough. */
const PATIENCE_MS = 1000;

const OPERANDS = /* wgsl */ `
const N = ${FLOOR_SIDE}u;
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4f>;`;

/** One workgroup makes 64×64 results from tiles of 16 columns that it keeps in its own memory, sixteen results an invocation:
 *  what a GPU likes best. */
const TILED_PRODUCT = /* wgsl */ `${OPERANDS}
var<workgroup> left: array<array<f32, 64>, 16>;
var<workgroup> right: array<array<vec4f, 16>, 16>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) lane: vec3u) {
  let index = lane.y * 16u + lane.x;
  let row = index / 4u;
  let quad = index % 4u;
  var sums: array<vec4f, 4>;
  for (var k = 0u; k < N; k += 16u) {
    let values = a[((group.y * 64u + row) * N + k) / 4u + quad];
    for (var i = 0u; i < 4u; i++) { left[quad * 4u + i][row] = values[i]; }
    right[lane.y][lane.x] = b[((k + lane.y) * N) / 4u + group.x * 16u + lane.x];
    workgroupBarrier();
    for (var i = 0u; i < 16u; i++) {
      let values = right[i][lane.x];
      for (var r = 0u; r < 4u; r++) { sums[r] += left[i][lane.y * 4u + r] * values; }
    }
    workgroupBarrier();
  }
  for (var r = 0u; r < 4u; r++) { c[((group.y * 64u + lane.y * 4u + r) * N) / 4u + group.x * 16u + lane.x] = sums[r]; }
}`;

/** Sixteen results an invocation, straight from the matrices: what a processor likes better that has caches and no such memory. */
const DIRECT_PRODUCT = /* wgsl */ `${OPERANDS}
@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let row = at.y * 4u * N / 4u;
  var s0: vec4f;
  var s1: vec4f;
  var s2: vec4f;
  var s3: vec4f;
  for (var k = 0u; k < N / 4u; k++) {
    let b0 = b[k * N + at.x];
    let b1 = b[k * N + N / 4u + at.x];
    let b2 = b[k * N + N / 2u + at.x];
    let b3 = b[k * N + 3u * N / 4u + at.x];
    let a0 = a[row + k];
    let a1 = a[row + N / 4u + k];
    let a2 = a[row + N / 2u + k];
    let a3 = a[row + 3u * N / 4u + k];
    s0 += a0.x * b0 + a0.y * b1 + a0.z * b2 + a0.w * b3;
    s1 += a1.x * b0 + a1.y * b1 + a1.z * b2 + a1.w * b3;
    s2 += a2.x * b0 + a2.y * b1 + a2.z * b2 + a2.w * b3;
    s3 += a3.x * b0 + a3.y * b1 + a3.z * b2 + a3.w * b3;
  }
  c[row + at.x] = s0;
  c[row + N / 4u + at.x] = s1;
  c[row + N / 2u + at.x] = s2;
  c[row + 3u * N / 4u + at.x] = s3;
}`;

const COUNT_SHADER = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> count: array<u32>;
@compute @workgroup_size(1)
fn main() { count[0]++; }`;

/** Measures the device of a step's parts. Checks what was computed: a shader that was not run is fast.
 *  Destroys what it makes; the device stays the caller's. */
export async function measureGpuFloor(device: GPUDevice): Promise<GpuFloor> {
  const made: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    made.push(device.createBuffer({ size, usage }));
    return made[made.length - 1];
  };
  try {
    return {
      gigaflops: FLOOR_FLOPS / (await productMs(device, buffer)) / 1e6,
      gigabytesPerSecond: (2 * COPY_BYTES) / (await copyMs(device, buffer)) / 1e6,
      dispatchMs: await dispatchMs(device, buffer),
      submitMs: await submitMs(device),
      mapMs: await mapMs(device, buffer),
    };
  } finally {
    for (const each of made) each.destroy();
  }
}

type MakeBuffer = (size: number, usage: number) => GPUBuffer;

const storage = (): number => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
const staging = (): number => GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;

/** The better of the two. */
async function productMs(device: GPUDevice, buffer: MakeBuffer): Promise<number> {
  const bytes = 4 * FLOOR_SIDE ** 2;
  const [a, b, c] = Array.from({ length: 3 }, () => buffer(bytes, storage()));
  device.queue.writeBuffer(a, 0, new Float32Array(FLOOR_SIDE ** 2).fill(0.5));
  device.queue.writeBuffer(b, 0, new Float32Array(FLOOR_SIDE ** 2).fill(2));
  let best = Number.POSITIVE_INFINITY;
  for (const code of [TILED_PRODUCT, DIRECT_PRODUCT]) {
    device.queue.writeBuffer(c, 0, new Float32Array(FLOOR_SIDE ** 2));
    const record = recorder(device, code, [a, b, c]);
    best = Math.min(best, await fastestMs(device, (encoder, repeats) => record(encoder, repeats, FLOOR_SIDE / 64, FLOOR_SIDE / 64)));
    const [last] = new Float32Array(await bytesOf(device, c, bytes - 4, buffer(4, staging())));
    if (last !== FLOOR_SIDE) throw new Error(`the product that the floor is measured with gave ${last}, not ${FLOOR_SIDE}`);
  }
  return best;
}

function copyMs(device: GPUDevice, buffer: MakeBuffer): Promise<number> {
  const [from, to] = [buffer(COPY_BYTES, storage()), buffer(COPY_BYTES, storage())];
  return fastestMs(device, (encoder, repeats) => {
    for (let i = 0; i < repeats; i++) encoder.copyBufferToBuffer(from, 0, to, 0, COPY_BYTES);
  });
}

async function dispatchMs(device: GPUDevice, buffer: MakeBuffer): Promise<number> {
  const count = buffer(4, storage());
  const record = recorder(device, COUNT_SHADER, [count]);
  const pass = (dispatches: number) => timed(device, (encoder) => record(encoder, dispatches, 1, 1));
  await pass(DISPATCHES);
  const [many, one]: [number[], number[]] = [[], []];
  for (let trial = 0; trial < TRIALS; trial++) {
    many.push(await pass(DISPATCHES));
    one.push(await pass(1));
  }
  const [counted] = new Uint32Array(await bytesOf(device, count, 0, buffer(4, staging())));
  const expected = (TRIALS + 1) * DISPATCHES + TRIALS;
  if (counted !== expected) throw new Error(`${expected} dispatches were sent, ${counted} ran`);
  return Math.max(0, Math.min(...many) - Math.min(...one)) / (DISPATCHES - 1);
}

/** The host's part only. */
async function submitMs(device: GPUDevice): Promise<number> {
  await device.queue.onSubmittedWorkDone();
  const before = performance.now();
  for (let i = 0; i < EMPTY_SUBMITS; i++) device.queue.submit([device.createCommandEncoder().finish()]);
  const ms = (performance.now() - before) / EMPTY_SUBMITS;
  await device.queue.onSubmittedWorkDone();
  return ms;
}

async function mapMs(device: GPUDevice, buffer: MakeBuffer): Promise<number> {
  const [source, target] = [buffer(4, storage()), buffer(4, staging())];
  const times: number[] = [];
  for (let i = 0; i < MAPS; i++) {
    const before = performance.now();
    await bytesOf(device, source, 0, target);
    times.push(performance.now() - before);
  }
  return quantile(times, 0.5);
}

/** Four bytes of a buffer on the host. */
async function bytesOf(device: GPUDevice, source: GPUBuffer, at: number, target: GPUBuffer): Promise<ArrayBuffer> {
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(source, at, target, 0, 4);
  device.queue.submit([encoder.finish()]);
  await target.mapAsync(GPUMapMode.READ);
  const bytes = target.getMappedRange().slice(0);
  target.unmap();
  return bytes;
}

type Record = (encoder: GPUCommandEncoder, dispatches: number, columns: number, rows: number) => void;

/** Records so many dispatches of a shader into one pass; they share their output, so each waits for the one before. */
function recorder(device: GPUDevice, code: string, buffers: readonly GPUBuffer[]): Record {
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const entries = buffers.map((each, binding) => ({ binding, resource: { buffer: each } }));
  const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return (encoder, dispatches, columns, rows) => {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(columns, rows);
    pass.end();
  };
}

/** From handing over the commands to their being done. */
async function timed(device: GPUDevice, record: (encoder: GPUCommandEncoder) => void): Promise<number> {
  const encoder = device.createCommandEncoder();
  record(encoder);
  const commands = encoder.finish();
  const before = performance.now();
  device.queue.submit([commands]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - before;
}

/** Milliseconds of one repeat, in the best of some stretches that hold as many as it takes. */
async function fastestMs(device: GPUDevice, record: (encoder: GPUCommandEncoder, repeats: number) => void): Promise<number> {
  const stretch = (repeats: number) => timed(device, (encoder) => record(encoder, repeats));
  await stretch(1);
  let repeats = 1;
  let ms = await stretch(repeats);
  while (ms < STRETCH_MS && repeats < MAX_REPEATS) {
    repeats *= 2;
    ms = await stretch(repeats);
  }
  const enough = performance.now() + PATIENCE_MS;
  for (let trial = 1; trial < TRIALS && performance.now() < enough; trial++) ms = Math.min(ms, await stretch(repeats));
  return ms / repeats;
}
