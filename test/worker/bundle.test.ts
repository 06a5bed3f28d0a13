import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locale } from '../../src/core/locale.ts';
import { DEFAULT_SPEC } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, mlp } from '../../src/core/training/model.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { sha256Hex } from '../../src/core/transcript/sha256.ts';
import { type ChainedEvent, eventOf, LineChain, parseLine, verifyLines } from '../../src/core/transcript/transcript.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { writeZip } from '../../src/formats/zip.ts';
import { withChecksums } from '../../src/worker/bundle/checksums.ts';
import { DESCRIPTIONS } from '../../src/worker/bundle/readme.ts';
import { bundleEntries, bundleName } from '../../src/worker/bundle.ts';
import type { EventStretch, RunSource } from '../../src/worker/run-source.ts';
import { findTorchPython } from '../formats/torch-python.ts';
import { memorySource } from './memory-source.ts';
import { ENVIRONMENT, fingerprintAt, keyframe, keyframeTensors, recallingRun, refusedRun, sampleRun } from './sample-run.ts';

const STARTED = new Date('2026-03-01T09:30:00.000Z');
const TRACKS = ['pretrain', 'finetune', 'baseline'] as const;
const STANDARDS = [
  'standards/openlineage.json',
  ...['pretrain', 'finetune'].flatMap((phase) => [`standards/${phase}/croissant.json`, `standards/${phase}/README.md`]),
];

const CHAIN = new LineChain();
CHAIN.follow(
  0,
  true,
  sampleRun().map(({ event }) => event),
);
/** Where the lines of the sample run end. */
const HEAD = CHAIN.head;

/** The bundle's files as a person finds them after unpacking. */
async function filesOf(source: RunSource, locale: Locale = 'en'): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const { path, content } of withChecksums(bundleEntries(source, locale))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    files.set(path, Buffer.concat(chunks));
  }
  return files;
}

const zipOf = async (source: RunSource): Promise<Buffer> =>
  Buffer.from(await new Response(writeZip(withChecksums(bundleEntries(source)), STARTED)).arrayBuffer());

const json = (files: Map<string, Buffer>, path: string): unknown => JSON.parse(String(files.get(path)));

describe('the bundle of a whole run', () => {
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    files = await filesOf(memorySource(sampleRun()));
  });

  test('holds what the contract names', () => {
    expect([...files.keys()].sort()).toEqual(
      [
        'README.md',
        'VERIFY.md',
        'SHA256SUMS',
        'manifest.json',
        'run.json',
        'environment.json',
        'events.jsonl',
        'steps.csv',
        'evaluations.csv',
        'parameters/statistics.csv',
        'parameters/histograms.jsonl',
        'parameters/keyframe-0.safetensors',
        'parameters/keyframe-4.safetensors',
        'parameters/keyframe-4-finetune.safetensors',
        'parameters/keyframe-7.safetensors',
        'parameters/keyframe-7-baseline.safetensors',
        'parameters/keyframe-10.safetensors',
        'audit/pretrain.json',
        'audit/finetune.json',
        'audit/report.html',
        ...STANDARDS,
        'policy/card-pretrain.json',
        'policy/card-finetune.json',
        'policy/verdict.json',
        ...['pretrained', 'finetuned', 'baseline'].flatMap((name) => [`models/${name}_model.pth`, `models/${name}_model.safetensors`]),
        ...TRACKS.flatMap((track) => [
          `confusion-${track}.csv`,
          `usage/${track}.tsv.gz`,
          `tensorboard/${track}/events.out.tfevents.1772357400.trainscript`,
        ]),
      ].sort(),
    );
  });

  test('says in its README what each file is', () => {
    const readme = String(files.get('README.md'));
    for (const path of files.keys()) {
      if (path === 'README.md') continue;
      const kinds = DESCRIPTIONS.filter(([pattern]) => pattern.test(path));
      expect(kinds, path).toHaveLength(1);
      expect(readme).toContain(`| ${kinds[0][1]} | ${kinds[0][2]} |`);
    }
  });

  test('says in its README what came of the run', () => {
    const readme = String(files.get('README.md'));
    expect(readme).toContain('# Sample run\n');
    expect(readme).toContain('finished: 10 steps in 1.1 s (wasm), 36 events.');
    expect(readme).toContain('| Fine-tuning | 5–7 | 1 × 2 | 4 of 8 | 4 | accuracy 90.00 % | 0.3 s |');
    expect(readme).toContain('| Baseline (the fine-tune phase from scratch) | 8–10 | 1 × 2 | 5 of 8 | 4 | accuracy 60.00 % | 0.3 s |');
    expect(readme).toContain('`models/finetuned_model` is the network after step 7');
    expect(readme).toContain('tensorboard --logdir tensorboard --samples_per_plugin scalars=1000000,histograms=100000');
    expect(readme).not.toContain('Note:');
  });

  test('says in its README what fine-tuning left of what pretraining had learnt, where it was asked', async () => {
    const asked = await filesOf(memorySource(recallingRun()));
    const sentence = 'On the test rows of the pretraining, fine-tuning went from accuracy 75.00 % at step 4 to accuracy 50.00 % at step 7.';
    expect(String(asked.get('README.md'))).toContain(sentence);
    expect(String(files.get('README.md'))).not.toContain('On the test rows of the pretraining,');
  });

  test('keeps the transcript byte by byte', () => {
    const text = String(files.get('events.jsonl'));
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(verifyLines(lines)).toEqual({ ok: true, head: HEAD });
    expect(lines.map((line) => eventOf(parseLine(line) as ChainedEvent))).toEqual(sampleRun().map(({ event }) => event));
  });

  test('keeps keyframes as they were written, each under its own name', () => {
    expect(files.get('parameters/keyframe-4.safetensors')).toEqual(Buffer.from(keyframe('pretrain', 4).keyframe!));
    expect(files.get('parameters/keyframe-4-finetune.safetensors')).toEqual(Buffer.from(keyframe('finetune', 4).keyframe!));
  });

  test('holds as models the parameters of each track’s last keyframe, without the optimiser’s state', () => {
    const { tensors, metadata } = readSafetensors(files.get('models/finetuned_model.safetensors')!, 'finetuned_model');
    expect(tensors).toEqual(keyframeTensors(7));
    expect(Object.fromEntries(metadata)).toEqual({ format: 'pt', track: 'finetune', step: '7', fingerprint: String(fingerprintAt(7)) });
    expect(readSafetensors(files.get('models/pretrained_model.safetensors')!, 'm').tensors).toEqual(keyframeTensors(4));
    expect(readSafetensors(files.get('models/baseline_model.safetensors')!, 'm').tensors).toEqual(keyframeTensors(10));
  });

  test('has the report in the language that is asked for, and all else the same', async () => {
    const chinese = await filesOf(memorySource(sampleRun()), 'zh-Hans');
    const report = String(chinese.get('audit/report.html'));
    expect(String(files.get('audit/report.html'))).toContain('<html lang="en">');
    expect(report).toContain('<html lang="zh-Hans">');
    for (const text of ['数据审查：Sample run', '微调数据', '各类别的使用', '使用不到应有份额的 90%', '已声明'])
      expect(report).toContain(text);
    const differing = [...files.keys()].filter((path) => !files.get(path)!.equals(chinese.get(path)!));
    expect(differing).toEqual(['audit/report.html', 'manifest.json', 'SHA256SUMS']);
  });

  test('adds to the audit how the rows were used', () => {
    expect(json(files, 'audit/pretrain.json')).toMatchObject({
      phase: 'pretrain',
      columnsLeft: [],
      quality: { rows: 12 },
      usage: { steps: 4, trainRows: 8, rowsUsed: 5, rowsNeverUsed: 3, usesPerRow: { min: 0, max: 2 }, uses: 8 },
    });
    expect(json(files, 'audit/pretrain.json')).toHaveProperty('usage.byClass', [
      { name: '=cmd()', trainRows: 4, rowsUsed: 3, uses: 4 },
      { name: '-1', trainRows: 4, rowsUsed: 2, uses: 4 },
    ]);
    expect(json(files, 'audit/finetune.json')).toMatchObject({ usage: { steps: 3 }, baselineUsage: { steps: 3, uses: 6 } });
  });

  test('keeps what was declared and decided apart', () => {
    expect(json(files, 'policy/card-finetune.json')).toMatchObject({ name: 'Digits' });
    expect(Object.keys(json(files, 'policy/verdict.json') as object).sort()).toEqual(['allowed', 'outcomes', 'policy']);
  });

  test('writes the spec as it was run, in the order of the contract', () => {
    expect(json(files, 'run.json')).toEqual(DEFAULT_SPEC);
    expect(Object.keys(json(files, 'run.json') as object)).toEqual(Object.keys(DEFAULT_SPEC));
  });

  test('says where the run took place and how long it took', () => {
    expect(json(files, 'environment.json')).toMatchObject({ ...ENVIRONMENT, status: 'finished', steps: 10, wallTimeMs: 1050 });
    expect(json(files, 'environment.json')).toMatchObject({
      timings: [{ track: 'pretrain', steps: 4, wallTimeMs: 400, msPerStep: 100 }, {}, {}],
    });
  });

  test('lists every file but the sums in the sums, and every file but those two in the manifest', () => {
    const sha256 = (path: string) => createHash('sha256').update(files.get(path)!).digest('hex');
    const sums = String(files.get('SHA256SUMS')).trimEnd().split('\n');
    const paths = [...files.keys()].filter((path) => path !== 'SHA256SUMS');
    expect(sums).toEqual(paths.map((path) => `${sha256(path)}  ${path}`));
    const listed = paths.filter((path) => path !== 'manifest.json');
    expect(json(files, 'manifest.json')).toEqual({
      files: listed.map((path) => ({ path, bytes: files.get(path)!.length, sha256: sha256(path) })),
    });
  });

  test('does not depend on how the store cut the transcript, nor on the time zone', async () => {
    const zip = await zipOf(memorySource(sampleRun(), 3));
    expect(await zipOf(memorySource(sampleRun(), 64))).toEqual(zip);
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Shanghai';
    expect(await zipOf(memorySource(sampleRun()))).toEqual(zip);
    process.env.TZ = zone;
  });
});

describe('the bundle of a run that went otherwise', () => {
  test('refused: it still holds audit, cards and verdict, and no empty models', async () => {
    const files = await filesOf(memorySource(refusedRun()));
    expect([...files.keys()].sort()).toEqual(
      [
        ...[
          'README.md',
          'SHA256SUMS',
          'VERIFY.md',
          'manifest.json',
          'run.json',
          'environment.json',
          'events.jsonl',
          'steps.csv',
          'evaluations.csv',
        ],
        ...[
          'parameters/statistics.csv',
          'parameters/histograms.jsonl',
          'audit/pretrain.json',
          'audit/finetune.json',
          'audit/report.html',
          ...STANDARDS,
        ],
        ...['policy/card-pretrain.json', 'policy/card-finetune.json', 'policy/verdict.json'],
      ].sort(),
    );
    expect(String(files.get('README.md'))).toContain('The policy refused this run');
    expect(json(files, 'policy/verdict.json')).toMatchObject({ allowed: false });
  });

  test('cut off before the first fine-tune step: no fine-tuned model is pretended', async () => {
    const run = sampleRun();
    const begun = run.findIndex(({ event }) => event.kind === 'step' && event.phase === 'finetune');
    const files = await filesOf(memorySource(run.slice(0, begun)));
    expect([...files.keys()].filter((path) => path.startsWith('models/'))).toEqual([
      'models/pretrained_model.pth',
      'models/pretrained_model.safetensors',
    ]);
    expect(String(files.get('README.md'))).toContain('The run had not ended');
  });

  test('failed: the README says of what', async () => {
    const problem = {
      code: 'loss-not-finite',
      fields: { value: 'NaN', step: 3, before: 2, phase: 'pretrain', tensor: 'loss', learningRate: 1 },
    } as const;
    const begun = sampleRun().slice(0, 8);
    const files = await filesOf(memorySource([...begun, { event: { kind: 'run-failed', step: 3, problem } }]));
    expect(String(files.get('README.md'))).toContain('> **Note:** The run failed. ');
    expect(String(files.get('README.md'))).toContain('NaN');
    expect(json(files, 'environment.json')).toMatchObject({ status: 'failed' });
  });

  test('a keyframe lost or damaged in the store is left out and named', async () => {
    const run = sampleRun().map((emission) => {
      const { event } = emission;
      if (event.kind !== 'keyframe') return emission;
      if (event.step === 4 && event.phase === 'pretrain') return { event };
      return event.step === 10 ? { event, keyframe: new Uint8Array(8) } : emission;
    });
    const files = await filesOf(memorySource(run));
    const readme = String(files.get('README.md'));
    expect(readme).toContain('Left out: Run run-1 has no keyframe of pretrain at step 4');
    expect(readme).toContain('Left out: The keyframe of baseline at step 10 of run run-1 is damaged');
    expect([...files.keys()].filter((path) => /models|keyframe/.test(path))).toEqual([
      'parameters/keyframe-0.safetensors',
      'parameters/keyframe-4-finetune.safetensors',
      'parameters/keyframe-7.safetensors',
      'parameters/keyframe-7-baseline.safetensors',
      'models/finetuned_model.pth',
      'models/finetuned_model.safetensors',
    ]);
  });

  test.each([
    ['a stretch that was changed', (kept: EventStretch[]) => kept.with(2, { ...kept[2], sound: false }), 6, 10],
    ['one of which nothing can be read', (kept: EventStretch[]) => kept.with(2, { ...kept[2], sound: false, events: [] }), 6, 8],
    ['a lost stretch', (kept: EventStretch[]) => kept.toSpliced(2, 1), 6, 8],
    ['a lost end', (kept: EventStretch[]) => kept.slice(0, -1), 33, 10],
    ['a changed end', (kept: EventStretch[]) => kept.with(-1, { ...kept.at(-1)!, sound: false }), 33, 10],
  ])('%s: the rest is there, and both documents tell', async (_, damage, seq, steps) => {
    const files = await filesOf(memorySource(sampleRun(), 3, damage));
    expect(String(files.get('README.md'))).toContain(`The transcript is damaged at event ${seq}:`);
    expect(String(files.get('VERIFY.md'))).toContain(`\`broken at line ${seq}\``);
    expect(String(files.get('steps.csv')).trimEnd().split('\n')).toHaveLength(1 + steps);
  });

  test('one that was cut back says what was lost', async () => {
    const cut: RunEvent = { kind: 'cut-back', step: 2, through: 10, lastSeq: 35, lastHash: HEAD.hash, setAside: 3 };
    const files = await filesOf(memorySource([...sampleRun().slice(0, 9), { event: cut }, ...sampleRun().slice(9)]));
    const told = 'had lost what was logged behind step 2 (it had told 10 steps as kept, and 36 events)';
    expect(String(files.get('README.md'))).toContain(told);
  });

  test('without its first event there is nothing to tell', async () => {
    const source = memorySource(sampleRun(), 3, (kept) => kept.slice(1));
    await expect(filesOf(source)).rejects.toMatchObject({ code: 'transcript-damaged', fields: { seq: 0 } });
  });

  test('an error on the way ends the zip with that error', async () => {
    const source = memorySource(sampleRun());
    const broken = { ...source, keyframe: () => Promise.reject(new RangeError('from below')) };
    await expect(zipOf(broken)).rejects.toThrow('from below');
  });
});

describe('bundleName', () => {
  test.each([
    ['MNIST to optical digits', 'mnist-to-optical-digits.trainscript.zip'],
    ['../../etc/passwd\0', 'etc-passwd.trainscript.zip'],
    ['手写 数字', '手写-数字.trainscript.zip'],
    ['…', 'run.trainscript.zip'],
    ['x'.repeat(500), `${'x'.repeat(50)}.trainscript.zip`],
  ])('%s', (name, expected) => {
    expect(bundleName(name)).toBe(expected);
  });
});

/** What a person does with the bundle: unpack, check, open. Judged by tools that are not ours. */
describe('the unpacked bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const has = (tool: string) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined;
  const python = ['/usr/bin/python3', 'python3'].find(has);
  const torch = findTorchPython();
  const numpy = python !== undefined && spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0;
  const blocks = (document: string, language: string) =>
    [...readFileSync(join(folder, document), 'utf8').matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code);
  const shell = (script: string) => spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });

  beforeAll(async () => {
    writeFileSync(join(folder, 'bundle.zip'), await zipOf(memorySource(sampleRun())));
    if (python) execFileSync(python, ['-m', 'zipfile', '-e', 'bundle.zip', '.'], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.skipIf(!has('unzip'))('unzip finds no fault, and the run’s start as every entry’s time', () => {
    expect(execFileSync('unzip', ['-t', 'bundle.zip'], { cwd: folder, encoding: 'utf8' })).toContain('No errors detected');
    const list = execFileSync('unzip', ['-l', 'bundle.zip'], { cwd: folder, encoding: 'utf8' });
    expect(list).toMatch(/2026-03-01 09:30 {3}run\.json/);
  });

  test.skipIf(!python)('python’s zipfile finds no fault', () => {
    const check = "import zipfile; z = zipfile.ZipFile('bundle.zip'); assert z.testzip() is None; print(len(z.namelist()))";
    expect(execFileSync(python!, ['-c', check], { cwd: folder, encoding: 'utf8' }).trim()).toBe('43');
  });

  test.skipIf(!python || !has('sha256sum') || !has('openssl'))('every command of VERIFY.md does what it says', () => {
    const [sums, openssl, chain, slowChain] = blocks('VERIFY.md', 'sh');
    expect(shell(sums)).toMatchObject({ status: 0, stdout: 'all files are whole\n', stderr: '' });
    expect(shell(openssl)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const whole = `36 lines, head ${HEAD.hash}\n`;
    expect(readFileSync(join(folder, 'VERIFY.md'), 'utf8')).toContain(whole.trim());
    expect(shell(chain)).toMatchObject({ status: 0, stdout: whole, stderr: '' });
    expect(shell(slowChain)).toMatchObject({ status: 0, stdout: whole, stderr: '' });
  });

  test.skipIf(!python || !has('sha256sum') || !has('openssl'))('every command of VERIFY.md finds a change', () => {
    const [sums, openssl, chain, slowChain] = blocks('VERIFY.md', 'sh');
    const path = join(folder, 'events.jsonl');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"step":2,', '"step":3,'));
    expect(shell(sums).status).not.toBe(0);
    expect(shell(openssl).stdout).toBe('events.jsonl differs\n');
    const at = whole.split('\n').findIndex((line) => line.includes('"step":2,')) + 1;
    expect(shell(chain)).toMatchObject({ status: 1, stderr: `broken at line ${at}\n` });
    expect(shell(slowChain).stdout).toContain(`broken at line ${at}\n`);
    writeFileSync(path, whole);
  });

  test.skipIf(!numpy)('the fingerprint of a keyframe is that of its step', () => {
    const [, , , , fingerprint] = blocks('VERIFY.md', 'sh');
    const { stdout, stderr } = shell(fingerprint);
    expect(stderr).toBe('');
    expect(stdout).toContain(`parameters/keyframe-7.safetensors ${fingerprintAt(7)}\n`);
    expect(stdout.trim().split('\n')).toHaveLength(6);
  });

  test.skipIf(!torch)('PyTorch takes every model as it is', () => {
    const names = ['pretrained', 'finetuned', 'baseline'].map((name) => `'models/${name}_model.pth'`);
    const script = `import torch, json
print(json.dumps([{name: tensor.tolist() for name, tensor in torch.load(path).items()} for path in [${names}]]))`;
    const loaded: unknown = JSON.parse(execFileSync(torch!, ['-c', script], { cwd: folder, encoding: 'utf8' }));
    const expected = [4, 7, 10].map((step) => ({
      'fc1.weight': [0, 3].map((at) => [0, 1, 2].map((i) => step + (at + i) / 8)),
      'fc1.bias': [-step, step],
    }));
    expect(loaded).toEqual(expected);
  });
});

/** What the README tells to paste into Python. */
describe.skipIf(!findTorchPython())('the README’s PyTorch lines', () => {
  test.each([
    ['cnn', cnn(10), [2, 1, 28, 28], [2, 10]],
    ['mlp', mlp(4, 3), [2, 4], [2, 3]],
  ])('load a %s', async (kind, model, input, output) => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'));
    const parameters = initialParameters(model, 7);
    const files = await filesOf(memorySource(withParameters(kind, parameters)));
    mkdirSync(join(folder, 'models'));
    writeFileSync(join(folder, 'models', 'finetuned_model.pth'), files.get('models/finetuned_model.pth')!);
    const code = /```python\n(.*?)```/s.exec(String(files.get('README.md')))![1];
    const script = `${code}\nprint(list(model(torch.zeros(${input})).shape), sum(p.double().sum().item() for p in model.parameters()))`;
    const printed = execFileSync(findTorchPython()!, ['-c', script], { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    const sum = parameters.reduce((total, { data }) => total + data.reduce((part, value) => part + value, 0), 0);
    expect(printed).toContain(`[${output.join(', ')}] `);
    expect(Number(printed.split('] ')[1])).toBeCloseTo(sum, 4);
  });

  /** The sample run, but its fine-tuning ended with these parameters. */
  const withParameters = (model: string, parameters: readonly NamedTensor[]): Emission[] =>
    sampleRun().map((emission) => {
      const { event } = emission;
      if (event.kind === 'phase-started') return { event: { ...event, model } };
      if (event.kind !== 'keyframe' || event.phase !== 'finetune' || event.step !== 7) return emission;
      const file = writeSafetensors(parameters);
      return { event: { ...event, sha256: sha256Hex(file) }, keyframe: file };
    });
});
