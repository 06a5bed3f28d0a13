import { TrainscriptError } from '../core/problems/problem.ts';
import { histogramOf } from '../core/training/histogram.ts';
import type { Layer, Model, ParameterSpec } from '../core/training/model.ts';
import { layerOf } from '../core/training/model.ts';
import { type NamedTensor, sizeOf } from '../core/training/tensor.ts';
import type { Histogram } from '../core/transcript/events.ts';

/** Where one parameter stands in the arena, and how its elements are ordered there. */
export interface ParameterPlace extends ParameterSpec {
  /** First element in the arena, which is also its first element in `state_dict` order. */
  readonly offset: number;
  readonly size: number;
  /** The shape tfjs wants: HWIO for convolutions, [in, out] for dense layers. */
  readonly engineShape: readonly number[];
  /** The same as [pixels, channels, outputs]: in PyTorch's order the three stand the other way round. */
  readonly engineAxes: readonly [pixels: number, channels: number, outputs: number];
  /** For each element in engine order, its position in PyTorch order; null where the two are the same. */
  readonly torchIndex: Uint32Array | null;
}

/** All parameters of a model in one flat float32 array (the arena), tensor after tensor in `state_dict` order, each
 *  in the engine's own element order. */
export interface Layout {
  readonly size: number;
  readonly places: readonly ParameterPlace[];
  /** 2i+1 for the element's index i in PyTorch order: the weights of the fingerprint's sum. */
  readonly oddIndices: Uint32Array;
}

export function layoutOf(model: Model): Layout {
  const places: ParameterPlace[] = [];
  let offset = 0;
  for (const spec of model.parameters) {
    const order = engineOrder(spec, model.layers);
    places.push({ ...spec, offset, size: sizeOf(spec.shape), ...order });
    offset += sizeOf(spec.shape);
  }
  return { size: offset, places, oddIndices: oddIndices(places, offset) };
}

type EngineOrder = Pick<ParameterPlace, 'engineShape' | 'engineAxes' | 'torchIndex'>;

function engineOrder(spec: ParameterSpec, layers: readonly Layer[]): EngineOrder {
  const [outs, ins, height, width] = spec.shape;
  if (spec.shape.length === 1) return { engineShape: spec.shape, engineAxes: [1, 1, outs], torchIndex: null };
  // PyTorch's convolution weights are [out, in, height, width], tfjs's [height, width, in, out].
  if (spec.shape.length === 4) return reversedOrder([height, width, ins, outs], [height * width, ins, outs]);
  // PyTorch's linear weights are [out, in], tfjs's [in, out]; and behind a flatten PyTorch counts the inputs channel by
  // channel (NCHW), tfjs pixel by pixel (NHWC).
  const flatten = flattenBefore(layers, layerOf(spec.name));
  const pixels = flatten?.kind === 'flatten' ? flatten.height * flatten.width : 1;
  return reversedOrder([ins, outs], [pixels, ins / pixels, outs]);
}

function reversedOrder(engineShape: readonly number[], engineAxes: ParameterPlace['engineAxes']): EngineOrder {
  const [pixels, channels, outs] = engineAxes;
  const torchIndex = new Uint32Array(pixels * channels * outs);
  let i = 0;
  for (let p = 0; p < pixels; p++)
    for (let c = 0; c < channels; c++) for (let o = 0; o < outs; o++) torchIndex[i++] = (o * channels + c) * pixels + p;
  return { engineShape, engineAxes, torchIndex };
}

function flattenBefore(layers: readonly Layer[], dense: string): Layer | undefined {
  const at = layers.findIndex((layer) => layer.kind === 'dense' && layer.name === dense);
  return layers[at - 1];
}

function oddIndices(places: readonly ParameterPlace[], size: number): Uint32Array {
  const odd = new Uint32Array(size);
  for (const { offset, size: count, torchIndex } of places) {
    for (let i = 0; i < count; i++) odd[offset + i] = 2 * (offset + (torchIndex?.[i] ?? i)) + 1;
  }
  return odd;
}

/** Writes PyTorch-ordered tensors into the arena. Every parameter must be there with its shape.
 *  @throws TrainscriptError `weights-missing` or `weights-shape`, naming `file` and the tensor. */
export function writeTensors(arena: Float32Array, layout: Layout, tensors: readonly NamedTensor[], file: string): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const place of layout.places) {
    const tensor = byName.get(place.name);
    if (!tensor) throw new TrainscriptError('weights-missing', { file, tensor: place.name, found: [...byName.keys()].join(', ') });
    checkShape(place, tensor, file);
    for (let i = 0; i < place.size; i++) arena[place.offset + i] = tensor.data[place.torchIndex?.[i] ?? i];
  }
}

function checkShape(place: ParameterPlace, tensor: NamedTensor, file: string): void {
  if (tensor.shape.join() === place.shape.join()) return;
  const fields = { file, tensor: place.name, found: `[${tensor.shape.join(', ')}]`, expected: `[${place.shape.join(', ')}]` };
  throw new TrainscriptError('weights-shape', fields);
}

/** Reads the arena as PyTorch-ordered tensors. */
export function readTensors(arena: Float32Array, layout: Layout): NamedTensor[] {
  return layout.places.map((place) => {
    const data = new Float32Array(place.size);
    for (let i = 0; i < place.size; i++) data[place.torchIndex?.[i] ?? i] = arena[place.offset + i];
    return { name: place.name, shape: place.shape, data };
  });
}

/** How the elements of each tensor in an arena are distributed. */
export const histogramsOf = (arena: Float32Array, { places }: Layout): Record<string, Histogram> =>
  Object.fromEntries(places.map(({ name, offset, size }) => [name, histogramOf(arena.subarray(offset, offset + size))]));

/** Sum over all parameters of bits(p)·(2i+1) mod 2³², i counting in PyTorch order. Exact, and independent of the order of summation. */
export function fingerprintOf(arena: Float32Array, layout: Layout): number {
  const bits = new Uint32Array(arena.buffer, arena.byteOffset, arena.length);
  let sum = 0;
  for (let i = 0; i < bits.length; i++) sum = (sum + Math.imul(bits[i], layout.oddIndices[i])) | 0;
  return sum >>> 0;
}

/** The same of parameters that stand in PyTorch's order. */
export function fingerprintInOrder(parameters: Float32Array): number {
  const bits = new Uint32Array(parameters.buffer, parameters.byteOffset, parameters.length);
  let sum = 0;
  for (let i = 0; i < bits.length; i++) sum = (sum + Math.imul(bits[i], 2 * i + 1)) | 0;
  return sum >>> 0;
}

/** The first parameter that holds a NaN or an infinity. */
export function firstNotFinite(arena: Float32Array, layout: Layout): string | undefined {
  const isBad = ({ offset, size }: ParameterPlace) => arena.subarray(offset, offset + size).some((value) => !Number.isFinite(value));
  return layout.places.find(isBad)?.name;
}

/** @throws TrainscriptError `weights-not-finite` */
export function checkFinite(arena: Float32Array, layout: Layout, file: string): void {
  const tensor = firstNotFinite(arena, layout);
  if (tensor !== undefined) throw new TrainscriptError('weights-not-finite', { file, tensor });
}
