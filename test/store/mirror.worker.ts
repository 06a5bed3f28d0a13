import { opfsHeadMirror, type WitnessedHead } from '../../src/store/head-mirror.ts';

/** Writes heads as the training worker does, with its synchronous file access, each over the one before it, and answers with what is
 *  read back after each. */
self.onmessage = async ({ data }: MessageEvent<{ runId: string; heads: readonly WitnessedHead[] }>) => {
  const found: (WitnessedHead | null)[] = [];
  for (const head of data.heads) {
    await opfsHeadMirror.write(data.runId, head, false);
    found.push(await opfsHeadMirror.read(data.runId));
  }
  await opfsHeadMirror.close(data.runId);
  self.postMessage(found);
};
