import { sizeOf } from './tensor.ts';

/** A layer of a sequential network, in the order of the forward pass. Images are `[batch, height, width, channels]`. */
export type Layer =
  | { readonly kind: 'conv2d'; readonly name: string; readonly inChannels: number; readonly outChannels: number; readonly kernel: number }
  | { readonly kind: 'max-pool'; readonly size: number }
  | { readonly kind: 'relu' }
  | { readonly kind: 'flatten'; readonly height: number; readonly width: number; readonly channels: number }
  | { readonly kind: 'dense'; readonly name: string; readonly inputs: number; readonly outputs: number };

/** A parameter under its PyTorch name and in PyTorch's shape (`conv1.weight` is OIHW, `fc1.weight` is [out, in]). */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Inputs that feed one unit of the layer; bounds the default initialisation. */
  readonly fanIn: number;
}

export interface Model {
  readonly kind: 'cnn' | 'mlp';
  /** Of one row: `[28, 28, 1]` or `[inputs]`. */
  readonly input: readonly number[];
  readonly outputs: number;
  readonly layers: readonly Layer[];
  /** In `state_dict` order. */
  readonly parameters: readonly ParameterSpec[];
}

export const IMAGE_SIDE = 28;
const KERNEL = 5;
const HIDDEN = 500;

/** The documents' network: conv 5×5×20, ReLU, max-pool 2, conv 5×5×50, ReLU, max-pool 2, 500, ReLU, outputs;
 *  431,080 parameters for 10 outputs. ReLU stands behind the pool here: it is monotonic, so the values and the
 *  gradients are those of the documents' order, at a quarter of the work. */
export function cnn(outputs: number): Model {
  const layers: Layer[] = [
    { kind: 'conv2d', name: 'conv1', inChannels: 1, outChannels: 20, kernel: KERNEL },
    { kind: 'max-pool', size: 2 },
    { kind: 'relu' },
    { kind: 'conv2d', name: 'conv2', inChannels: 20, outChannels: 50, kernel: KERNEL },
    { kind: 'max-pool', size: 2 },
    { kind: 'relu' },
    { kind: 'flatten', height: 4, width: 4, channels: 50 },
    ...head(4 * 4 * 50, outputs),
  ];
  return { kind: 'cnn', input: [IMAGE_SIDE, IMAGE_SIDE, 1], outputs, layers, parameters: layers.flatMap(parametersOf) };
}

/** The same head on a table's encoded inputs: inputs → 500 → ReLU → outputs. */
export function mlp(inputs: number, outputs: number): Model {
  const layers = head(inputs, outputs);
  return { kind: 'mlp', input: [inputs], outputs, layers, parameters: layers.flatMap(parametersOf) };
}

function head(inputs: number, outputs: number): Layer[] {
  return [
    { kind: 'dense', name: 'fc1', inputs, outputs: HIDDEN },
    { kind: 'relu' },
    { kind: 'dense', name: 'fc2', inputs: HIDDEN, outputs },
  ];
}

function parametersOf(layer: Layer): ParameterSpec[] {
  if (layer.kind === 'conv2d') {
    const fanIn = layer.inChannels * layer.kernel * layer.kernel;
    return weightAndBias(layer.name, [layer.outChannels, layer.inChannels, layer.kernel, layer.kernel], fanIn);
  }
  if (layer.kind === 'dense') return weightAndBias(layer.name, [layer.outputs, layer.inputs], layer.inputs);
  return [];
}

function weightAndBias(layer: string, shape: readonly number[], fanIn: number): ParameterSpec[] {
  return [
    { name: `${layer}.weight`, shape, fanIn },
    { name: `${layer}.bias`, shape: [shape[0]], fanIn },
  ];
}

/** The layers that have a ReLU behind them, and how many units it has: channels, behind a convolution. */
export function reluLayers({ layers }: Model): readonly { readonly name: string; readonly units: number }[] {
  return layers.flatMap((layer, i) => {
    if (layer.kind !== 'relu') return [];
    const before = layers.slice(0, i).findLast((one) => one.kind === 'conv2d' || one.kind === 'dense');
    return before ? [{ name: before.name, units: before.kind === 'dense' ? before.outputs : before.outChannels }] : [];
  });
}

/** The layer that turns features into classes; a fine-tune with other classes replaces it. */
export const HEAD_LAYER = 'fc2';

export const layerOf = (parameter: string): string => parameter.slice(0, parameter.lastIndexOf('.'));

export const parameterCount = (model: Model): number => model.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** The layers that hold parameters, in order: what `freeze` can name. */
export const trainableLayers = (model: Model): readonly string[] => [...new Set(model.parameters.map(({ name }) => layerOf(name)))];
