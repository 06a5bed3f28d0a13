import { describe, expect, test } from 'vitest';
import { type FileKind, FOREIGN_KINDS, sniff } from '../../src/formats/sniff.ts';

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) => [...Buffer.from(text, 'utf16le')];
const utf16be = (text: string) => [...Buffer.from(text, 'utf16le').swap16()];
const zip = (name: string) => [0x50, 0x4b, 3, 4, ...new Array(22).fill(0), name.length, 0, 0, 0, ...ascii(name), 1, 2, 3];
const tar = [...ascii('weights'), ...new Array(250).fill(0), ...ascii('ustar'), 0];

const FILES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['empty', []],
  ['idx', [0, 0, 8, 3, 0, 0, 0, 1]],
  ['idx', [0, 0, 0x0d, 1]],
  ['gzip', [0x1f, 0x8b, 8, 0]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]],
  ['jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['gif', ascii('GIF89a')],
  ['bmp', [0x42, 0x4d, 9, 9, 0, 0, 0, 0, 0, 0, 54]],
  ['text', ascii('BMI,age\n21.5,30\n')],
  ['webp', ascii('RIFF....WEBPVP8 ')],
  ['tiff', [0x49, 0x49, 0x2a, 0, 8, 0]],
  ['tiff', [0x4d, 0x4d, 0, 0x2a, 0, 8]],
  ['pth', zip('archive/data.pkl')],
  ['pth', zip('init/.format_version')],
  ['pth-legacy', [0x80, 2, 0x8a, 10]],
  ['safetensors', [...[80, 0, 0, 0, 0, 0, 0, 0], ...ascii('{"a":')]],
  ['xlsx', zip('[Content_Types].xml')],
  ['xlsx', zip('mimetype')],
  ['zip', zip('images/0/1.png')],
  ['zip', [0x50, 0x4b, 3, 4]],
  ['parquet', ascii('PAR1')],
  ['numpy', [0x93, ...ascii('NUMPY')]],
  ['hdf5', [0x89, ...ascii('HDF\r\n'), 0x1a, 0x0a]],
  ['sqlite', ascii('SQLite format 3\0')],
  ['pdf', ascii('%PDF-1.7')],
  ['bzip2', [...ascii('BZh91AY&'), 0x53, 0x59]],
  ['xz', [0xfd, ...ascii('7zXZ'), 0]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7z', [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [...ascii('Rar!'), 0x1a, 7, 0]],
  ['tar', tar],
  ['html', ascii('\n<!DOCTYPE html><html>')],
  ['html', ascii('<?xml version="1.0"?>')],
  ['jsonl', ascii('{"a": 1}\n{"a": 2}')],
  ['jsonl', ascii(`{"a": "${'x'.repeat(5000)}"}`).slice(0, 4096)],
  ['json', ascii('{\n  "a": 1\n}')],
  ['json', ascii('[\n  {"a": 1}]')],
  ['text', ascii('{a},b\n')],
  ['text', ascii('5.1,3.5,setosa\r\n')],
  ['text', [0xef, 0xbb, 0xbf, ...ascii('a,b')]],
  ['text', [...ascii('caf'), 0xe9, 44, 49, 10]],
  ['text', [0xc4, 0xe3, 0xba, 0xc3, 44, 49, 10]],
  ['text', [...ascii(`${'1,2\n'.repeat(50)}3,`), 0, 10]],
  ['text', ascii('x,label\n1,\0\n')],
  ['utf-16le', [0xff, 0xfe, 49, 0]],
  ['utf-16be', [0xfe, 0xff, 0, 49]],
  ['utf-16le', ascii('a,b\n1,2\n').flatMap((code) => [code, 0])],
  ['utf-16be', ascii('a,b\n1,2\n').flatMap((code) => [0, code])],
  ['jsonl', [0xff, 0xfe, ...utf16('{"a": 1}\n{"a": 2}')]],
  ['jsonl', utf16('{"a": 1}\n{"a": 2}')],
  ['jsonl', utf16be('{"城": "市"}\n')],
  ['jsonl', utf16(`{"a": "${'x'.repeat(5000)}"}`).slice(0, 4096)],
  ['json', [0xfe, 0xff, ...utf16be('{\n  "a": 1\n}')]],
  ['html', utf16('<!doctype html><html lang="en">')],
  ['unknown', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['unknown', [0, 0, 0, 0]],
];

describe('sniff', () => {
  test.each(FILES)('%s from %j', (kind, bytes) => {
    expect(sniff(Uint8Array.from(bytes))).toBe(kind);
  });

  test('every kind that has a name can be told', () => {
    const told = new Set(FILES.map(([kind]) => kind as string));
    expect(Object.keys(FOREIGN_KINDS).filter((kind) => !told.has(kind))).toEqual([]);
  });
});
