import { describe, expect, test, vi } from 'vitest';
import type { Emission } from '../../src/core/transcript/events.ts';
import { sha256Of } from '../../src/core/transcript/sha256.ts';
import { KeyframeFiles } from '../../src/store/keyframe-files.ts';
import { purgeRun, readKeyframe, readParameters } from '../../src/store/runs.ts';
import { sampleRun } from '../worker/sample-run.ts';
import { collect, freshDatabase, noise, openWriter, problemOf, readEvents } from './writer-kit.ts';

const RUN = 'run-1';
const FILE = noise(3000);

async function parametersOf(step: number): Promise<Emission> {
  const sha256 = await sha256Of(FILE);
  const event = { kind: 'parameters', phase: 'pretrain', step, base: step, fingerprint: 1, bytes: FILE.length, sha256 } as const;
  return { event, keyframe: FILE.slice() };
}

/** Through step 2, with the parameters of step 1. */
const begun = async (): Promise<Emission[]> => [...sampleRun(RUN).slice(0, 9), await parametersOf(1)];

const kindsOf = async (database: ReturnType<typeof freshDatabase>) => (await collect(readEvents(database, RUN))).map(({ kind }) => kind);

describe('the parameters of a step', () => {
  test.each([true, false])('are read back beside the keyframe of the same step, and go with the run (as files: %s)', async (asFiles) => {
    if (!asFiles) vi.spyOn(KeyframeFiles.prototype, 'write').mockResolvedValue(false);
    const database = freshDatabase();
    const { writer } = await openWriter(database, RUN);
    for (const emission of [...(await begun()), await parametersOf(0)]) await writer.append(emission);
    await writer.close();
    expect(await readParameters(database, RUN, 1, 'pretrain')).toEqual(FILE);
    expect(await readParameters(database, RUN, 0, 'pretrain')).toEqual(FILE);
    expect((await readKeyframe(database, RUN, 0, 'pretrain')).length).not.toBe(FILE.length);
    await purgeRun(database, RUN);
    expect(await problemOf(readParameters(database, RUN, 1, 'pretrain'))).toEqual({
      code: 'parameters-missing',
      fields: { runId: RUN, step: 1, track: 'pretrain' },
    });
  });

  test('are claimed by no transcript before they are there, and wait for room like a keyframe', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, RUN);
    const events = await begun();
    for (const emission of events.slice(0, -1)) await writer.append(emission);
    await writer.flush();
    const write = vi.spyOn(KeyframeFiles.prototype, 'write').mockRejectedValue(new DOMException('no room', 'QuotaExceededError'));
    await writer.append(events.at(-1)!);
    expect(await problemOf(writer.flush())).toMatchObject({ code: 'storage-full', fields: { events: 1 } });
    expect(await kindsOf(database)).not.toContain('parameters');
    write.mockRestore();
    await writer.close();
    expect((await kindsOf(database)).at(-1)).toBe('parameters');
    expect(await readParameters(database, RUN, 1, 'pretrain')).toEqual(FILE);
  });

  test('that were written for a transcript that did not come to name them are written again', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, RUN);
    const events = await begun();
    await database.keyframes.write({ runId: RUN, step: 1, track: 'pretrain-parameters', bytes: noise(5000) });
    for (const emission of events) await writer.append(emission);
    await writer.close();
    expect(await readParameters(database, RUN, 1, 'pretrain')).toEqual(FILE);
  });
});
