import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import type { Visit } from './visit.ts';

/** Presses «Download bundle» and reads what the browser saved: each file by its path, once its SHA-256 is the one in SHA256SUMS. */
export async function downloadBundle({ page, button }: Visit): Promise<ReadonlyMap<string, Uint8Array>> {
  const [download] = await Promise.all([page.waitForEvent('download'), button('Download bundle').click()]);
  const name = download.suggestedFilename();
  expect(name).toMatch(/\.trainscript\.zip$/);
  const files = readStoredZip(readFileSync(await download.path()), name);
  const listed = textOf(files.get('SHA256SUMS')).trimEnd().split('\n');
  expect(listed).toEqual([...files].filter(([path]) => path !== 'SHA256SUMS').map(([path, bytes]) => `${sha256(bytes)}  ${path}`));
  return files;
}

/** The step numbers of `steps.csv`, one a line. */
export function stepsOf(files: ReadonlyMap<string, Uint8Array>): readonly number[] {
  const [header, ...lines] = textOf(files.get('steps.csv')).trimEnd().split('\n');
  expect(header).toBe('step,phase,epoch,batch_size,loss,accuracy,learning_rate,gradient_norm,fingerprint,wall_time_ms');
  return lines.map((line) => Number(line.split(',', 1)[0]));
}

/** A column of `steps.csv` as it is written. */
export function columnOf(files: ReadonlyMap<string, Uint8Array>, name: string): readonly string[] {
  const [header, ...lines] = textOf(files.get('steps.csv')).trimEnd().split('\n');
  const column = header.split(',').indexOf(name);
  return lines.map((line) => line.split(',')[column]);
}

/** The transcript as the bundle has it. */
export const eventsIn = (files: ReadonlyMap<string, Uint8Array>): readonly { readonly kind: string }[] =>
  textOf(files.get('events.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** 1 to `count`. */
export const everyStep = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
