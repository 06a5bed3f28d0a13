import { TrainscriptError } from '../core/problems/problem.ts';
import { roleOf } from './file-role.ts';
import type { IdxFile } from './idx.ts';

/** Images with their labels. */
export interface IdxPair {
  readonly images: IdxFile;
  readonly labels: IdxFile;
}

export interface IdxPairs {
  readonly train: IdxPair;
  readonly test: IdxPair | null;
}

/** Puts images and labels together: by «train» and «test» (or «t10k») in their names, else by their counts. Of two pairs whose names
 *  do not tell, the smaller is the test set.
 *  Throws `idx-labels-missing`, `idx-images-missing`, `idx-counts-differ` or `idx-pairs-unclear`. */
export function pairIdx(files: readonly IdxFile[]): IdxPairs {
  const images = files.filter((file) => file.header.kind === 'images');
  const labels = files.filter((file) => file.header.kind === 'labels');
  if (images.length > 2 || labels.length > 2) throw unclear(files);
  const pairs = images.map((one) => checkedPair(one, labelsFor(one, images, labels)));
  const alone = labels.find((one) => !pairs.some((pair) => pair.labels === one));
  if (alone !== undefined) throw new TrainscriptError('idx-images-missing', { file: alone.name, count: countOf(alone) });
  if (pairs.length === 1) return { train: pairs[0], test: null };
  return inOrder(pairs[0], pairs[1], files);
}

const countOf = (file: IdxFile): number => file.header.dimensions[0];

function labelsFor(images: IdxFile, allImages: readonly IdxFile[], labels: readonly IdxFile[]): IdxFile | undefined {
  if (allImages.length === 1 && labels.length === 1) return labels[0];
  const role = roleOf(images.name);
  const sameRole = role === null ? [] : labels.filter((one) => roleOf(one.name) === role);
  if (sameRole.length === 1) return sameRole[0];
  const sameCount = labels.filter((one) => countOf(one) === countOf(images));
  if (sameCount.length > 1) throw unclear([...allImages, ...labels]);
  return sameCount[0];
}

function checkedPair(images: IdxFile, labels: IdxFile | undefined): IdxPair {
  if (labels === undefined) throw new TrainscriptError('idx-labels-missing', { file: images.name, count: countOf(images) });
  const [imageCount, labelCount] = [countOf(images), countOf(labels)];
  if (imageCount === labelCount) return { images, labels };
  throw new TrainscriptError('idx-counts-differ', { images: images.name, imageCount, labels: labels.name, labelCount });
}

function inOrder(a: IdxPair, b: IdxPair, files: readonly IdxFile[]): IdxPairs {
  const [roleA, roleB] = [a, b].map((pair) => roleOf(pair.images.name) ?? roleOf(pair.labels.name));
  if (roleA !== roleB) return roleA === 'test' || roleB === 'train' ? { train: b, test: a } : { train: a, test: b };
  if (roleA !== null || countOf(a.images) === countOf(b.images)) throw unclear(files);
  return countOf(a.images) > countOf(b.images) ? { train: a, test: b } : { train: b, test: a };
}

const unclear = (files: readonly IdxFile[]): TrainscriptError =>
  new TrainscriptError('idx-pairs-unclear', { files: files.map((file) => file.name).join(', ') });
