import {
  add,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  engine,
  MaxPoolGrad,
  matMul,
  maxPool,
  mul,
  relu,
  reshape,
  step,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Layer } from '../core/training/model.ts';

/** Parameters on the device by name, in the engine's shapes. */
export type Weights = ReadonlyMap<string, Tensor>;

/** Runs the layers on `input` and returns every activation: the input first, the outputs `[batch, outputs]` last. */
export function forward(layers: readonly Layer[], weights: Weights, input: Tensor): Tensor[] {
  const activations = [input];
  for (const layer of layers) activations.push(forwardLayer(layer, weights, activations[activations.length - 1]));
  return activations;
}

function forwardLayer(layer: Layer, weights: Weights, x: Tensor): Tensor {
  switch (layer.kind) {
    case 'conv2d':
      return add(conv2d(x as Tensor4D, weightOf(weights, layer.name) as Tensor4D, 1, 'valid'), biasOf(weights, layer.name));
    case 'max-pool':
      return maxPool(x as Tensor4D, layer.size, layer.size, 'valid');
    case 'relu':
      return relu(x);
    case 'flatten':
      return reshape(x, [x.shape[0], layer.height * layer.width * layer.channels]);
    case 'dense':
      return add(matMul(x as Tensor2D, weightOf(weights, layer.name) as Tensor2D), biasOf(weights, layer.name));
  }
}

/** Chain rule from the last layer to the first: `dy` is ∂loss/∂outputs, the result ∂loss/∂parameter by name. Layers in
 *  `frozen` get no gradient, and nothing is computed below the lowest layer that needs one. */
export function backward(
  layers: readonly Layer[],
  weights: Weights,
  activations: readonly Tensor[],
  dy: Tensor,
  frozen: ReadonlySet<string>,
): Map<string, Tensor> {
  const gradients = new Map<string, Tensor>();
  const lowest = layers.findIndex((layer) => 'name' in layer && !frozen.has(layer.name));
  let gradient = dy;
  for (let i = layers.length - 1; i >= lowest && lowest >= 0; i--) {
    const layer = layers[i];
    if ('name' in layer && !frozen.has(layer.name)) parameterGradients(layer, activations[i], gradient, gradients);
    if (i > lowest) gradient = inputGradient(layer, weights, activations[i], activations[i + 1], gradient);
  }
  return gradients;
}

type ParameterLayer = Extract<Layer, { name: string }>;

function parameterGradients(layer: ParameterLayer, x: Tensor, dy: Tensor, into: Map<string, Tensor>): void {
  const isConvolution = layer.kind === 'conv2d';
  into.set(`${layer.name}.weight`, isConvolution ? filterGradient(layer, x, dy) : matMul(x as Tensor2D, dy as Tensor2D, true, false));
  into.set(`${layer.name}.bias`, sum(reshape(dy, [-1, dy.shape[dy.shape.length - 1]]), 0));
}

function filterGradient({ kernel, inChannels, outChannels }: Extract<Layer, { kind: 'conv2d' }>, x: Tensor, dy: Tensor): Tensor {
  const filterShape = [kernel, kernel, inChannels, outChannels];
  return engine().runKernel(Conv2DBackpropFilter, { x, dy }, { ...CONVOLUTION, filterShape }) as Tensor;
}

const CONVOLUTION = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };

function inputGradient(layer: Layer, weights: Weights, x: Tensor, y: Tensor, dy: Tensor): Tensor {
  switch (layer.kind) {
    case 'conv2d': {
      const filter = weightOf(weights, layer.name);
      return engine().runKernel(Conv2DBackpropInput, { dy, filter }, { ...CONVOLUTION, inputShape: x.shape }) as Tensor;
    }
    case 'max-pool': {
      const attributes = { filterSize: layer.size, strides: layer.size, pad: 'valid' };
      return engine().runKernel(MaxPoolGrad, { dy, input: x, output: y }, attributes) as Tensor;
    }
    case 'relu':
      return mul(dy, step(y));
    case 'flatten':
      return reshape(dy, x.shape);
    case 'dense':
      return matMul(dy as Tensor2D, weightOf(weights, layer.name) as Tensor2D, false, true);
  }
}

const weightOf = (weights: Weights, layer: string): Tensor => existing(weights, `${layer}.weight`);
const biasOf = (weights: Weights, layer: string): Tensor => existing(weights, `${layer}.bias`);

function existing(weights: Weights, name: string): Tensor {
  const tensor = weights.get(name);
  if (!tensor) throw new Error(`no parameter ${name} on the device`);
  return tensor;
}
