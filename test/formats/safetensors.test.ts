import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HEADER_BYTES, readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { problemOf } from './problem-of.ts';
import { namedTensors } from './tensor-arbitrary.ts';
import { asBits } from './weights-fixtures.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

function withHeader(header: string | Uint8Array, buffer: Uint8Array = new Uint8Array(0), announced?: bigint): Uint8Array {
  const text = typeof header === 'string' ? ascii(header) : header;
  const bytes = new Uint8Array(8 + text.length + buffer.length);
  new DataView(bytes.buffer).setBigUint64(0, announced ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(buffer, 8 + text.length);
  return bytes;
}

const problem = (bytes: Uint8Array) => problemOf(() => readSafetensors(bytes, 'x.safetensors'));

const entry = (name: string, begin: number, end: number, shape: readonly number[], dtype = 'F32'): string =>
  `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`;

const file = (bufferBytes: number, ...entries: string[]): Uint8Array => withHeader(`{${entries.join(',')}}`, new Uint8Array(bufferBytes));

describe('what we write', () => {
  const TENSORS = [
    { name: 'w', shape: [2, 1], data: Float32Array.of(1.5, -0) },
    { name: '__proto__', shape: [], data: Float32Array.of(2) },
  ];

  test('is the format, byte for byte', () => {
    const header =
      '{"__metadata__":{"step":"7"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"__proto__":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, ' ');
    const data = [0, 0, 0xc0, 0x3f, 0, 0, 0, 0x80, 0, 0, 0, 0x40];
    const expected = withHeader(padded, Uint8Array.from(data));
    expect(writeSafetensors(TENSORS, new Map([['step', '7']]))).toEqual(expected);
    expect(padded.length).toBeGreaterThan(header.length);
  });

  test('reads back bit for bit, whatever the names, shapes, values and metadata', () => {
    const text = fc.string({ unit: 'binary' });
    const metadata = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key }).map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(namedTensors, metadata, (tensors, metadata) => {
        const read = readSafetensors(writeSafetensors(tensors, metadata), 'own');
        const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
        expect(asBits(read.tensors).sort(byName)).toEqual(asBits(tensors).sort(byName));
        expect(read.metadata).toEqual(metadata);
      }),
    );
  });

  test('keeps the order of tensors that have bytes', () => {
    const tensors = ['b', '10', 'a', '2'].map((name, i) => ({ name, shape: [1], data: Float32Array.of(i) }));
    expect(readSafetensors(writeSafetensors(tensors), 'own').tensors).toEqual(tensors);
  });

  test('a name twice, the name of the metadata, or values that do not fill the shape are refused', () => {
    expect(problemOf(() => writeSafetensors([TENSORS[0], TENSORS[0]])).code).toBe('weights-name-twice');
    expect(problemOf(() => writeSafetensors([{ ...TENSORS[0], name: '__metadata__' }])).code).toBe('weights-name-twice');
    expect(problemOf(() => writeSafetensors([{ ...TENSORS[0], shape: [3] }])).code).toBe('weights-shape-mismatch');
  });

  test('cut anywhere, or with a byte more, it is refused', () => {
    const bytes = writeSafetensors(TENSORS);
    for (let length = 0; length < bytes.length; length++) problem(bytes.subarray(0, length));
    expect(problem(Uint8Array.from([...bytes, 0]))).toMatchObject({ code: 'safetensors-buffer', fields: { found: 13, expected: 12 } });
  });
});

describe('reads', () => {
  test('half, bfloat16 and double as float32', () => {
    const buffer = Uint8Array.from([
      0x00,
      0x3e,
      0x01,
      0x00,
      0xc0,
      0xbf,
      0x80,
      0x7f,
      ...new Uint8Array(Float64Array.of(0.1, -1e-300).buffer),
    ]);
    const header = `{${entry('half', 0, 4, [2], 'F16')},${entry('brain', 4, 8, [2], 'BF16')},${entry('double', 8, 24, [2], 'F64')}}`;
    const { tensors } = readSafetensors(withHeader(header, buffer), 'x');
    expect(tensors.map(({ data }) => [...data])).toEqual([
      [1.5, 2 ** -24],
      [-1.5, Number.POSITIVE_INFINITY],
      [Math.fround(0.1), -0],
    ]);
  });

  test('entries in any order of the header, empty tensors among them, as views of no one', () => {
    const bytes = file(8, entry('late', 4, 8, [1]), entry('none', 4, 4, [0, 7]), entry('early', 0, 4, [1]));
    const { tensors, metadata } = readSafetensors(bytes, 'x');
    expect(tensors.map(({ name }) => name)).toEqual(['early', 'none', 'late']);
    expect(metadata.size).toBe(0);
    tensors[0].data[0] = 5;
    expect(bytes.at(-8)).toBe(0);
  });

  test('a file without tensors', () => {
    expect(readSafetensors(withHeader('{}'), 'x').tensors).toEqual([]);
  });

  test('a tensor called __proto__, and members that mean nothing here', () => {
    const { tensors } = readSafetensors(
      withHeader('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"note":1}}', new Uint8Array(4)),
      'x',
    );
    expect(tensors[0].name).toBe('__proto__');
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });
});

describe('refuses', () => {
  test.each<[string, Uint8Array, string, Record<string, unknown>]>([
    ['nothing', new Uint8Array(0), 'file-empty', {}],
    ['less than a length', new Uint8Array(7), 'safetensors-truncated', { found: 7, expected: 8 }],
    ['a header past the file', withHeader('{}', new Uint8Array(0), 3n), 'safetensors-truncated', { found: 10, expected: 11 }],
    [
      'a header past our limit',
      withHeader('{}', new Uint8Array(0), BigInt(MAX_HEADER_BYTES) + 1n),
      'safetensors-header-size',
      { found: '10000001' },
    ],
    [
      'a header of 2⁶⁴-1 bytes',
      withHeader('{}', new Uint8Array(0), 2n ** 64n - 1n),
      'safetensors-header-size',
      { found: '18446744073709551615' },
    ],
    ['an empty header', withHeader(''), 'safetensors-header', {}],
    ['no JSON', withHeader('{"w":'), 'safetensors-header', {}],
    ['no object', withHeader('[]'), 'safetensors-header', {}],
    ['null', withHeader('null'), 'safetensors-header', {}],
    ['a space before the object', withHeader(' {}'), 'safetensors-header', {}],
    ['no UTF-8', withHeader(Uint8Array.of(0x7b, 0xff, 0x7d)), 'safetensors-header', {}],
    ['a byte-order mark', withHeader('\ufeff{}'), 'safetensors-header', {}],
    ['a header of brackets alone', withHeader('['.repeat(1_000_000)), 'safetensors-header', {}],
    ['a name twice', file(8, entry('w', 0, 4, [1]), entry('w', 4, 8, [1])), 'safetensors-duplicate', { key: 'w' }],
    [
      'a shape twice',
      withHeader('{"w":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8]}}', new Uint8Array(8)),
      'safetensors-duplicate',
      { key: 'shape' },
    ],
    ['metadata that are no texts', withHeader('{"__metadata__":{"a":1}}'), 'safetensors-header', {}],
    ['metadata that are a list', withHeader('{"__metadata__":["a"]}'), 'safetensors-header', {}],
    ['an entry that is no object', withHeader('{"w":3}'), 'safetensors-entry', { tensor: 'w' }],
    ['an entry without a shape', withHeader('{"w":{"dtype":"F32","data_offsets":[0,0]}}'), 'safetensors-entry', { tensor: 'w' }],
    ['a negative side', file(4, entry('w', 0, 4, [-1])), 'safetensors-entry', { tensor: 'w' }],
    ['a broken side', file(4, entry('w', 0, 4, [0.5])), 'safetensors-entry', { tensor: 'w' }],
    ['a side past 2⁵³', file(4, entry('w', 0, 4, [2 ** 53])), 'safetensors-entry', { tensor: 'w' }],
    ['three offsets', withHeader('{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0,0]}}'), 'safetensors-entry', { tensor: 'w' }],
    ['another element type', file(8, entry('w', 0, 8, [1], 'I64')), 'safetensors-dtype', { tensor: 'w', dtype: 'I64' }],
    ['a type that objects inherit', file(4, entry('w', 0, 4, [1], 'constructor')), 'safetensors-dtype', { dtype: 'constructor' }],
    ['a size that is not the shape’s', file(8, entry('w', 0, 8, [1])), 'safetensors-size', { tensor: 'w', found: 8, expected: 4 }],
    ['an end before its begin', file(4, entry('w', 4, 0, [1])), 'safetensors-size', { found: -4, expected: 4 }],
    ['sides whose product overflows', file(4, entry('w', 0, 4, Array(40).fill(2 ** 52))), 'safetensors-size', { found: 4 }],
    ['an overlap', file(8, entry('a', 0, 8, [2]), entry('b', 4, 8, [1])), 'safetensors-offsets', { tensor: 'b', found: 4, expected: 8 }],
    [
      'the same bytes twice',
      file(4, entry('a', 0, 4, [1]), entry('b', 0, 4, [1])),
      'safetensors-offsets',
      { tensor: 'b', found: 0, expected: 4 },
    ],
    ['a hole', file(12, entry('a', 0, 4, [1]), entry('b', 8, 12, [1])), 'safetensors-offsets', { tensor: 'b', found: 8, expected: 4 }],
    ['a hole at the start', file(8, entry('a', 4, 8, [1])), 'safetensors-offsets', { found: 4, expected: 0 }],
    ['a hole at the end', file(8, entry('a', 0, 4, [1])), 'safetensors-buffer', { found: 8, expected: 4 }],
    ['offsets past the file', file(4, entry('a', 0, 8, [2])), 'safetensors-buffer', { found: 4, expected: 8 }],
    [
      'a double too large',
      withHeader(`{${entry('w', 0, 8, [1], 'F64')}}`, new Uint8Array(Float64Array.of(1e39).buffer)),
      'weights-overflow',
      { found: '1e+39' },
    ],
  ])('%s', (_, bytes, code, fields) => {
    expect(problem(bytes)).toMatchObject({ code, fields });
  });
});
