import type { NamedTensor } from '../../core/training/tensor.ts';

/** The kernels of a convolution as pictures: one for each way from an input channel to an output channel. */
export interface KernelGrid {
  readonly outputs: number;
  readonly inputs: number;
  readonly height: number;
  readonly width: number;
  /** In PyTorch's order: output, input, row, column. */
  readonly data: Float32Array;
  /** The largest size of a value: both ends of the one colour scale of all kernels. */
  readonly extent: number;
}

/** Null for a tensor that holds no kernels. */
export function kernelGridOf({ shape, data }: NamedTensor): KernelGrid | null {
  const [outputs, inputs, height, width] = shape;
  if (shape.length !== 4 || height * width < 2) return null;
  let extent = 0;
  for (let i = 0; i < data.length; i++) extent = Math.max(extent, Math.abs(data[i]));
  return { outputs, inputs, height, width, data, extent };
}

/** The values of one kernel, row by row. */
export function kernelOf({ inputs, height, width, data }: KernelGrid, output: number, input: number): Float32Array {
  const size = height * width;
  const at = (output * inputs + input) * size;
  return data.subarray(at, at + size);
}

/** Where the pictures stand. Kernels of one input follow each other in lines; others form a table with a line for each input or
 *  for each output, the longer side across where there is room for it. */
export interface KernelLayout {
  readonly columns: number;
  readonly lines: number;
  /** Whole pixels a value, so that all are squares of one size. */
  readonly pixel: number;
  readonly gap: number;
  place(column: number, line: number): { readonly output: number; readonly input: number } | null;
}

const LARGEST_PIXEL = 12;
const SMALLEST_PIXEL = 2;

const GAP = 2;
/** Kernels of one input that stand side by side at least. */
const ONE_LINE = 10;

export function kernelLayout({ outputs, inputs, width }: KernelGrid, space: number): KernelLayout {
  const gap = GAP;
  const fitting = (columns: number) => Math.floor(((space + gap) / columns - gap) / width);
  if (inputs === 1) {
    const pixel = Math.min(LARGEST_PIXEL, Math.max(SMALLEST_PIXEL, fitting(Math.min(outputs, ONE_LINE))));
    const most = Math.max(1, Math.floor((space + gap) / (width * pixel + gap)));
    const lines = Math.ceil(outputs / most);
    const columns = Math.ceil(outputs / lines);
    const place = (column: number, line: number) =>
      line * columns + column < outputs ? { output: line * columns + column, input: 0 } : null;
    return { columns, lines, pixel, gap, place };
  }
  const most = Math.max(inputs, outputs);
  const columns = fitting(most) >= SMALLEST_PIXEL ? most : Math.min(inputs, outputs);
  const lines = inputs + outputs - columns;
  const pixel = Math.min(LARGEST_PIXEL, Math.max(1, fitting(columns)));
  const place = (column: number, line: number) => (columns === outputs ? { output: column, input: line } : { output: line, input: column });
  return { columns, lines, pixel, gap, place };
}
