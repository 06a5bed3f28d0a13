import { expect, test, vi } from 'vitest';
import { KeyframeFiles } from '../../src/store/keyframe-files.ts';
import { replaceKeyframe } from '../../src/store/replace-keyframe.ts';
import { readKeyframe } from '../../src/store/runs.ts';
import { freshDatabase, noise } from './writer-kit.ts';

const PLACE = { runId: 'run-1', step: 3, track: 'pretrain' } as const;

test('a keyframe takes the place of one that is damaged, as a file or in the database', async () => {
  const database = freshDatabase();
  const read = () => readKeyframe(database, PLACE.runId, PLACE.step, PLACE.track);
  await database.withDb((db) => db.put('keyframes', { ...PLACE, part: 0, bytes: noise(10) }));
  await database.withDb((db) => db.put('keyframes', { ...PLACE, part: 1, bytes: noise(10) }));
  const small = noise(1000);
  expect(await replaceKeyframe(database, { ...PLACE, bytes: small })).toBe(true);
  expect(await read()).toEqual(small);
  vi.spyOn(KeyframeFiles.prototype, 'write').mockResolvedValue(false);
  const large = noise(9 * 2 ** 20);
  expect(await replaceKeyframe(database, { ...PLACE, bytes: large })).toBe(true);
  const found = await read();
  expect(found.length === large.length && found.every((byte, i) => byte === large[i])).toBe(true);
  expect(await database.withDb((db) => db.count('keyframes'))).toBe(2);
});

test('a keyframe for which there is no room is as lost as before', async () => {
  const database = freshDatabase();
  vi.spyOn(KeyframeFiles.prototype, 'write').mockRejectedValue(new DOMException('no room', 'QuotaExceededError'));
  expect(await replaceKeyframe(database, { ...PLACE, bytes: noise(10) })).toBe(false);
});
