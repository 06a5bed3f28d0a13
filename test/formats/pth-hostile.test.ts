import { describe, expect, test } from 'vitest';
import { TrainscriptError } from '../../src/core/problems/problem.ts';
import { OPCODE } from '../../src/formats/pickle-opcodes.ts';
import { readPth } from '../../src/formats/pth.ts';
import { MAX_ELEMENTS } from '../../src/formats/weights-tensor.ts';
import { writeStoredZip } from '../../src/formats/zip-stored.ts';
import { bytesOfParts, dict, global, long, type Part, type PickledTensor, pickle, tensor, text, tuple } from './pickle-bytes.ts';
import { problemOf } from './problem-of.ts';
import { asBits, expectedTensors, weightsFile } from './weights-fixtures.ts';

const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
const ascii = (value: string) => new TextEncoder().encode(value);

function zipPth(root: Part, extra: Record<string, Uint8Array> = {}): Uint8Array {
  const entries = { 'm/data.pkl': pickle(root), 'm/data/0': FOUR, 'm/version': ascii('3\n'), ...extra };
  return writeStoredZip(
    Object.entries(entries).map(([name, content]) => ({ name, content })),
    64,
  );
}

const MAGIC = [OPCODE.LONG1, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
const LITTLE: Part = [OPCODE.EMPTY_DICT, text('little_endian'), OPCODE.NEWTRUE, OPCODE.SETITEM];

interface LegacyParts {
  readonly version?: Part;
  readonly machine?: Part;
  readonly root?: Part;
  readonly keys?: Part;
  readonly data?: Part;
}

const legacyPth = ({ version = long(1001), machine = LITTLE, root, keys, data }: LegacyParts): Uint8Array =>
  bytesOfParts(
    ...[pickle(MAGIC), pickle(version), pickle(machine), pickle(root ?? dict(['w', tensor()]))],
    pickle(keys ?? [OPCODE.EMPTY_LIST, text('0'), OPCODE.APPEND]),
    data ?? [[4, 0, 0, 0, 0, 0, 0, 0], FOUR],
  );

const zipProblem = (root: Part, extra: Record<string, Uint8Array> = {}) => problemOf(() => readPth(zipPth(root, extra), 'x.pth'));
const legacyProblem = (parts: LegacyParts) => problemOf(() => readPth(legacyPth(parts), 'x.pth'));

test('the files that these tests spoil are whole before', () => {
  for (const bytes of [zipPth(dict(['w', tensor()])), legacyPth({})])
    expect(readPth(bytes, 'x.pth')).toEqual([{ name: 'w', shape: [4], data: Float32Array.of(1, 2, 3, 4) }]);
});

describe('damage on the way', () => {
  test.each(['zip-state-dict.pth', 'legacy-state-dict.pth'])('%s cut at any byte is refused', (name) => {
    const bytes = weightsFile(name);
    for (let length = 0; length < bytes.length; length++) problemOf(() => readPth(bytes.subarray(0, length), name));
  });

  test.each(['zip-state-dict.pth', 'legacy-state-dict.pth'])('%s with a byte more is refused', (name) => {
    expect(problemOf(() => readPth(bytesOfParts(weightsFile(name), 0), name)).code).toMatch(/^(zip-truncated|pth-size)$/);
  });

  test('a zip with any bit flipped is refused, or read as before where the bit has no meaning', () => {
    const expected = expectedTensors('zip-state-dict.pth');
    let refused = 0;
    for (const bytes of flippedBits(weightsFile('zip-state-dict.pth'))) {
      const tensors = tensorsOrProblem(bytes);
      if (tensors === undefined) refused++;
      else expect(asBits(tensors)).toEqual(expected);
    }
    expect(refused).toBeGreaterThan(5000);
  });

  test('a legacy stream with any bit flipped is refused or read, and nothing else happens', () => {
    for (const bytes of flippedBits(weightsFile('legacy-state-dict.pth'))) tensorsOrProblem(bytes);
  });

  function tensorsOrProblem(bytes: Uint8Array) {
    try {
      return readPth(bytes, 'flipped.pth');
    } catch (error) {
      if (error instanceof TrainscriptError) return undefined;
      throw error;
    }
  }

  function* flippedBits(bytes: Uint8Array): Generator<Uint8Array> {
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      yield flipped;
    }
  }
});

describe('a tensor that claims more than it has', () => {
  test.each<[string, PickledTensor, string, Record<string, unknown>]>([
    ['a shape past its storage', { shape: [5] }, 'weights-out-of-storage', { tensor: 'w', found: 5, expected: 4 }],
    ['an offset past its storage', { offset: 1 }, 'weights-out-of-storage', { found: 5, expected: 4 }],
    ['a stride past its storage', { shape: [2], stride: [4] }, 'weights-out-of-storage', { found: 5, expected: 4 }],
    ['an empty tensor past its storage', { shape: [0], offset: 5 }, 'weights-out-of-storage', { found: 5, expected: 4 }],
    ['a far stride', { shape: [2, 2], stride: [2 ** 53 - 1, 2 ** 53 - 1] }, 'weights-out-of-storage', { expected: 4 }],
    ['more elements than a page holds', { shape: [2 ** 14, 2 ** 15], stride: [0, 0] }, 'weights-too-large', { expected: MAX_ELEMENTS }],
    ['2⁵³ elements', { shape: [2 ** 53 - 1], stride: [0] }, 'weights-too-large', { expected: MAX_ELEMENTS }],
    ['sides whose product overflows', { shape: Array(64).fill(2 ** 52), stride: Array(64).fill(0) }, 'weights-too-large', {}],
    ['a storage of another size', { elements: 3, shape: [3] }, 'pth-storage-size', { storage: '0', found: 4, expected: 3 }],
    ['a storage of another type', { type: 'DoubleStorage' }, 'pth-storage-size', { storage: '0', found: 2, expected: 4 }],
    ['a storage that is not there', { key: '../0' }, 'pth-storage-missing', { storage: '../0' }],
  ])('%s', (_, claim, code, fields) => {
    expect(zipProblem(dict(['w', tensor(claim)]))).toMatchObject({ code, fields });
  });

  test.each<[string, PickledTensor]>([
    ['a negative stride', { stride: [-1] }],
    ['a negative side', { shape: [-1] }],
    ['a negative offset', { offset: -1 }],
    ['a side past 2⁵³', { shape: [2n ** 62n] }],
    ['a stride past 2⁵³', { stride: [2n ** 62n] }],
    ['fewer strides than sides', { shape: [2, 2], stride: [1] }],
    ['65 sides', { shape: Array(65).fill(1), stride: Array(65).fill(1) }],
  ])('%s', (_, claim) => {
    const { code, fields } = zipProblem(dict(['w', tensor(claim)]));
    expect([code, fields.opcode]).toEqual(['pickle-malformed', 'REDUCE (0x52)']);
  });

  test('many small claims add up', () => {
    const claims = Array.from({ length: 17 }, (_, i) => [`w${i}`, tensor({ shape: [2 ** 24], stride: [0] })] as const);
    expect(zipProblem(dict(...claims))).toMatchObject({ code: 'weights-too-large', fields: { tensor: 'w16', found: 17 * 2 ** 24 } });
  });

  test('an empty side wins over sides that overflow', () => {
    const claim = tensor({ shape: [...Array(60).fill(2 ** 52), 0], stride: Array(61).fill(1) });
    expect(readPth(zipPth(dict(['w', claim])), 'x.pth')[0].data).toHaveLength(0);
  });
});

describe('a zip that is no state dict', () => {
  test('a call of os.system is refused and named', () => {
    const evil = [global('os', 'system'), tuple(text('echo pwned')), OPCODE.REDUCE];
    expect(zipProblem(evil)).toEqual({ code: 'pickle-global', fields: { file: 'x.pth', global: 'os.system', at: 2 } });
    expect(zipProblem(dict(['w', tensor()], ['x', evil])).fields.global).toBe('os.system');
    expect(legacyProblem({ root: evil }).fields.global).toBe('os.system');
    expect(legacyProblem({ machine: evil }).fields.global).toBe('os.system');
    expect(legacyProblem({ keys: evil }).fields.global).toBe('os.system');
  });

  test('big-endian is refused, as are two folders, none, and TorchScript', () => {
    const good = dict(['w', tensor()]);
    expect(zipProblem(good, { 'm/byteorder': ascii('big') })).toMatchObject({ code: 'pth-byte-order', fields: { found: 'big' } });
    expect(zipProblem(good, { 'n/data.pkl': pickle(good) })).toMatchObject({ code: 'pth-layout', fields: { found: 2 } });
    expect(zipProblem(good, { 'm/constants.pkl': pickle(good) }).code).toBe('pth-torchscript');
    const noPickle = writeStoredZip([{ name: 'm/n/data.pkl', content: pickle(good) }], 64);
    expect(problemOf(() => readPth(noPickle, 'x.pth'))).toMatchObject({ code: 'pth-layout', fields: { found: 0 } });
  });

  test('the entries of newer versions change nothing', () => {
    const newer = { 'm/byteorder': ascii('little'), 'm/.format_version': ascii('1'), 'm/.storage_alignment': ascii('64') };
    const bytes = zipPth(dict(['w', tensor()]), { ...newer, 'm/.data/serialization_id': ascii('1'.repeat(40)) });
    expect(readPth(bytes, 'x.pth')[0].data).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  test.each<[string, Part]>([
    ['a number', long(3)],
    ['a tensor without a name', tensor()],
    ['an empty dict', dict()],
    ['a dict of numbers', dict(['epoch', long(3)])],
    ['a tensor under a number', [OPCODE.EMPTY_DICT, long(1), tensor(), OPCODE.SETITEM]],
    ['tensors two levels down', dict(['model', dict(['state_dict', dict(['w', tensor()])])])],
    ['a dict that holds itself', [OPCODE.EMPTY_DICT, OPCODE.BINPUT, 0, text('model'), OPCODE.BINGET, 0, OPCODE.SETITEM]],
  ])('%s', (_, root) => {
    expect(zipProblem(root).code).toBe('pth-no-state-dict');
  });

  test('an ordered dict made from a list is refused: it would be copied at every call', () => {
    expect(zipProblem([global('collections', 'OrderedDict'), OPCODE.EMPTY_LIST, OPCODE.TUPLE1, OPCODE.REDUCE]).code).toBe(
      'pickle-malformed',
    );
  });
});

describe('a legacy stream that lies', () => {
  const unfolding = [OPCODE.NONE, Array(60).fill([OPCODE.BINPUT, 0, OPCODE.BINGET, 0, OPCODE.TUPLE2])];

  test.each<[string, LegacyParts, string, Record<string, unknown>]>([
    ['another version', { version: long(1000) }, 'pth-version', { found: '1000', expected: 1001 }],
    ['a version that unfolds without end', { version: unfolding }, 'pth-version', { found: 'no text' }],
    ['big-endian', { machine: [OPCODE.EMPTY_DICT, text('little_endian'), OPCODE.NEWFALSE, OPCODE.SETITEM] }, 'pth-byte-order', {}],
    ['no word about the machine', { machine: OPCODE.NONE }, 'pth-byte-order', {}],
    [
      'a storage too many',
      { keys: [OPCODE.EMPTY_LIST, text('0'), OPCODE.APPEND, text('1'), OPCODE.APPEND] },
      'pth-storage-missing',
      { storage: '1' },
    ],
    ['a storage too few', { keys: OPCODE.EMPTY_LIST }, 'pth-storage-missing', { storage: '0' }],
    ['keys that are no list', { keys: OPCODE.NONE }, 'pth-storage-missing', { storage: '0' }],
    [
      'a key that unfolds without end',
      { keys: [OPCODE.EMPTY_LIST, unfolding, OPCODE.APPEND] },
      'pth-storage-missing',
      { storage: 'no text' },
    ],
    ['a storage of another length', { data: [[3, 0, 0, 0, 0, 0, 0, 0], FOUR] }, 'pth-storage-size', { found: 3, expected: 4 }],
    ['a negative length', { data: [Array(8).fill(255), FOUR] }, 'pth-storage-size', { found: -1, expected: 4 }],
    ['more elements than the file', { root: dict(['w', tensor({ elements: 2 ** 50 })]) }, 'pth-size', {}],
  ])('%s', (_, parts, code, fields) => {
    expect(legacyProblem(parts)).toMatchObject({ code, fields });
  });

  test('one storage under two types is refused', () => {
    const root = dict(['a', tensor()], ['b', tensor({ type: 'IntStorage' })]);
    expect(legacyProblem({ root }).fields.opcode).toBe('BINPERSID (0x51)');
  });

  test('a view of a storage is refused', () => {
    const view = tuple(text('1'), long(0), long(2));
    const storage = [tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), long(4), view), OPCODE.BINPERSID];
    expect(legacyProblem({ root: storage }).fields.opcode).toBe('BINPERSID (0x51)');
  });
});

describe('files of another kind', () => {
  test('nothing at all', () => {
    expect(problemOf(() => readPth(new Uint8Array(0), 'x.pth')).code).toBe('file-empty');
  });

  test('text, and a pickle of something else', () => {
    expect(problemOf(() => readPth(ascii('label,x\n'), 'x.pth'))).toEqual({
      code: 'pth-unknown',
      fields: { file: 'x.pth', found: '6c 61 62 65' },
    });
    expect(problemOf(() => readPth(pickle(text('hello')), 'x.pth')).code).toBe('pth-unknown');
  });
});
