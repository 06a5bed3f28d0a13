/** An element type of a weights file: how many bytes an element takes, and what number it stands for. All little-endian. */
export interface Dtype {
  /** PyTorch's name, without `torch.`. */
  readonly name: string;
  readonly bytes: number;
  readonly read: (view: DataView, byteOffset: number) => number;
}

export const FLOAT32: Dtype = { name: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true) };
export const FLOAT64: Dtype = { name: 'float64', bytes: 8, read: (view, at) => view.getFloat64(at, true) };
export const FLOAT16: Dtype = { name: 'float16', bytes: 2, read: (view, at) => halfValue(view.getUint16(at, true)) };
export const BFLOAT16: Dtype = { name: 'bfloat16', bytes: 2, read: (view, at) => brainValue(view.getUint16(at, true)) };
export const INT64: Dtype = { name: 'int64', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) };
export const INT32: Dtype = { name: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true) };
export const INT16: Dtype = { name: 'int16', bytes: 2, read: (view, at) => view.getInt16(at, true) };
export const INT8: Dtype = { name: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) };
export const UINT8: Dtype = { name: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) };

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. `DataView.getFloat16` is younger than the browsers we serve. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function brainValue(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}

const scratch = new DataView(new ArrayBuffer(4));
