import { readdirSync, readFileSync } from 'node:fs';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';

const FOLDER = new URL('../fixtures/weights/', import.meta.url);

/** A tensor with its values as bit patterns: NaN, -0 and every last digit count. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bits: readonly number[];
}

export const weightsFiles = (filter: RegExp): string[] => readdirSync(FOLDER).filter((name) => name.endsWith('.pth') && filter.test(name));

export const weightsFile = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FOLDER)));

export const expectedTensors = (name: string): ExpectedTensor[] => lines(name) as ExpectedTensor[];

export const expectedProblem = (name: string): Problem => lines(name)[0] as Problem;

const lines = (name: string): unknown[] =>
  readFileSync(new URL(`${name}.jsonl`, FOLDER), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

export const asBits = (tensors: readonly NamedTensor[]): ExpectedTensor[] =>
  tensors.map(({ name, shape, data }) => ({ name, shape, bits: Array.from(new Uint32Array(data.slice().buffer)) }));
