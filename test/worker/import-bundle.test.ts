import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/transcript/events.ts';
import { BROKEN, chainEvent, GENESIS } from '../../src/core/transcript/transcript.ts';
import { checkSums } from '../../src/worker/import/check-sums.ts';
import { openBundle } from '../../src/worker/import/open-bundle.ts';
import { TensorOrder } from '../../src/worker/import/tensor-order.ts';
import { transcriptEvents } from '../../src/worker/import/transcript-events.ts';
import { never } from '../async.ts';
import { zipOf } from '../formats/zip-bytes.ts';
import { problemOfAsync } from '../problem-of.ts';
import { bundleFiles, bytesOf, changedFiles, resummed, textOf, zipFile } from './bundle-kit.ts';
import { sampleRun } from './sample-run.ts';

let files: Map<string, Uint8Array>;
beforeAll(async () => {
  files = await bundleFiles(sampleRun());
});

async function check(file: File): Promise<number> {
  let read = 0;
  await checkSums(await openBundle(file, never), never, (bytes) => {
    read += bytes;
  });
  return read;
}

const problem = (file: File) => problemOfAsync(() => check(file));
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, bytes[at] ^ 1);

describe('the files of a bundle', () => {
  test('are those that were written, stored or packed again with folders beside them', async () => {
    const total = [...files].reduce((sum, [path, { length }]) => sum + (path === 'SHA256SUMS' ? 0 : length), 0);
    expect(await check(zipFile(files))).toBe(total);
    expect(await check(zipFile(new Map([['parameters/', new Uint8Array(0)], ...files]), true))).toBe(total);
  });

  test.each([
    '../evil.txt',
    '/etc/passwd',
    'models/../../evil.txt',
    'models\\evil.pth',
    'C:/evil',
    'evil.exe',
    'models/.hidden',
    '__MACOSX/run.json',
    'run.json/',
    '',
  ])('are refused with one that is called %j', async (path) => {
    const expected = { code: 'bundle-path', fields: { file: 'sample-run.trainscript.zip', path } };
    expect(await problem(zipFile(resummed(changedFiles(files, { [path]: 'x' }))))).toEqual(expected);
  });

  test('are refused where one is missing, was added or stands twice', async () => {
    const fields = { file: 'sample-run.trainscript.zip' };
    expect(await problem(zipFile(changedFiles(files, { 'steps.csv': null })))).toEqual({
      code: 'bundle-file-missing',
      fields: { ...fields, path: 'steps.csv', list: 'SHA256SUMS' },
    });
    for (const path of ['SHA256SUMS', 'manifest.json', 'events.jsonl']) {
      expect(await problem(zipFile(changedFiles(files, { [path]: null })))).toMatchObject({
        code: 'bundle-file-missing',
        fields: { path },
      });
    }
    expect(await problem(zipFile(changedFiles(files, { 'confusion-other.csv': 'x' })))).toEqual({
      code: 'bundle-file-extra',
      fields: { ...fields, path: 'confusion-other.csv', list: 'SHA256SUMS' },
    });
    const sums = textOf(files.get('SHA256SUMS'));
    const listed = changedFiles(files, { 'confusion-other.csv': 'x', SHA256SUMS: `${sums}${'a'.repeat(64)}  confusion-other.csv\n` });
    expect(await problem(zipFile(listed))).toMatchObject({ code: 'bundle-file-extra', fields: { list: 'manifest.json' } });
    const twice = zipOf([...files, ['run.json', bytesOf('{}')] as const].map(([name, content]) => ({ name, content })));
    expect(await problem(new File([twice], 'twice.zip'))).toEqual({
      code: 'zip-duplicate',
      fields: { file: 'twice.zip', entry: 'run.json' },
    });
  });

  test('are refused where one differs, with both sizes or both hashes', async () => {
    const csv = files.get('steps.csv')!;
    expect(await problem(zipFile(changedFiles(files, { 'steps.csv': csv.slice(1) })))).toEqual({
      code: 'bundle-file-size',
      fields: { file: 'sample-run.trainscript.zip', path: 'steps.csv', found: csv.length - 1, expected: csv.length },
    });
    const other = await problem(zipFile(changedFiles(files, { 'steps.csv': flipped(csv, 100) })));
    expect(other).toMatchObject({ code: 'bundle-file-hash', fields: { path: 'steps.csv', list: 'SHA256SUMS' } });
    expect(other.fields.expected).toBe(textOf(files.get('SHA256SUMS')).match(/([0-9a-f]{64}) {2}steps\.csv/)?.[1]);
    expect(other.fields.found).toMatch(/^[0-9a-f]{64}$/);
    const forged = changedFiles(files, { 'steps.csv': flipped(csv, 100) });
    forged.set('SHA256SUMS', resummed(forged).get('SHA256SUMS')!);
    expect(await problem(zipFile(forged))).toMatchObject({
      code: 'bundle-file-hash',
      fields: { path: 'steps.csv', list: 'manifest.json' },
    });
  });

  test('are refused by their lists where these cannot be read', async () => {
    const sums = textOf(files.get('SHA256SUMS'));
    const [first] = sums.split('\n');
    const found = await problem(zipFile(changedFiles(files, { SHA256SUMS: `${sums}${first}\n` })));
    expect(found).toMatchObject({ code: 'bundle-sums', fields: { line: sums.split('\n').length } });
    expect(await problem(zipFile(changedFiles(files, { SHA256SUMS: '' })))).toMatchObject({ code: 'bundle-sums', fields: { line: 1 } });
    for (const manifest of ['{', '[]', '{"files":[{"path":"x"}]}']) {
      expect((await problem(zipFile(changedFiles(files, { 'manifest.json': manifest })))).code).toMatch(/^field-/);
    }
  });

  test('are refused with any byte of the file changed, or are those that were written', { timeout: 120_000 }, async () => {
    const small = resummed(
      changedFiles(new Map([...files].filter(([path]) => !/^(models|tensorboard|usage|parameters|audit)/.test(path))), {
        'README.md': 'x',
        'VERIFY.md': 'x',
      }),
    );
    const bytes = new Uint8Array(await zipFile(small).arrayBuffer());
    for (let at = 0; at < bytes.length; at += 37) {
      const read = await check(new File([flipped(bytes, at) as Uint8Array<ArrayBuffer>], 'x.zip')).catch((error: Error) => error.name);
      if (read !== 'TrainscriptError') expect(read, `byte ${at}`).toBe(await check(zipFile(small)));
    }
  });

  test('are refused where the file is cut off, or no zip', async () => {
    const bytes = new Uint8Array(await zipFile(files).arrayBuffer());
    expect(await problem(new File([bytes.slice(0, -30)], 'x.zip'))).toEqual({
      code: 'zip-truncated',
      fields: { file: 'x.zip', bytes: bytes.length - 30 },
    });
    expect(await problem(new File(['hello'], 'x.zip'))).toEqual({
      code: 'bundle-not-zip',
      fields: { file: 'x.zip', found: '68 65 6c 6c', expected: '50 4b 03 04' },
    });
    expect(await problem(new File([], 'x.zip'))).toMatchObject({ code: 'bundle-not-zip', fields: { found: 'nothing' } });
  });

  test('are refused where one is a bomb', async () => {
    const zeros = new Uint8Array(2 ** 22);
    const bomb = zipOf([{ name: 'events.jsonl', method: 8, content: zeros, packed: deflateRawSync(zeros) }]);
    expect(await problem(new File([bomb], 'bomb.zip'))).toMatchObject({ code: 'zip-limit', fields: { file: 'bomb.zip', limit: 200 } });
    const huge = zipOf([{ name: 'events.jsonl', method: 8, content: zeros, packed: deflateRawSync(zeros), size: 2 ** 32 - 2 }]);
    expect(await problem(new File([huge], 'bomb.zip'))).toMatchObject({ code: 'zip-limit' });
  });
});

describe('a transcript that comes from outside', () => {
  const events = sampleRun().map(({ event }) => event);
  const linesOf = (of: readonly object[]): string[] => {
    let head = GENESIS;
    return of.map((event) => {
      const link = chainEvent(head, event as RunEvent);
      head = link.head;
      return link.line;
    });
  };
  const read = async (text: string | Uint8Array, pieceBytes = 1000): Promise<RunEvent[]> => {
    const bytes = typeof text === 'string' ? bytesOf(text) : text;
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    };
    const all: RunEvent[] = [];
    for await (const event of transcriptEvents(chunks(), 'x.zip')) all.push(event);
    return all;
  };
  const textFrom = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  const refused = (lines: readonly string[]) => problemOfAsync(() => read(textFrom(lines)));
  const asked = (lines: readonly string[], at: number, how: (line: string) => string) => lines.with(at, how(lines[at]));

  test('gives the events of the run, however it is cut into pieces', async () => {
    const text = textOf(files.get('events.jsonl'));
    for (const pieceBytes of [1, 7, 4096, 1e9]) expect(await read(text, pieceBytes)).toEqual(events);
  });

  test('is refused where a line was changed, left out, put in or moved', async () => {
    const lines = linesOf(events);
    const step = events.findIndex(({ kind }) => kind === 'step');
    const edited = asked(lines, step, (line) => line.replace('"loss":2', '"loss":1'));
    expect(await refused(edited)).toMatchObject({ code: 'bundle-chain', fields: { file: 'x.zip', line: step + 2, what: 'prev' } });
    expect(await refused(lines.toSpliced(step, 1))).toEqual({
      code: 'bundle-chain',
      fields: { file: 'x.zip', line: step + 1, what: 'seq', found: `${step + 1}`, expected: step },
    });
    expect(await refused(lines.toSpliced(step, 0, lines[step]))).toMatchObject({ code: 'bundle-chain', fields: { line: step + 2 } });
    const swapped = lines.with(step, lines[step + 1]).with(step + 1, lines[step]);
    expect(await refused(swapped)).toMatchObject({ code: 'bundle-chain', fields: { line: step + 1 } });
    expect(await refused(lines.slice(1))).toMatchObject({ code: 'bundle-chain', fields: { line: 1, found: '1', expected: 0 } });
  });

  test('is refused in any other form than the one in which it would be written here', async () => {
    const [first, ...rest] = linesOf(events);
    for (const other of [
      first.replace(',"', ', "'),
      `${first} `,
      `${first}\r`,
      first.replace('{', '{"name":"x",'),
      first.replace('"seed":7', '"seed":7.0'),
    ]) {
      expect(await refused([other, ...rest])).toEqual({ code: 'bundle-line-form', fields: { file: 'x.zip', line: 1 } });
    }
  });

  test('is refused where a line is no event, with what is wrong with it', async () => {
    const step = events.findIndex(({ kind }) => kind === 'step');
    const forged = linesOf(events.with(step, { ...events[step], fingerprint: -1 } as RunEvent));
    expect(await refused(forged)).toEqual({
      code: 'field-whole',
      fields: { document: `x.zip, events.jsonl, line ${step + 1}`, path: 'fingerprint', found: '-1', min: 0, max: 2 ** 32 - 1 },
    });
    for (const line of ['', '{', 'null\u0000', '\ufeff{}']) {
      expect(await refused([line]), line).toMatchObject({ code: 'bundle-line-json', fields: { line: 1 } });
    }
    expect((await refused(['[]'])).code).toBe('field-object');
    expect(await problemOfAsync(() => read(Uint8Array.of(0x22, 0xff, 0x22, 0x0a)))).toMatchObject({ code: 'bundle-line-json' });
  });

  test('is refused where it goes as no run does', async () => {
    const order = async (of: readonly RunEvent[]) => (await refused(linesOf(of))).fields;
    const [started, ...rest] = events;
    expect(await order(rest)).toEqual({ file: 'x.zip', line: 1, found: 'data-audited', expected: 'run-started' });
    expect(await order([started, started])).toMatchObject({ line: 2, found: 'run-started' });
    expect(await order([...events, { kind: 'paused', step: 10 }])).toMatchObject({
      found: 'paused',
      expected: 'nothing behind run-finished',
    });
    expect(await order(events.filter((event) => event.kind !== 'step' || event.step !== 3))).toMatchObject({
      found: 'step 4',
      expected: 'step 3',
    });
  });

  test('is refused where it is cut off, empty, or was damaged when the bundle was made', async () => {
    const text = textFrom(linesOf(events));
    const last = linesOf(events).length;
    expect(await problemOfAsync(() => read(text.slice(0, -2)))).toMatchObject({ code: 'bundle-line-open', fields: { line: last } });
    expect(await problemOfAsync(() => read(''))).toEqual({ code: 'bundle-line-open', fields: { file: 'x.zip', line: 1, found: 0 } });
    const damaged = linesOf(events).slice(0, 4);
    damaged.push(chainEvent({ seq: 5, hash: BROKEN }, events[6]).line);
    expect(await refused(damaged)).toEqual({ code: 'bundle-damaged', fields: { file: 'x.zip', line: 5 } });
  });

  test('is refused where a line has no end', async () => {
    const endless = async function* () {
      for (;;) yield new Uint8Array(2 ** 22).fill(0x20);
    };
    const reading = problemOfAsync(() => transcriptEvents(endless(), 'x.zip').next());
    expect(await reading).toEqual({ code: 'bundle-line-long', fields: { file: 'x.zip', line: 1, limit: 2 ** 25 } });
  });
});

test('the tensors of a run come back in the order of its keyframes', () => {
  const order = new TensorOrder();
  const step = sampleRun().find(({ event }) => event.kind === 'step')!.event;
  const sorted = JSON.parse(JSON.stringify(step)) as typeof step & { tensors: object };
  const reversed = { ...sorted, tensors: Object.fromEntries(Object.entries(sorted.tensors).reverse()) } as RunEvent;
  const namesOf = (event: RunEvent) => (event.kind === 'step' ? Object.keys(event.tensors) : []);
  expect(namesOf(order.ordered(reversed))).toEqual(['fc1.bias', 'fc1.weight']);
  order.learn(['fc1.weight', 'fc1.bias', 'adam.exp_avg.fc1.weight']);
  expect(namesOf(order.ordered(reversed))).toEqual(['fc1.weight', 'fc1.bias']);
  expect(order.ordered(reversed)).toEqual(step);
});
