import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { roleOf } from './file-role.ts';

export interface FolderImage {
  /** As the zip has it. */
  readonly path: string;
  /** Position of its class among the names. */
  readonly code: number;
}

/** Images by class, as the folders of a zip name them. */
export interface ImageFolders {
  readonly classes: readonly string[];
  readonly train: readonly FolderImage[];
  readonly test: readonly FolderImage[] | null;
  /** Files that are neither PNG nor JPEG by their names. */
  readonly others: readonly string[];
}

interface Placed {
  readonly path: string;
  readonly folders: readonly string[];
  readonly name: string;
}

/** Finder and Explorer put them beside what a person packs. */
const CLUTTER = /(^|\/)(__MACOSX\/.*|\.[^/]*|Thumbs\.db|desktop\.ini)$/i;
const IMAGE = /\.(png|jpe?g)$/i;

/** Sorts a zip's files as torchvision's `ImageFolder` sorts a folder's: a class for each folder, sorted by name, within it its images by folder and name. Folders around all
 *  of that are passed by; where the outermost ones are called train and test (or val), they are the two sets.
 *  Throws `images-none` or `images-no-class`. */
export function imageFolders(paths: readonly string[], file: string): ImageFolders {
  const files = paths.filter((path) => !path.endsWith('/') && !CLUTTER.test(path));
  const images = withoutCommonFolder(files.filter((path) => IMAGE.test(path)).map(placed));
  if (images.length === 0) throw new TrainscriptError('images-none', { file, count: files.length, first: clip(files[0] ?? '–') });
  const sets = splitByRole(images);
  const classes = [...new Set([...sets.train, ...sets.test].map((image) => classOf(image, file)))].sort(byText);
  const code = new Map(classes.map((name, i) => [name, i]));
  const inOrder = (set: readonly Placed[]) =>
    set.toSorted(byPlace).map((image): FolderImage => ({ path: image.path, code: code.get(classOf(image, file)) ?? -1 }));
  const others = files.filter((path) => !IMAGE.test(path));
  return { classes, train: inOrder(sets.train), test: sets.test.length > 0 ? inOrder(sets.test) : null, others };
}

function placed(path: string): Placed {
  const parts = path.split('/');
  return { path, folders: parts.slice(0, -1), name: parts[parts.length - 1] };
}

/** The folder that all images are in is no class, as long as there is one below it. */
function withoutCommonFolder(images: readonly Placed[]): readonly Placed[] {
  const [first] = images;
  const isCommon = first !== undefined && images.every(({ folders }) => folders.length > 1 && folders[0] === first.folders[0]);
  return isCommon ? withoutCommonFolder(images.map(inner)) : images;
}

const inner = ({ folders, ...image }: Placed): Placed => ({ ...image, folders: folders.slice(1) });

function splitByRole(images: readonly Placed[]): { readonly train: readonly Placed[]; readonly test: readonly Placed[] } {
  const roles = images.map(({ folders }) => (folders.length > 1 ? roleOf(folders[0]) : null));
  const hasBoth = roles.includes('train') && roles.includes('test') && !roles.includes(null);
  if (!hasBoth) return { train: images, test: [] };
  const ofRole = (role: 'train' | 'test') => images.filter((_, i) => roles[i] === role).map(inner);
  return { train: ofRole('train'), test: ofRole('test') };
}

function classOf({ path, folders }: Placed, file: string): string {
  if (folders.length === 0) throw new TrainscriptError('images-no-class', { file, entry: clip(path) });
  return folders[0];
}

const byPlace = (a: Placed, b: Placed): number => byText(a.folders.join('/'), b.folders.join('/')) || byText(a.name, b.name);

/** By code point, as Python sorts. */
function byText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const i = left.findIndex((character, at) => character !== right[at]);
  if (i < 0) return left.length - right.length;
  return (left[i].codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? -1);
}
