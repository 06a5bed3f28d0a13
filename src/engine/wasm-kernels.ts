import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  getKernel,
  type KernelConfig,
  type KernelFunc,
  MaxPoolGrad,
  matMul,
  pad,
  registerKernel,
  reshape,
  reverse,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
  transpose,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/* tfjs-backend-wasm 4.22 can run a convolutional network but not train it: it has no Conv2DBackpropFilter
 * (https://github.com/tensorflow/tfjs/issues/8474), and its Conv2DBackpropInput and transposed matrix products are scalar
 * loops beside XNNPACK. Each is rewritten here as a convolution or a product that XNNPACK does run. All identities hold for
 * stride 1 and valid padding, the only convolutions a model here has. Delete a kernel when upstream has a fast one. */

/** dW[y,x,c,o] = Σ over batch and positions of x·dy: a convolution of the transposed input with dy as its filter, the
 *  batch standing where channels do. */
function filterGradient(x: Tensor4D, dy: Tensor4D): Tensor {
  const images = transpose(x, [3, 1, 2, 0]);
  const filter = transpose(dy, [1, 2, 0, 3]);
  return transpose(conv2d(images as Tensor4D, filter as Tensor4D, 1, 'valid'), [1, 2, 0, 3]);
}

/** dX = full convolution of dy with the filter turned by 180° and its channels swapped. */
function inputGradient(dy: Tensor4D, filter: Tensor4D): Tensor {
  const [height, width] = filter.shape;
  const padded = pad(dy, [
    [0, 0],
    [height - 1, height - 1],
    [width - 1, width - 1],
    [0, 0],
  ]);
  const turned = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return conv2d(padded as Tensor4D, turned as Tensor4D, 1, 'valid');
}

/** Each pooled value's gradient goes to the first of its largest inputs, as PyTorch has it. Two by two with stride two only. */
function maxPoolGradient(backend: BackendWasm, input: Tensor, output: Tensor, dy: Tensor): Tensor {
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const dx = backend.makeOutput(input.shape, 'float32') as Tensor;
  const heap = (tensor: Tensor) => backend.typedArrayFromHeap(tensor) as Float32Array;
  const [into, x, y, g] = [heap(dx), heap(input), heap(output), heap(dy)];
  into.fill(0);
  const row = width * channels;
  const corners = [0, channels, row, row + channels];
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < height >> 1; oy++)
      for (let ox = 0; ox < width >> 1; ox++) {
        const corner = (b * height + 2 * oy) * row + 2 * ox * channels;
        for (let c = 0; c < channels; c++, at++) {
          if (g[at] === 0) continue;
          const first = corner + c;
          const value = y[at];
          if (x[first + corners[0]] === value) into[first + corners[0]] = g[at];
          else if (x[first + corners[1]] === value) into[first + corners[1]] = g[at];
          else if (x[first + corners[2]] === value) into[first + corners[2]] = g[at];
          else into[first + corners[3]] = g[at];
        }
      }
  return dx;
}

/** XNNPACK takes only untransposed products: transpose first (an order of magnitude faster than the scalar loop). */
function transposedProduct(stock: KernelFunc): KernelFunc {
  return (args) => {
    const { transposeA, transposeB } = args.attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const { a, b } = args.inputs as unknown as { a: Tensor3D; b: Tensor3D };
    const isSingle = a.shape.slice(0, -2).every((side) => side === 1) && b.shape.slice(0, -2).every((side) => side === 1);
    if (!(transposeA || transposeB) || !isSingle) return stock(args);
    return tidy(() => {
      const left = asMatrix(a, transposeA);
      const right = asMatrix(b, transposeB);
      return reshape(matMul(left, right), (a.shape as number[]).slice(0, -2).concat(left.shape[0], right.shape[1]));
    });
  };
}

function asMatrix(x: Tensor, transposed: boolean): Tensor2D {
  const [rows, columns] = x.shape.slice(-2);
  const matrix: Tensor2D = reshape(x, [rows, columns]);
  return transposed ? transpose(matrix) : matrix;
}

/** Registers what training needs on the wasm backend. Call once, after the backend was imported. */
export function registerWasmTrainingKernels(): void {
  register(Conv2DBackpropFilter, ({ inputs }) => tidy(() => filterGradient(inputs.x as Tensor4D, inputs.dy as Tensor4D)));
  replace(
    Conv2DBackpropInput,
    () =>
      ({ inputs }) =>
        tidy(() => inputGradient(inputs.dy as Tensor4D, inputs.filter as Tensor4D)),
  );
  replace(MaxPoolGrad, () => ({ inputs, backend }) => {
    return maxPoolGradient(backend as BackendWasm, inputs.input as Tensor, inputs.output as Tensor, inputs.dy as Tensor);
  });
  replace(BatchMatMul, transposedProduct);
}

function register(kernelName: string, kernelFunc: KernelFunc, rest: Partial<KernelConfig> = {}): void {
  registerKernel({ ...rest, kernelName, backendName: 'wasm', kernelFunc });
}

/** Puts `make(stock)` in the place of a stock kernel, whose set-up still runs. */
function replace(kernelName: string, make: (stock: KernelFunc) => KernelFunc): void {
  const stock = getKernel(kernelName, 'wasm');
  unregisterKernel(kernelName, 'wasm');
  register(kernelName, make(stock.kernelFunc), stock);
}
