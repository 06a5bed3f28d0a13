import { joinSteps, type StepColumns } from '../core/transcript/event-columns.ts';
import type { EvaluatedEvent, RunStarted } from '../core/transcript/events.ts';
import { NO_ANNOTATION } from '../core/transcript/run-annotation.ts';
import type { ComparedRun, Message } from '../protocol.ts';
import type { Database } from '../store/database.ts';
import { readRun } from '../store/runs.ts';
import { readSummaries } from '../store/summaries.ts';

/** Runs that are asked for to be laid over each other; those asked for last are sent. */
export class ComparedRuns {
  readonly #post: (message: Message) => void;
  readonly #database: Database;
  #asked: readonly string[] = [];

  constructor(post: (message: Message) => void, database: Database) {
    this.#post = post;
    this.#database = database;
  }

  /** One after the other, so that the first is drawn while the last is read. @throws TrainscriptError `run-missing` */
  async send(runIds: readonly string[]): Promise<void> {
    this.#asked = runIds;
    for (const runId of runIds) {
      const run = await readComparedRun(this.#database, runId);
      if (this.#asked !== runIds) return;
      this.#post({ kind: 'run-compared', run });
    }
  }
}

/** A kept run as it is laid beside others: read from the summaries alone, without rows, statistics and histograms. What the store
 *  damaged is left out from there on. @throws TrainscriptError `run-missing` */
export async function readComparedRun(database: Database, runId: string): Promise<ComparedRun> {
  const { name, startedAt, annotation = NO_ANNOTATION, head, status } = await readRun(database, runId);
  const steps: StepColumns[] = [];
  const evaluations: EvaluatedEvent[] = [];
  let started: RunStarted | null = null;
  let sound = true;
  for await (const { columns, ...stretch } of readSummaries(database, runId, head.seq)) {
    sound &&= stretch.sound;
    if (!sound) break;
    steps.push(columns.steps);
    for (const event of columns.others) {
      if (event.kind === 'run-started') started = event;
      if (event.kind === 'evaluated') evaluations.push(withoutConfusion(event));
    }
  }
  return {
    runId,
    name: annotation.name || name,
    startedAt,
    status,
    sound,
    spec: started?.spec ?? null,
    environment: started?.environment ?? null,
    steps: steps.length === 0 ? null : joinSteps(steps),
    evaluations,
  };
}

/** A matrix of many classes outweighs all else of an evaluation, and no curve is drawn of it. */
const withoutConfusion = (event: EvaluatedEvent): EvaluatedEvent => ({ ...event, metrics: { ...event.metrics, confusion: null } });
