import { describe, expect, test } from 'vitest';
import { MAX_MEMO, MAX_OPCODES, MAX_STACK, type PickleDialect, type PickleGlobal, readPickle } from '../../src/formats/pickle.ts';
import { OPCODE } from '../../src/formats/pickle-opcodes.ts';
import { bytesOfParts, global, type Part, pickle, text, tuple, uint32 } from './pickle-bytes.ts';
import { problemOf } from './problem-of.ts';

const DOUBLE: PickleGlobal = { name: 'math.double', build: ([x]) => (typeof x === 'number' ? 2 * x : undefined) };
const TOKEN: PickleGlobal = { name: 'math.token' };

const DIALECT: PickleDialect = {
  globals: new Map([DOUBLE, TOKEN].map((global) => [global.name, global])),
  persistent: (id) => (id === 'known' ? 'found' : undefined),
};

const read = (bytes: Uint8Array): unknown => readPickle(bytes, 'x.pkl', DIALECT).value;
const problem = (...parts: Part[]) => problemOf(() => read(bytesOfParts(OPCODE.PROTO, 2, ...parts)));

describe('values', () => {
  test.each<[string, Part, unknown]>([
    ['None', OPCODE.NONE, null],
    ['True', OPCODE.NEWTRUE, true],
    ['False', OPCODE.NEWFALSE, false],
    ['a byte', [OPCODE.BININT1, 255], 255],
    ['two bytes', [OPCODE.BININT2, 0x39, 0x30], 12345],
    ['a negative int', [OPCODE.BININT, 0xfe, 0xff, 0xff, 0xff], -2],
    ['a long of no bytes', [OPCODE.LONG1, 0], 0],
    ['a negative long', [OPCODE.LONG1, 2, 0x00, 0xff], -256],
    ['a long past 2⁵³', [OPCODE.LONG1, 8, 0, 0, 0, 0, 0, 0, 0, 0x40], 2n ** 62n],
    ['a float', [OPCODE.BINFLOAT, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5],
    ['a text', [OPCODE.BINUNICODE, uint32(6), [0xe5, 0x90, 0x8d, 0xe5, 0x89, 0x8d]], '名前'],
    ['a text that begins with a byte-order mark', [OPCODE.BINUNICODE, uint32(4), 0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    ['a short text', [OPCODE.SHORT_BINSTRING, 2, 'ab'], 'ab'],
    [
      'tuples',
      [OPCODE.EMPTY_TUPLE, OPCODE.TUPLE1, OPCODE.NONE, OPCODE.TUPLE2, OPCODE.NONE, OPCODE.NONE, OPCODE.TUPLE3],
      [[[[]], null], null, null],
    ],
    [
      'a list',
      [OPCODE.EMPTY_LIST, OPCODE.NONE, OPCODE.APPEND, OPCODE.MARK, OPCODE.NEWTRUE, OPCODE.NEWFALSE, OPCODE.APPENDS],
      [null, true, false],
    ],
    ['an empty set', OPCODE.EMPTY_SET, new Set()],
    ['a remembered value', [text('a'), OPCODE.BINPUT, 7, OPCODE.BINGET, 7, OPCODE.TUPLE2], ['a', 'a']],
    [
      'a value remembered far away',
      [text('a'), OPCODE.LONG_BINPUT, uint32(4e9), OPCODE.LONG_BINGET, uint32(4e9), OPCODE.TUPLE2],
      ['a', 'a'],
    ],
    ['a call of our own', [global('math', 'double'), OPCODE.BININT1, 21, OPCODE.TUPLE1, OPCODE.REDUCE], 42],
    ['a persistent value', [text('known'), OPCODE.BINPERSID], 'found'],
    ['a dict with attributes', [OPCODE.EMPTY_DICT, OPCODE.NONE, OPCODE.BUILD], new Map()],
  ])('%s', (_, parts, expected) => {
    expect(read(pickle(parts))).toEqual(expected);
  });

  test('the keys of a dict are values like others: nothing reaches a prototype', () => {
    const members = [text('__proto__'), OPCODE.NONE, text('constructor'), OPCODE.NEWTRUE];
    expect(read(pickle(OPCODE.EMPTY_DICT, OPCODE.MARK, members, OPCODE.SETITEMS))).toEqual(
      new Map<string, unknown>([
        ['__proto__', null],
        ['constructor', true],
      ]),
    );
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('one of several pickles in a row is read from its place to its end', () => {
    const [first, second] = [pickle(text('one')), pickle(text('two'))];
    const both = bytesOfParts(first, second);
    expect(readPickle(both, 'x', DIALECT)).toEqual({ value: 'one', end: first.length });
    expect(readPickle(both, 'x', DIALECT, first.length)).toEqual({ value: 'two', end: both.length });
  });
});

describe('what could call something is refused by name', () => {
  test.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['__builtin__', 'exec'],
    ['torch.hub', 'load'],
    ['math', '__proto__'],
    ['', ''],
  ])('%s.%s', (module, name) => {
    const call = [global(module, name), tuple(text('echo')), OPCODE.REDUCE, OPCODE.STOP];
    expect(problem(call)).toEqual({ code: 'pickle-global', fields: { file: 'x.pkl', global: `${module}.${name}`, at: 2 } });
  });

  const known = new Set<number>(Object.values(OPCODE));
  const unknown = Array.from({ length: 256 }, (_, code) => code).filter((code) => !known.has(code));
  test.each(unknown)('opcode %i', (code) => {
    const { code: problemCode, fields } = problem(OPCODE.NONE, OPCODE.NONE, code, 'os\nsystem\n');
    expect([problemCode, fields.at]).toEqual(['pickle-opcode', 4]);
    expect(fields.opcode).toContain(`0x${code.toString(16).padStart(2, '0')}`);
  });

  test('the opcodes that other readers import and call with are named', () => {
    const names = [0x69, 0x6f, 0x93, 0x92, 0x82].map((code) => problem(code).fields.opcode);
    expect(names).toEqual(['INST (0x69)', 'OBJ (0x6f)', 'STACK_GLOBAL (0x93)', 'NEWOBJ_EX (0x92)', 'EXT1 (0x82)']);
  });

  test('a long name with control characters is shown cut and escaped', () => {
    const shown = problem(global('os\u001b', 'x'.repeat(1000))).fields.global as string;
    expect(shown).toMatch(/^os\\u001b\.x+…$/);
    expect(shown.length).toBeLessThan(100);
  });
});

describe('malformed', () => {
  test.each<[string, Part, string]>([
    ['a call of a value', [text('os.system'), OPCODE.EMPTY_TUPLE, OPCODE.REDUCE], 'REDUCE'],
    ['a new object of a value', [OPCODE.EMPTY_DICT, OPCODE.EMPTY_TUPLE, OPCODE.NEWOBJ], 'NEWOBJ'],
    ['a call of a token', [global('math', 'token'), OPCODE.EMPTY_TUPLE, OPCODE.REDUCE], 'REDUCE'],
    ['arguments of another kind', [global('math', 'double'), text('x'), OPCODE.TUPLE1, OPCODE.REDUCE], 'REDUCE'],
    ['arguments that are no tuple', [global('math', 'double'), OPCODE.NONE, OPCODE.REDUCE], 'REDUCE'],
    ['state of a value', [text('x'), OPCODE.NONE, OPCODE.BUILD], 'BUILD'],
    ['a persistent id of another kind', [text('other'), OPCODE.BINPERSID], 'BINPERSID'],
    ['append to a tuple', [OPCODE.EMPTY_TUPLE, OPCODE.NONE, OPCODE.APPEND], 'APPEND'],
    ['set in a list', [OPCODE.EMPTY_LIST, OPCODE.NONE, OPCODE.NONE, OPCODE.SETITEM], 'SETITEM'],
    ['a key without a value', [OPCODE.EMPTY_DICT, OPCODE.MARK, OPCODE.NONE, OPCODE.SETITEMS], 'SETITEMS'],
    ['nothing to stop with', OPCODE.STOP, 'STOP'],
    ['nothing to remember', [OPCODE.BINPUT, 0], 'BINPUT'],
    ['nothing remembered', [OPCODE.BINGET, 9], 'BINGET'],
    ['no mark', [OPCODE.NONE, OPCODE.TUPLE], 'TUPLE'],
    ['a value below the mark', [OPCODE.NONE, OPCODE.MARK, OPCODE.TUPLE1], 'TUPLE1'],
    ['a text that is no UTF-8', [OPCODE.BINUNICODE, uint32(1), 0xff], 'BINUNICODE'],
  ])('%s', (_, parts, opcode) => {
    const { code, fields } = problem(parts);
    expect(code).toBe('pickle-malformed');
    expect(fields.opcode).toMatch(new RegExp(`^${opcode} `));
  });

  test('every cut of a pickle is told', () => {
    const whole = pickle(dictOfEverything);
    for (let length = 0; length < whole.length; length++)
      expect(problemOf(() => read(whole.subarray(0, length))).code, `cut to ${length}`).toBe('pickle-truncated');
  });
});

describe('bombs', () => {
  test('more values than the stack may hold', () => {
    expect(problem(Array(MAX_STACK + 1).fill(OPCODE.NONE))).toMatchObject({ code: 'pickle-limit', fields: { limit: MAX_STACK } });
    expect(problem(Array(MAX_STACK + 1).fill(OPCODE.MARK))).toMatchObject({ code: 'pickle-limit', fields: { limit: MAX_STACK } });
  });

  test('more remembered values than the memo may hold', () => {
    const puts = Array.from({ length: MAX_MEMO + 1 }, (_, i) => [OPCODE.LONG_BINPUT, uint32(i)]);
    expect(problem(OPCODE.NONE, puts)).toMatchObject({ code: 'pickle-limit', fields: { limit: MAX_MEMO } });
  });

  test('more opcodes than may run', () => {
    const endless = new Uint8Array(2 * MAX_OPCODES).fill(OPCODE.PROTO);
    expect(problemOf(() => read(endless))).toMatchObject({ code: 'pickle-limit', fields: { limit: MAX_OPCODES } });
  });

  test('a text longer than the file is not waited for', () => {
    expect(problem(OPCODE.BINUNICODE, uint32(0xffffffff), 'abc')).toEqual({
      code: 'pickle-truncated',
      fields: { file: 'x.pkl', at: 7, expected: 0xffffffff, found: 3 },
    });
  });

  test('a value that holds itself, and one that unfolds to 2⁶⁰ parts, are small', () => {
    const double = [OPCODE.BINPUT, 0, OPCODE.BINGET, 0, OPCODE.TUPLE2];
    expect(read(pickle(OPCODE.NONE, Array(60).fill(double)))).toHaveLength(2);
    const self = read(pickle(OPCODE.EMPTY_LIST, OPCODE.BINPUT, 0, OPCODE.BINGET, 0, OPCODE.APPEND)) as unknown[];
    expect(self[0]).toBe(self);
  });
});

const dictOfEverything: Part = [
  OPCODE.EMPTY_DICT,
  [text('a'), OPCODE.BININT2, 1, 2, OPCODE.SETITEM],
  [text('b'), OPCODE.BINFLOAT, 0, 0, 0, 0, 0, 0, 0, 0, OPCODE.SETITEM],
  [text('c'), OPCODE.LONG1, 3, 1, 2, 3, OPCODE.SETITEM],
  [text('d'), global('math', 'double'), OPCODE.BININT1, 1, OPCODE.TUPLE1, OPCODE.REDUCE, OPCODE.SETITEM],
];
