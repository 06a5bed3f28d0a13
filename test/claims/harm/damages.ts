import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A person's profile with its browser closed, what of it can be damaged, and an earlier copy of its databases. */
export interface Closed {
  readonly profile: string;
  readonly earlier: string;
  /** The next random number, in [0, 1). */
  readonly random: () => number;
}

/** Where something is kept in the profile. */
export type Kept = 'leveldb' | 'sqlite' | 'files';

export interface Damage {
  readonly name: string;
  readonly do: (closed: Closed) => void;
}

/** What is done to the files of a store while nobody looks; each is done to a copy of its own. */
export const DAMAGES: Readonly<Record<Kept, readonly Damage[]>> = {
  leveldb: [
    { name: 'nothing', do: () => undefined },
    { name: 'newest file cut in half', do: (it) => cut(newest(databaseFiles(it, /\.(log|ldb)$/)), 0.5) },
    ...times(4, { name: 'newest file cut somewhere', do: (it) => cut(newest(databaseFiles(it, /\.(log|ldb)$/)), it.random()) }),
    { name: 'last byte of the newest file gone', do: (it) => cut(newest(databaseFiles(it, /\.(log|ldb)$/)), 1) },
    ...times(6, { name: '64 bytes flipped', do: (it) => flip(anyOf(it, databaseFiles(it, /\.(log|ldb)$/)), 64, it) }),
    ...times(4, { name: 'one bit flipped', do: (it) => flip(anyOf(it, databaseFiles(it, /\.(log|ldb)$/)), 1, it) }),
    { name: 'newest file gone', do: (it) => rmSync(newest(databaseFiles(it, /\.(log|ldb)$/))) },
    { name: 'MANIFEST garbage', do: (it) => garbage(newest(databaseFiles(it, /MANIFEST-/)), it) },
    { name: 'MANIFEST gone', do: (it) => rmSync(newest(databaseFiles(it, /MANIFEST-/))) },
    { name: 'CURRENT gone', do: (it) => rmSync(newest(databaseFiles(it, /CURRENT$/))) },
    { name: 'databases gone', do: (it) => rmSync(databases(it), { recursive: true }) },
    { name: 'databases as they were earlier', do: rollBack },
  ],
  sqlite: [
    { name: 'nothing', do: () => undefined },
    { name: 'largest file cut in half', do: (it) => cut(largest(databaseFiles(it)), 0.5) },
    ...times(3, { name: 'largest file cut somewhere', do: (it) => cut(largest(databaseFiles(it)), it.random()) }),
    ...times(8, { name: '64 bytes flipped', do: (it) => flip(largest(databaseFiles(it)), 64, it) }),
    ...times(4, { name: 'one bit flipped', do: (it) => flip(largest(databaseFiles(it)), 1, it) }),
    { name: 'header garbage', do: (it) => garbage(largest(databaseFiles(it)), it) },
    { name: 'largest file gone', do: (it) => rmSync(largest(databaseFiles(it))) },
    { name: 'databases gone', do: (it) => rmSync(databases(it), { recursive: true }) },
    { name: 'databases as they were earlier', do: rollBack },
  ],
  files: [
    ...times(4, { name: 'head flipped', do: (it) => flip(newest(heads(it)), 1, it, HEAD_BYTES) }),
    { name: 'head gone', do: (it) => rmSync(newest(heads(it))) },
    {
      name: 'heads emptied',
      do: (it) =>
        heads(it).forEach((file) => {
          cut(file, 0);
        }),
    },
    { name: 'newest keyframe cut in half', do: (it) => cut(newest(keyframes(it)), 0.5) },
    { name: 'newest keyframe flipped', do: (it) => flip(newest(keyframes(it)), 64, it) },
    { name: 'newest keyframe gone', do: (it) => rmSync(newest(keyframes(it))) },
    {
      name: 'every keyframe flipped',
      do: (it) =>
        keyframes(it).forEach((file) => {
          flip(file, 64, it);
        }),
    },
    { name: 'files gone', do: (it) => rmSync(fileSystem(it), { recursive: true }) },
  ],
};

export const databaseFolder = (profile: string): string => join(profile, 'Default/IndexedDB');

function times(count: number, damage: Damage): Damage[] {
  return Array.from({ length: count }, (_, i) => ({ ...damage, name: `${damage.name} (${i + 1})` }));
}

/** What a head begins with: number and hash. */
const HEAD_BYTES = 80;

const databases = ({ profile }: Closed): string => databaseFolder(profile);
const fileSystem = ({ profile }: Closed): string => join(profile, 'Default/File System');

/** Those of the page's runs: the browser keeps a small one besides, of GPUs that passed. */
function databaseFiles(closed: Closed, name = /(?:)/): string[] {
  const files = filesUnder(databases(closed)).filter(
    (file) => name.test(file) && !/LOCK$|LOG(\.old)?$/.test(file) && statSync(file).size > 0,
  );
  if (files.length === 0) throw new Error(`no file of the database is named like ${name}`);
  return files;
}

/** The browser gives files names of its own; their bytes tell which is which. */
const heads = (closed: Closed): string[] => privateFiles(closed, (bytes) => bytes.subarray(0, 7).toString() === '{"seq":');
const keyframes = (closed: Closed): string[] => privateFiles(closed, (bytes) => bytes.subarray(8, 16).toString().startsWith('{"'));

function privateFiles(closed: Closed, is: (bytes: Buffer) => boolean): string[] {
  const files = filesUnder(fileSystem(closed)).filter((file) => /\/\d{8}$/.test(file) && is(readFileSync(file)));
  if (files.length === 0) throw new Error('no such file is kept');
  return files;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => lstatSync(file).isFile());
}

const newest = (files: readonly string[]): string => [...files].sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
const largest = (files: readonly string[]): string => [...files].sort((a, b) => statSync(b).size - statSync(a).size)[0];
const anyOf = ({ random }: Closed, files: readonly string[]): string => files[Math.floor(random() * files.length)];

/** Keeps that share of a file; 1 keeps all but the last byte. */
function cut(file: string, share: number): void {
  const { size } = statSync(file);
  truncateSync(file, Math.min(size - 1, Math.floor(size * share)));
}

/** Turns over the bits of so many bytes somewhere; of one byte, a single bit. */
function flip(file: string, count: number, { random }: Closed, within = Number.POSITIVE_INFINITY): void {
  const bytes = readFileSync(file);
  const at = Math.floor(random() * Math.max(1, Math.min(within, bytes.length) - count));
  for (let i = at; i < Math.min(bytes.length, at + count); i++) bytes[i] ^= count === 1 ? 1 << Math.floor(8 * random()) : 0xff;
  writeFileSync(file, bytes);
}

function garbage(file: string, { random }: Closed): void {
  const bytes = readFileSync(file);
  writeFileSync(
    file,
    bytes.map((byte, i) => (i < 100 ? Math.floor(256 * random()) : byte)),
  );
}

function rollBack(closed: Closed): void {
  rmSync(databases(closed), { recursive: true });
  if (!existsSync(closed.earlier)) throw new Error('there is no earlier copy');
  cpSync(closed.earlier, databases(closed), { recursive: true });
}
