import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findPython } from '../claims/python.ts';
import { IN_PYTHON, type PytorchName } from './contestants.ts';
import { GATE_STEPS, gateFailure } from './gate.ts';
import type { Measured, Outcome } from './outcome.ts';
import { BATCH_SIZE, type BenchTask, benchTask } from './task.ts';

/** The same task that the page trains, from the same files. */
export function readTask(root: string): BenchTask {
  const [images, labels] = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((file) =>
    gunzipSync(readFileSync(join(root, 'public/samples/mnist', file))),
  );
  return benchTask(images, labels);
}

/** Runs PyTorch on the task, in a process for each contestant. */
export interface Pytorch {
  run(name: PytorchName, reference: readonly number[], capMs: number): Promise<Outcome>;
  /** Removes what was written for it. */
  close(): void;
}

/** Null where no Python here has PyTorch. */
export function pytorchHere(root: string): Pytorch | null {
  const python = pythonWithTorch();
  if (python === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'trainscript-bench-'));
  exportTask(readTask(root), folder);
  return {
    run: (name, reference, capMs) => runPytorch(name, python, folder, reference, capMs),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function pythonWithTorch(): string | null {
  try {
    return findPython('torch', 'numpy');
  } catch {
    return null;
  }
}

/** Writes the task as plain float32 values for `pytorch_step.py`. */
function exportTask({ parameters, batches }: BenchTask, folder: string): void {
  const write = (name: string, arrays: readonly Float32Array[]) =>
    writeFileSync(
      join(folder, name),
      Buffer.concat(arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
    );
  const task = { batchSize: BATCH_SIZE, gateSteps: GATE_STEPS, parameters: parameters.map(({ name, shape }) => [name, shape]) };
  writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
  write(
    'parameters.bin',
    parameters.map(({ data }) => data),
  );
  write(
    'inputs.bin',
    batches.map(({ inputs }) => inputs),
  );
  write(
    'targets.bin',
    batches.map(({ targets }) => targets),
  );
}

type Answer = Omit<Measured, 'kind' | 'name'> | { readonly reason: string };

async function runPytorch(
  name: PytorchName,
  python: string,
  folder: string,
  reference: readonly number[],
  capMs: number,
): Promise<Outcome> {
  const { device, mode, threads } = IN_PYTHON.find((each) => each.name === name)!;
  const words = [join(import.meta.dirname, 'pytorch_step.py'), folder, device, mode, String(threads), String(capMs / 1000)];
  const notMeasured = (reason: string): Outcome => ({ kind: 'not-measured', name, reason });
  try {
    const answer = JSON.parse(await outputOf(python, words, threads)) as Answer;
    if ('reason' in answer) return notMeasured(answer.reason);
    const failure = gateFailure(answer.losses, reference);
    return failure === null ? { kind: 'measured', name, ...answer } : notMeasured(failure);
  } catch (error) {
    return notMeasured(error instanceof Error ? error.message : String(error));
  }
}

/** OpenMP is told the same number of threads. */
function outputOf(python: string, words: readonly string[], threads: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OMP_NUM_THREADS: String(threads), MKL_NUM_THREADS: String(threads) };
    const child = spawn(python, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve(output) : reject(new Error(`PyTorch ended with status ${status}`))));
  });
}
