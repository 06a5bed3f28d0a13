import type { ImageFeatures, Reading, ReadOptions } from '../../core/data/dataset.ts';
import { GREY_FORMULA } from '../../core/data/grey.ts';
import type { ReadingNote } from '../../core/data/reading-note.ts';
import { resize } from '../../core/data/resize.ts';
import { MAX_CLASSES } from '../../core/data/table-dataset.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import { IMAGE_SIDE } from '../../core/training/model.ts';
import type { OpenedBytes } from '../../formats/bytes.ts';
import { clip } from '../../formats/clip.ts';
import { type FolderImage, type ImageFolders, imageFolders } from '../../formats/image-folders.ts';
import { imageHead } from '../../formats/image-size.ts';
import { type ArchivedFile, openArchive, readArchived, type SlicedFile, type ZipLimits } from '../../formats/zip-archive.ts';
import { DECODED_AS, type DecodeImage, type GreyImage } from './decode-image.ts';
import type { OnProgress } from './load.ts';
import { factsOfFile, type LoadedPhase } from './loaded-phase.ts';
import { previewImages } from './preview.ts';

/** Of the zip itself: 60,000 pictures of 28×28 take 20 MB. */
const MAX_ZIP_BYTES = 2 ** 31;
const LIMITS: ZipLimits = { entries: 300_000, directoryBytes: 2 ** 27, totalBytes: 2 ** 33, ratio: 1032 };
/** Of one picture: a camera's largest take less. */
const MAX_IMAGE_BYTES = 2 ** 26;
/** 8,192 × 8,192, which take 256 MB once decoded. */
const MAX_IMAGE_PIXELS = 2 ** 26;
/** Pictures that are decoded at a time: enough to keep the browser's decoders busy. */
const AT_ONCE = 8;
const NAMES_TOLD = 5;

/** Reads a zip of class folders of PNG and JPEG pictures: grey by a named formula, at the network's 28×28. A row's position counts the pictures in the order of `imageFolders`; one that cannot be
 *  decoded is refused by its name, or left out where the person chose so, and keeps its position.
 *  Throws `images-one-zip`, `images-none`, `images-no-class`, `images-broken`, `label-too-many-classes`, `file-too-large`, and what `openArchive` throws. */
export async function loadImages(
  opened: readonly OpenedBytes[],
  options: ReadOptions,
  decode: DecodeImage,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<LoadedPhase> {
  const [zip] = opened;
  if (opened.length > 1) throw new TrainscriptError('images-one-zip', { count: opened.length });
  const source = await heldWhole(zip);
  const archive = await openArchive(source, LIMITS, signal);
  const folders = imageFolders([...archive.keys()], zip.name);
  const { length } = folders.classes;
  if (length > MAX_CLASSES)
    throw new TrainscriptError('label-too-many-classes', { file: zip.name, column: 'folder', found: length, limit: MAX_CLASSES });
  const images = [...folders.train, ...(folders.test ?? [])];
  const store = new ImageStore(images.length);
  await decodeAll(source, archive, images, decode, store, signal, (done) => onProgress(done, images.length));
  const broken = store.broken.map((row) => images[row].path);
  const named = { count: broken.length, names: listed(broken) };
  if (broken.length > 0 && options.broken !== 'skip')
    throw new TrainscriptError('images-broken', { file: zip.name, total: images.length, ...named });
  if (broken.length === images.length)
    throw new TrainscriptError('images-none', { file: zip.name, count: broken.length, first: clip(broken[0]) });
  return phaseOf(zip, folders, store);
}

/** The zip in one piece, for its directory stands at its end. */
async function heldWhole({ name, chunks }: OpenedBytes): Promise<SlicedFile> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_ZIP_BYTES) throw new TrainscriptError('file-too-large', { file: name, limit: MAX_ZIP_BYTES });
    pieces.push(new Uint8Array(chunk));
  }
  const blob = new Blob(pieces);
  return { name, size: length, slice: (begin, end) => blob.slice(begin, end) };
}

async function decodeAll(
  source: SlicedFile,
  archive: ReadonlyMap<string, ArchivedFile>,
  images: readonly FolderImage[],
  decode: DecodeImage,
  store: ImageStore,
  signal: AbortSignal,
  onDone: (images: number) => void,
): Promise<void> {
  for (let from = 0; from < images.length; from += AT_ONCE) {
    signal.throwIfAborted();
    const decoded = await Promise.all(
      images.slice(from, from + AT_ONCE).map(({ path }) => decodeOne(source, archive.get(path), decode, signal).catch(() => null)),
    );
    signal.throwIfAborted();
    for (const [i, image] of decoded.entries()) store.put(from + i, image);
    onDone(Math.min(images.length, from + AT_ONCE));
  }
}

/** Throws where anything is wrong with the picture; null where it is none. */
async function decodeOne(
  source: SlicedFile,
  entry: ArchivedFile | undefined,
  decode: DecodeImage,
  signal: AbortSignal,
): Promise<GreyImage | null> {
  if (entry === undefined || entry.bytes > MAX_IMAGE_BYTES) return null;
  const bytes = new Uint8Array(entry.bytes);
  let at = 0;
  for await (const chunk of readArchived(source, entry, signal)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const head = imageHead(bytes);
  return head === null || head.width * head.height > MAX_IMAGE_PIXELS ? null : decode(bytes, head);
}

/** Pictures at the network's size, and what they were before. */
class ImageStore {
  /** Bytes as long as no picture had to be resized. */
  pixels: Uint8Array | Float32Array;
  /** Rows, ascending, without a picture. */
  readonly broken: number[] = [];
  readonly sizes = new Map<string, readonly [height: number, width: number]>();
  resized = 0;

  constructor(rows: number) {
    this.pixels = new Uint8Array(rows * IMAGE_SIDE * IMAGE_SIDE);
  }

  put(row: number, image: GreyImage | null): void {
    if (image === null) {
      this.broken.push(row);
      return;
    }
    const { height, width } = image;
    this.sizes.set(`${height}×${width}`, [height, width]);
    const at = row * IMAGE_SIDE * IMAGE_SIDE;
    if (height === IMAGE_SIDE && width === IMAGE_SIDE) {
      this.pixels.set(image.pixels, at);
      return;
    }
    if (this.pixels instanceof Uint8Array) this.pixels = Float32Array.from(this.pixels);
    this.pixels.set(resize(image, IMAGE_SIDE, IMAGE_SIDE).pixels, at);
    this.resized++;
  }
}

function phaseOf(zip: OpenedBytes, { classes, train, test, others }: ImageFolders, store: ImageStore): LoadedPhase {
  const [size, ...otherSizes] = store.sizes.values();
  const from = otherSizes.length === 0 && store.resized > 0 ? size : null;
  const featuresFrom = (begin: number, rows: number): ImageFeatures => {
    const pixels = store.pixels.subarray(begin * IMAGE_SIDE * IMAGE_SIDE, (begin + rows) * IMAGE_SIDE * IMAGE_SIDE);
    return { kind: 'image', height: IMAGE_SIDE, width: IMAGE_SIDE, maximum: 255, pixels, resizedFrom: from };
  };
  const dataset = (images: readonly FolderImage[], begin: number) => {
    return {
      rows: images.length,
      features: featuresFrom(begin, images.length),
      target: { kind: 'classes' as const, column: 'folder', names: classes, codes: Int32Array.from(images, ({ code }) => code) },
      excluded: store.broken.filter((row) => row >= begin && row < begin + images.length).map((row) => row - begin),
    };
  };
  const trainSet = dataset(train, 0);
  const [height, width] = from ?? [IMAGE_SIDE, IMAGE_SIDE];
  const reading: Reading = {
    format: 'images',
    encoding: null,
    delimiter: null,
    header: null,
    preamble: 0,
    columns: [],
    label: null,
    task: classes.length === 2 ? 'binary' : 'multiclass',
    shape: { kind: 'image', height, width },
    maximum: 255,
    notes: notesOf(store, [...train, ...(test ?? [])], others),
  };
  return {
    train: trainSet,
    test: test && dataset(test, train.length),
    files: [factsOfFile(zip, 'image-zip')],
    reading,
    facts: null,
    columns: [],
    preview: previewImages(trainSet.features, trainSet),
  };
}

function notesOf(store: ImageStore, images: readonly FolderImage[], others: readonly string[]): readonly ReadingNote[] {
  const sizes = [...store.sizes.values()].sort(([a, b], [c, d]) => a * b - c * d).map((size) => size.join('×'));
  const { length: count } = images;
  const notes: ReadingNote[] = [
    {
      code: 'images-decoded',
      fields: {
        count: count - store.broken.length,
        formula: GREY_FORMULA,
        ...DECODED_AS,
        resized: store.resized,
        smallest: sizes[0],
        largest: sizes[sizes.length - 1],
      },
    },
  ];
  const broken = store.broken.map((row) => images[row].path);
  if (broken.length > 0) notes.push({ code: 'images-left-out', fields: { count: broken.length, names: listed(broken) } });
  if (others.length > 0) notes.push({ code: 'files-left-out', fields: { count: others.length, names: listed(others) } });
  return notes;
}

const listed = (paths: readonly string[]): string =>
  paths.slice(0, NAMES_TOLD).map(clip).join(', ') + (paths.length > NAMES_TOLD ? ` … (+${paths.length - NAMES_TOLD})` : '');
