import { Database } from '../../src/store/database.ts';
import { TranscriptWriter } from '../../src/store/transcript-writer.ts';
import { keyframe, sampleRun, step } from '../worker/sample-run.ts';

/** Writes a run that never ends and tells how far it is kept, until it is killed. */
self.onmessage = async ({ data: { databaseName, runId } }: MessageEvent<{ databaseName: string; runId: string }>) => {
  const writer = await TranscriptWriter.open(new Database(databaseName), runId, {
    batchEvents: 5,
    onCommitted: (_, head) => self.postMessage(head.seq),
  });
  await writer.append(sampleRun(runId)[0]);
  for (let number = 1; ; number++) {
    await writer.append({ event: step('pretrain', number) });
    if (number % 7 === 0) await writer.append(keyframe('pretrain', number));
  }
};
