/** The compiled kernels (`assembly/`). Every argument is a number: addresses and strides are in bytes, counts in elements. */
export interface Kernels {
  pack(source: number, kStep: number, nStep: number, depth: number, columns: number, packed: number, from: number, to: number): void;
  product(
    ...args: [
      a: number,
      aRow: number,
      aStep: number,
      b: number,
      bias: number,
      c: number,
      cRow: number,
      rowsFrom: number,
      rowsTo: number,
      depth: number,
      columns: number,
      from: number,
      to: number,
      relu: number,
      tile: number,
    ]
  ): void;
  sumRows(matrix: number, rowBytes: number, rows: number, columns: number, sums: number): void;
  transpose(matrix: number, rows: number, columns: number, into: number): void;
  transposeMasked(
    transposed: number,
    rowBytes: number,
    activation: number,
    gradient: number,
    from: number,
    to: number,
    width: number,
  ): void;
  maskRelu(gradient: number, activation: number, count: number): void;
  convolvePool(
    ...args: [
      x: number,
      weights: number,
      bias: number,
      pooled: number,
      choice: number,
      from: number,
      to: number,
      side: number,
      channelsIn: number,
      kernel: number,
      channelsOut: number,
      tile: number,
    ]
  ): void;
  filterGradient(
    ...args: [
      x: number,
      gradient: number,
      choice: number,
      filters: number,
      biases: number,
      from: number,
      to: number,
      samples: number,
      side: number,
      channelsIn: number,
      kernel: number,
      channelsOut: number,
      list: number,
      sums: number,
    ]
  ): void;
  inputGradient(
    ...args: [
      gradient: number,
      choice: number,
      filters: number,
      dx: number,
      from: number,
      to: number,
      side: number,
      channelsIn: number,
      kernel: number,
      channelsOut: number,
      list: number,
    ]
  ): void;
  adam(
    ...args: [
      parameters: number,
      gradients: number,
      expAvg: number,
      expAvgSq: number,
      odd: number,
      count: number,
      rate: number,
      beta1: number,
      beta2: number,
      correction: number,
      epsilon: number,
      report: number,
    ]
  ): void;
  probeFinite(values: number, count: number): number;
  reverseAxes(source: number, pixels: number, channels: number, outs: number, into: number, from: number, to: number): void;
  countBins(values: number, count: number, least: number, factor: number, tables: number, bins: number): void;
}

/** Doubles of an `adam` report, in this order. */
export const REPORT = ['sum', 'squares', 'min', 'max', 'squaresBefore', 'updateSquares', 'gradientSquares', 'fingerprint'] as const;
/** Where the range of what is updated, and that of its gradient, stand in the report: smallest value, then largest. */
export const RANGES = { parameters: 2 * 8, gradients: REPORT.length * 8 } as const;
export const REPORT_BYTES = (REPORT.length + 2) * 8;

export const instantiate = async (module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> => {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
};
