import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Histogram } from '../core/transcript/events.ts';
import { crc32c } from './crc32.ts';

/* TensorBoard's event files: one framed protobuf `Event` after the other. Field numbers from tensorboard/compat/proto/
   {event,summary,tensor,tensor_shape,types}.proto, the framing from tensorboard/summary/writer/record_writer.py. */

const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 };
const SUMMARY = { value: 1 };
const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 };
const METADATA = { pluginData: 1, dataClass: 4 };
const PLUGIN_DATA = { name: 1, content: 2 };
const TENSOR = { dtype: 1, shape: 2, content: 4, stringValue: 8 };
const SHAPE = { dimension: 2 };
const DIMENSION = { size: 1 };

const DT_FLOAT = 1;
const DT_DOUBLE = 2;
const DT_STRING = 7;
const DATA_CLASS_TENSOR = 2;

const FILE_VERSION = 'brain.Event:2';
/** Constant of the record format, so that the CRC of data that hold CRCs stays strong. */
const CRC_MASK_DELTA = 0xa282ead8;

/** Writes the fields of one message. */
export type Fields = (writer: BinaryWriter) => unknown;

/** The name that TensorBoard looks for (it must hold `tfevents`). One file a folder: a second one there would be taken for its continuation. */
export function eventFileName(wallTimeS: number, host: string): string {
  const second = String(Math.floor(wallTimeS)).padStart(10, '0');
  return `events.out.tfevents.${second}.${host.replace(/[^\w-]/g, '_')}`;
}

/** The first record of every file. */
export const fileVersionEvent = (wallTimeS: number): Uint8Array =>
  frameRecord(event(wallTimeS, 0, (w) => w.tag(EVENT.fileVersion, WireType.LengthDelimited).string(FILE_VERSION)));

/** One point of each tag's curve. Values are float32, NaN and infinities included. */
export const scalarEvent = (wallTimeS: number, step: number, values: Iterable<readonly [tag: string, value: number]>): Uint8Array =>
  summaryEvent(
    wallTimeS,
    step,
    [...values].map(([tag, value]) => (w) => {
      w.tag(VALUE.tag, WireType.LengthDelimited).string(tag);
      w.tag(VALUE.simpleValue, WireType.Bit32).float(Math.fround(value));
    }),
  );

/** A distribution at one step, in the form of tf.summary.histogram v2: a double tensor [buckets, 3] of left edge, right edge, count. */
export const histogramEvent = (wallTimeS: number, step: number, tag: string, histogram: Histogram): Uint8Array => {
  const buckets = bucketsOf(histogram);
  const content = new Uint8Array(buckets.buffer);
  return pluginEvent(wallTimeS, step, tag, 'histograms', new Uint8Array(), (w) => {
    w.tag(TENSOR.dtype, WireType.Varint).int32(DT_DOUBLE);
    writeShape(w, [buckets.length / 3, 3]);
    w.tag(TENSOR.content, WireType.LengthDelimited).bytes(content);
  });
};

/** A text, shown as Markdown. */
export const textEvent = (wallTimeS: number, step: number, tag: string, markdown: string): Uint8Array =>
  pluginEvent(wallTimeS, step, tag, 'text', new Uint8Array(), (w) => {
    w.tag(TENSOR.dtype, WireType.Varint).int32(DT_STRING);
    writeShape(w, []);
    w.tag(TENSOR.stringValue, WireType.LengthDelimited).string(markdown);
  });

/** A value whose meaning lies in its plugin's `content`; the tensor beside it is there for form only. */
export const contentEvent = (wallTimeS: number, step: number, tag: string, plugin: string, content: Uint8Array): Uint8Array =>
  pluginEvent(wallTimeS, step, tag, plugin, content, (w) => {
    w.tag(TENSOR.dtype, WireType.Varint).int32(DT_FLOAT);
    writeShape(w, [0]);
  });

/** Writes `fields` as a message in field `field`. */
export function writeMessage(writer: BinaryWriter, field: number, fields: Fields): BinaryWriter {
  writer.tag(field, WireType.LengthDelimited).fork();
  fields(writer);
  return writer.join();
}

/** length (u64), masked CRC of the length, data, masked CRC of the data; all little-endian. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(8 + 4 + data.length + 4);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return record;
}

/** CRC-32C, rotated right by 15 bits, plus a constant. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + CRC_MASK_DELTA) >>> 0;
}

/** Equal-width bins become buckets; where all values are one, a single bucket of width 1 around it, as TensorBoard's own writer has it. */
function bucketsOf({ min, max, counts }: Histogram): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return new Float64Array(0);
  if (min === max) return Float64Array.of(min - 0.5, max + 0.5, total);
  const edge = (i: number) => (i === counts.length ? max : min + ((max - min) * i) / counts.length);
  return Float64Array.from(counts.flatMap((count, i) => [edge(i), edge(i + 1), count]));
}

/** The plugin's name is needed on a tag's first value only; with it on each, every record stands for itself. */
const pluginEvent = (wallTimeS: number, step: number, tag: string, plugin: string, content: Uint8Array, tensor: Fields): Uint8Array =>
  summaryEvent(wallTimeS, step, [
    (w) => {
      w.tag(VALUE.tag, WireType.LengthDelimited).string(tag);
      writeMessage(w, VALUE.tensor, tensor);
      writeMessage(w, VALUE.metadata, (metadata) => writeMetadata(metadata, plugin, content));
    },
  ]);

function writeMetadata(writer: BinaryWriter, plugin: string, content: Uint8Array): void {
  writeMessage(writer, METADATA.pluginData, (w) => {
    w.tag(PLUGIN_DATA.name, WireType.LengthDelimited).string(plugin);
    if (content.length > 0) w.tag(PLUGIN_DATA.content, WireType.LengthDelimited).bytes(content);
  });
  writer.tag(METADATA.dataClass, WireType.Varint).int32(DATA_CLASS_TENSOR);
}

const summaryEvent = (wallTimeS: number, step: number, values: readonly Fields[]): Uint8Array =>
  frameRecord(
    event(wallTimeS, step, (w) =>
      writeMessage(w, EVENT.summary, (summary) => {
        for (const value of values) writeMessage(summary, SUMMARY.value, value);
      }),
    ),
  );

function event(wallTimeS: number, step: number, what: Fields): Uint8Array {
  const writer = new BinaryWriter().tag(EVENT.wallTime, WireType.Bit64).double(wallTimeS);
  if (step !== 0) writer.tag(EVENT.step, WireType.Varint).int64(step);
  what(writer);
  return writer.finish();
}

function writeShape(writer: BinaryWriter, sizes: readonly number[]): void {
  writeMessage(writer, TENSOR.shape, (shape) => {
    for (const size of sizes)
      writeMessage(shape, SHAPE.dimension, (w) => {
        if (size !== 0) w.tag(DIMENSION.size, WireType.Varint).int64(size);
      });
  });
}
