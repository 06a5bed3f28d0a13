import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OutsideName } from './contestants.ts';
import { gateFailure } from './gate.ts';
import type { Measured, Outcome } from './outcome.ts';
import { BATCH_SIZE, type BenchTask, benchTask } from './task.ts';

/** The same task that the page trains, from the same files. */
export function readTask(root: string): BenchTask {
  const [images, labels] = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((file) =>
    gunzipSync(readFileSync(join(root, 'public/samples/mnist', file))),
  );
  return benchTask(images, labels);
}

/** Writes the task as plain float32 values for `pytorch_step.py`. */
export function exportTask({ parameters, batches }: BenchTask, folder: string): void {
  const write = (name: string, arrays: readonly Float32Array[]) =>
    writeFileSync(
      join(folder, name),
      Buffer.concat(arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
    );
  writeFileSync(
    join(folder, 'task.json'),
    JSON.stringify({ batchSize: BATCH_SIZE, parameters: parameters.map(({ name, shape }) => [name, shape]) }),
  );
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

export interface PytorchOptions {
  readonly python: string;
  /** Where `exportTask` wrote. */
  readonly folder: string;
  readonly reference: readonly number[];
  readonly capMs: number;
}

/** Times PyTorch in a process of its own, with OpenMP told the same number of threads. */
export async function runPytorch(name: OutsideName, { python, folder, reference, capMs }: PytorchOptions): Promise<Outcome> {
  const threads = name.slice('pytorch-'.length);
  const words = [join(import.meta.dirname, 'pytorch_step.py'), folder, threads, String(capMs / 1000)];
  try {
    const measured = JSON.parse(await outputOf(python, words, threads)) as Omit<Measured, 'kind' | 'name'>;
    const failure = gateFailure(measured.losses, reference);
    return failure === null ? { kind: 'measured', name, ...measured } : { kind: 'not-measured', name, reason: failure };
  } catch (error) {
    return { kind: 'not-measured', name, reason: error instanceof Error ? error.message : String(error) };
  }
}

function outputOf(python: string, words: readonly string[], threads: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads };
    const child = spawn(python, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve(output) : reject(new Error(`PyTorch ended with status ${status}`))));
  });
}
