import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { OPCODE, opcodeName } from './pickle-opcodes.ts';

/* A pickle is a program for a stack machine, and Python's own machine may call anything. This one can call nothing of the file's
   choosing: it knows the opcodes that PyTorch's weights_only reader knows, and the globals of an allow-list. */

/** Opcodes run before a pickle is given up; a state dict takes about 30 a tensor. */
export const MAX_OPCODES = 1_000_000;
/** Values and marks on the stack at once; pickles append in batches of 1,000. */
export const MAX_STACK = 10_000;
/** Values remembered for reuse. */
export const MAX_MEMO = 100_000;

/** A name that pickles may use. `build` is what calling it with `args` gives, undefined if the arguments make no sense;
 *  a global without it is a mere token. */
export interface PickleGlobal {
  readonly name: string;
  readonly build?: (args: readonly unknown[]) => unknown;
}

/** What the pickles of one file format may name. */
export interface PickleDialect {
  /** By full name, `module.name`. */
  readonly globals: ReadonlyMap<string, PickleGlobal>;
  /** The value behind a persistent id, undefined if it is none of this format. */
  readonly persistent: (id: unknown) => unknown;
}

interface Machine {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly dialect: PickleDialect;
  readonly stack: unknown[];
  readonly marks: number[];
  readonly memo: Map<number, unknown>;
  /** The opcode that runs, and where it stands: for messages. */
  opcode: number;
  opcodeAt: number;
  next: number;
}

/** Reads one pickle that starts at `start`. Lists and tuples come as arrays (tuples frozen), dicts as `Map`, ints past 2⁵³ as bigint.
 *  `end` is the place after its last byte. Nothing in the result was made by code of the file.
 *  Throws `pickle-global`, `pickle-opcode`, `pickle-limit`, `pickle-truncated` or `pickle-malformed`. */
export function readPickle(bytes: Uint8Array, file: string, dialect: PickleDialect, start = 0): { value: unknown; end: number } {
  const machine = startMachine(bytes, file, dialect, start);
  for (let count = 0; count < MAX_OPCODES; count++) {
    machine.opcodeAt = machine.next;
    machine.opcode = takeByte(machine);
    if (machine.opcode === OPCODE.STOP) return { value: pop(machine), end: machine.next };
    runOpcode(machine);
  }
  throw overLimit(machine, 'opcodes', MAX_OPCODES);
}

function startMachine(bytes: Uint8Array, file: string, dialect: PickleDialect, start: number): Machine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { file, bytes, view, dialect, stack: [], marks: [], memo: new Map(), opcode: OPCODE.PROTO, opcodeAt: start, next: start };
}

function runOpcode(machine: Machine): void {
  const run = HANDLERS.get(machine.opcode);
  if (run === undefined)
    throw new TrainscriptError('pickle-opcode', { file: machine.file, opcode: opcodeName(machine.opcode), at: machine.opcodeAt });
  run(machine);
  if (machine.stack.length + machine.marks.length > MAX_STACK) throw overLimit(machine, 'values on its stack', MAX_STACK);
  if (machine.memo.size > MAX_MEMO) throw overLimit(machine, 'remembered values', MAX_MEMO);
}

const HANDLERS: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  // What a protocol allows, its opcodes tell: the number itself decides nothing.
  [OPCODE.PROTO, (m) => void takeByte(m)],
  [OPCODE.MARK, (m) => void m.marks.push(m.stack.length)],

  [OPCODE.NONE, (m) => push(m, null)],
  [OPCODE.NEWTRUE, (m) => push(m, true)],
  [OPCODE.NEWFALSE, (m) => push(m, false)],
  [OPCODE.BININT, (m) => push(m, m.view.getInt32(take(m, 4), true))],
  [OPCODE.BININT1, (m) => push(m, takeByte(m))],
  [OPCODE.BININT2, (m) => push(m, m.view.getUint16(take(m, 2), true))],
  [OPCODE.LONG1, (m) => push(m, takeLong(m, takeByte(m)))],
  [OPCODE.BINFLOAT, (m) => push(m, m.view.getFloat64(take(m, 8)))],
  [OPCODE.BINUNICODE, (m) => push(m, takeText(m, takeUint32(m)))],
  [OPCODE.SHORT_BINSTRING, (m) => push(m, takeText(m, takeByte(m)))],

  [OPCODE.EMPTY_TUPLE, (m) => push(m, tuple([]))],
  [OPCODE.TUPLE1, (m) => push(m, tuple(popMany(m, 1)))],
  [OPCODE.TUPLE2, (m) => push(m, tuple(popMany(m, 2)))],
  [OPCODE.TUPLE3, (m) => push(m, tuple(popMany(m, 3)))],
  [OPCODE.TUPLE, (m) => push(m, tuple(popToMark(m)))],
  [OPCODE.EMPTY_LIST, (m) => push(m, [])],
  [OPCODE.APPEND, (m) => append(m, popMany(m, 1))],
  [OPCODE.APPENDS, (m) => append(m, popToMark(m))],
  [OPCODE.EMPTY_SET, (m) => push(m, new Set())],
  [OPCODE.EMPTY_DICT, (m) => push(m, new Map())],
  [OPCODE.SETITEM, (m) => setItems(m, popMany(m, 2))],
  [OPCODE.SETITEMS, (m) => setItems(m, popToMark(m))],

  [OPCODE.BINPUT, (m) => void m.memo.set(takeByte(m), top(m))],
  [OPCODE.LONG_BINPUT, (m) => void m.memo.set(takeUint32(m), top(m))],
  [OPCODE.BINGET, (m) => recall(m, takeByte(m))],
  [OPCODE.LONG_BINGET, (m) => recall(m, takeUint32(m))],

  [OPCODE.GLOBAL, pushGlobal],
  [OPCODE.REDUCE, build],
  [OPCODE.NEWOBJ, build],
  [OPCODE.BUILD, dropState],
  [OPCODE.BINPERSID, pushPersistent],
]);

/** Moves past the next `count` bytes and gives the place of the first. */
function take(machine: Machine, count: number): number {
  const at = machine.next;
  const { file, bytes } = machine;
  if (count > bytes.length - at) throw new TrainscriptError('pickle-truncated', { file, at, expected: count, found: bytes.length - at });
  machine.next = at + count;
  return at;
}

const takeByte = (machine: Machine): number => machine.view.getUint8(take(machine, 1));

const takeUint32 = (machine: Machine): number => machine.view.getUint32(take(machine, 4), true);

/** Two's complement, little-endian, of any length up to 255 bytes. */
function takeLong(machine: Machine, length: number): number | bigint {
  const at = take(machine, length);
  let value = 0n;
  for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(machine.bytes[at + i]);
  const signed = BigInt.asIntN(8 * length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

function takeText(machine: Machine, length: number): string {
  const at = take(machine, length);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(machine.bytes.subarray(at, at + length));
  } catch {
    throw malformed(machine, 'bytes that are no UTF-8', 'a text');
  }
}

function takeLine(machine: Machine): string {
  const end = machine.bytes.indexOf(0x0a, machine.next);
  const text = takeText(machine, end < 0 ? machine.bytes.length - machine.next : end - machine.next);
  take(machine, 1);
  return text;
}

function push(machine: Machine, value: unknown): void {
  machine.stack.push(value);
}

/** Values below the last mark belong to the frame outside, and are out of reach. */
const height = ({ stack, marks }: Machine): number => stack.length - (marks.at(-1) ?? 0);

function popMany(machine: Machine, count: number): unknown[] {
  if (height(machine) < count) throw malformed(machine, `${height(machine)} values on the stack`, `${count}`);
  return machine.stack.splice(machine.stack.length - count);
}

const pop = (machine: Machine): unknown => popMany(machine, 1)[0];

function popToMark(machine: Machine): unknown[] {
  const mark = machine.marks.pop();
  if (mark === undefined) throw malformed(machine, 'no mark on the stack', 'one');
  return machine.stack.splice(mark);
}

function top(machine: Machine): unknown {
  if (height(machine) < 1) throw malformed(machine, 'an empty stack', 'a value');
  return machine.stack.at(-1);
}

/** Frozen, so that APPEND can tell a tuple from a list. */
const tuple = (items: unknown[]): readonly unknown[] => Object.freeze(items);

function append(machine: Machine, items: readonly unknown[]): void {
  const list = top(machine);
  if (!Array.isArray(list) || Object.isFrozen(list)) throw malformed(machine, 'another value', 'a list');
  for (const item of items) list.push(item);
}

function setItems(machine: Machine, items: readonly unknown[]): void {
  const dict = top(machine);
  if (!(dict instanceof Map)) throw malformed(machine, 'another value', 'a dict');
  if (items.length % 2 !== 0) throw malformed(machine, `${items.length} keys and values`, 'pairs');
  for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
}

function recall(machine: Machine, key: number): void {
  if (!machine.memo.has(key)) throw malformed(machine, `no value remembered as ${key}`, 'one');
  push(machine, machine.memo.get(key));
}

function pushGlobal(machine: Machine): void {
  const name = `${takeLine(machine)}.${takeLine(machine)}`;
  const found = machine.dialect.globals.get(name);
  if (found === undefined) throw new TrainscriptError('pickle-global', { file: machine.file, global: clip(name), at: machine.opcodeAt });
  push(machine, found);
}

const isGlobal = (machine: Machine, value: unknown): value is PickleGlobal =>
  [...machine.dialect.globals.values()].some((global) => global === value);

/** REDUCE calls a function, NEWOBJ a class: here both look into the allow-list once more and run code of ours or none. */
function build(machine: Machine): void {
  const [callee, args] = popMany(machine, 2);
  if (!isGlobal(machine, callee) || callee.build === undefined || !Array.isArray(args))
    throw malformed(machine, 'another value', 'a function of the allow-list and its arguments');
  const value = callee.build(args);
  if (value === undefined) throw malformed(machine, `arguments that ${callee.name} does not take`, 'those that torch.save writes');
  push(machine, value);
}

/** State dicts carry `_metadata` (module versions) as an attribute; no attribute is of use here. */
function dropState(machine: Machine): void {
  pop(machine);
  if (!(top(machine) instanceof Map)) throw malformed(machine, 'state for another value', 'state for a dict');
}

function pushPersistent(machine: Machine): void {
  const value = machine.dialect.persistent(pop(machine));
  if (value === undefined) throw malformed(machine, 'another persistent id', 'a storage');
  push(machine, value);
}

function overLimit({ file, opcodeAt }: Machine, what: string, limit: number): TrainscriptError {
  return new TrainscriptError('pickle-limit', { file, at: opcodeAt, what, limit });
}

function malformed({ file, opcode, opcodeAt }: Machine, found: string, expected: string): TrainscriptError {
  return new TrainscriptError('pickle-malformed', { file, at: opcodeAt, opcode: opcodeName(opcode), found, expected });
}
