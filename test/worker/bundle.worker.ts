import { toProblem } from '../../src/core/problems/problem.ts';
import { Database } from '../../src/store/database.ts';
import { makeBundle } from '../../src/worker/bundle.ts';

/** Makes a bundle where it is made in earnest: in a worker, whose file access is synchronous. */
self.onmessage = async ({ data: { databaseName, runId } }: MessageEvent<{ databaseName: string; runId: string }>) => {
  const database = new Database(databaseName);
  const progress: [string, number][] = [];
  try {
    const file = await makeBundle(database, runId, (path, bytes) => progress.push([path, bytes]));
    self.postMessage({ file, progress });
  } catch (error) {
    self.postMessage({ problem: toProblem(error) });
  } finally {
    await database.close();
  }
};
