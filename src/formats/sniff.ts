import { utf16Of } from './utf16.ts';

/** What a file is by its first bytes; its name is never asked. */
export type FileKind = 'empty' | 'idx' | 'text' | 'jsonl' | 'parquet' | 'utf-16le' | 'utf-16be' | ForeignKind | 'unknown';

/** What a person may drop by mistake. */
export type ForeignKind = keyof typeof FOREIGN_KINDS;

/** How a message names each of them. */
export const FOREIGN_KINDS = {
  gzip: 'gzip data inside gzip data',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  gif: 'a GIF picture',
  bmp: 'a BMP picture',
  webp: 'a WebP picture',
  tiff: 'a TIFF picture',
  pth: 'PyTorch weights (.pth)',
  'pth-legacy': 'a Python pickle or PyTorch weights',
  safetensors: 'safetensors weights',
  xlsx: 'an Excel or OpenDocument file',
  zip: 'a zip archive',
  numpy: 'a NumPy array',
  hdf5: 'an HDF5 file',
  sqlite: 'an SQLite database',
  pdf: 'a PDF document',
  bzip2: 'bzip2 data',
  xz: 'xz data',
  zstd: 'Zstandard data',
  '7z': 'a 7-Zip archive',
  rar: 'a RAR archive',
  tar: 'a tar archive',
  html: 'a web page (HTML)',
  json: 'JSON',
} as const;

const MAGIC: readonly (readonly [ForeignKind | 'parquet', readonly number[], at?: number])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['numpy', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ['hdf5', [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0x00]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['tar', [0x75, 0x73, 0x74, 0x61, 0x72], 257],
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** BMP's two letters may begin a text as well; its reserved bytes may not. */
const BMP = [0x42, 0x4d];
/** Element types that an IDX file can name in its third byte. */
const IDX_TYPES = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e];
/** Text in any encoding that we read has next to none of these; the odd one is told with its place when the text is read. */
const MAX_CONTROL_SHARE = 0.05;
/** In a short file the odd one is a large share. */
const MAX_ODD_CONTROLS = 3;

/** Tells what a file is by its first bytes (some hundred are enough). */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  if (head[0] === 0 && head[1] === 0 && IDX_TYPES.includes(head[2])) return 'idx';
  for (const [kind, magic, at] of MAGIC) if (startsWith(head, magic, at)) return kind;
  if (startsWith(head, ZIP)) return sniffZip(head);
  if (startsWith(head, BMP) && startsWith(head, [0, 0, 0, 0], 6)) return 'bmp';
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return 'pth-legacy';
  if (isSafetensors(head)) return 'safetensors';
  return sniffText(head);
}

/** The file's first bytes as a message shows them: «89 50 4e 47». */
export const hexOf = (head: Uint8Array): string => Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function startsWith(head: Uint8Array, magic: readonly number[], at = 0): boolean {
  return head.length >= at + magic.length && magic.every((byte, i) => head[at + i] === byte);
}

/** The first entry's name stands at byte 30: PyTorch writes `<name>/data.pkl` or `<name>/version` first, office programs their own. */
function sniffZip(head: Uint8Array): ForeignKind {
  const length = head.length > 28 ? head[26] | (head[27] << 8) : 0;
  const name = String.fromCharCode(...head.subarray(30, 30 + Math.min(length, 256)));
  if (/^[^/]+\/(data\.pkl|version|byteorder|\.format_version)$/.test(name)) return 'pth';
  return /^(\[Content_Types\]\.xml|_rels\/|xl\/|mimetype$)/.test(name) ? 'xlsx' : 'zip';
}

/** The length of a JSON header in 8 little-endian bytes, then the header. */
const isSafetensors = (head: Uint8Array): boolean => startsWith(head, [0, 0], 6) && startsWith(head, [0x7b, 0x22], 8);

function sniffText(head: Uint8Array): FileKind {
  const encoding = utf16Of(head);
  if (encoding === null && controls(head) > Math.max(MAX_ODD_CONTROLS, MAX_CONTROL_SHARE * head.length)) return 'unknown';
  const text = new TextDecoder(encoding ?? 'latin1').decode(head).replace(/^\u00ef\u00bb\u00bf/, '');
  const kind = sniffMarkup(text, head.length >= LONG_HEAD);
  return kind === 'text' && encoding !== null ? encoding : kind;
}

/** `goesOn` says that there is more of the text than this. */
function sniffMarkup(text: string, goesOn: boolean): FileKind {
  const start = text.trimStart().slice(0, 16);
  if (/^<(!doctype|html|\?xml|head|body)/i.test(start)) return 'html';
  if (/^\{\s*["}]/.test(start)) return isJsonLine(text, goesOn) ? 'jsonl' : 'json';
  return /^\[\s*[[{"\d\]]/.test(start) ? 'json' : 'text';
}

/** Whether the first line is an object by itself. One that is longer than what there is to see is taken for it: the reading tells. */
function isJsonLine(text: string, goesOn: boolean): boolean {
  const [first, ...more] = text.trimStart().split(/\r\n?|\n/, 2);
  if (more.length === 0 && goesOn) return true;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

/** A head of this many bytes goes on. */
const LONG_HEAD = 4096;

function controls(head: Uint8Array): number {
  let count = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) count++;
  return count;
}
