import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { byteSource, NEVER } from '../../formats/byte-source.ts';
import type { Dice } from './dice.ts';
import { type ImageSet, imageSet, parts, phaseOf } from './image-set.ts';
import type { Planted } from './planter.ts';
import { cut, parseTable, read, type TableSet } from './table-set.ts';

const MNIST = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];

export const tableSets = (shared: string): readonly TableSet[] =>
  (
    [
      ['iris', 'iris.csv'],
      ['breast cancer', 'breast_cancer.csv'],
    ] as const
  ).map(([name, file]) => parseTable(name, readFileSync(join(shared, 'data/tabular', file), 'utf8')));

/** The sample sets that come with the page, as their readers give them. */
export async function samples(root: string) {
  const load = (folder: string, files: readonly string[], options: ReadOptions = {}) =>
    loadFiles(
      files.map((file) => byteSource(readFileSync(join(root, 'public/samples', folder, file)), file)),
      options,
      () => {},
      NEVER,
    );
  return { mnist: await load('mnist', MNIST), digits: await load('digits', ['digits.csv.gz']) };
}

export type Samples = Awaited<ReturnType<typeof samples>>;

export const imageSets = ({ mnist, digits }: Samples): readonly ImageSet[] => [
  imageSet('MNIST', mnist.train),
  imageSet('digits', digits.train),
];

/** Nothing is wrong with these: the sets as they are, and random parts of one set as training and test rows and as both phases. */
export interface Clean {
  readonly name: string;
  readonly data: Planted;
}

export async function cleanTables(set: TableSet, dice: Dice): Promise<readonly Clean[]> {
  const [first, second] = cut(set, 0.5, dice);
  const [test, train] = cut(set, 0.3, dice);
  return [
    { name: set.name, data: { finetune: await read(set) } },
    { name: `${set.name}, in two phases`, data: { pretrain: await read(first), finetune: await read(second) } },
    { name: `${set.name}, with test rows`, data: { finetune: await read(train, test) } },
  ];
}

export function cleanImages(set: ImageSet, dice: Dice): readonly Clean[] {
  const [first, second] = parts(set, [1_000, 700], dice);
  return [
    { name: `${set.name}, in two phases`, data: { pretrain: phaseOf(first), finetune: phaseOf(second) } },
    { name: `${set.name}, with test rows`, data: { finetune: phaseOf(first, second) } },
  ];
}

/** As the page uses them. */
export const cleanSamples = ({ mnist, digits }: Samples): readonly Clean[] => [
  { name: 'MNIST, then digits', data: { pretrain: mnist, finetune: digits } },
  { name: 'MNIST, then MNIST', data: { pretrain: mnist, finetune: mnist } },
];
