import { TrainscriptError } from '../../core/problems/problem.ts';
import { renewBackend } from '../../engine/backend.ts';
import { DeviceLost, type Snapshot } from '../../engine/trainer.ts';
import type { Command, Message } from '../../protocol.ts';
import { nextTask } from '../next-task.ts';
import { ReplayData } from './replay-data.ts';
import { replayStep } from './replay-step.ts';
import { type Surroundings, setUpBench } from './set-up-bench.ts';
import { stepFiles } from './step-files.ts';
import { findStepPoint, type StepPoint } from './step-point.ts';

type Asked = Extract<Command, { kind: 'parameters-at' }>;

/** Often enough to see it move. */
const PROGRESS_INTERVAL_MS = 100;

/** Gives the parameters of any step of a kept run, one request at a time: a new one takes the place of the one before. */
export class AnySteps {
  readonly #post: (message: Message, transfer?: Transferable[]) => void;
  readonly #data = new ReplayData();
  #working: AbortController | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(post: (message: Message, transfer?: Transferable[]) => void) {
    this.#post = post;
  }

  /** Posts how far it is, then the parameters; nothing where it was cancelled.
   *  @throws TrainscriptError those of `findStepPoint` and `replayStep`, `step-run-in-progress`, `step-file-missing`, `step-device-lost` */
  async give(asked: Asked, around: Surroundings): Promise<void> {
    this.#working?.abort();
    const working = new AbortController();
    this.#working = working;
    const giving = this.#done
      .then(() => this.#give(asked, around, working.signal))
      .catch((error: unknown) => {
        if (!working.signal.aborted) throw error;
      });
    this.#done = giving.catch(() => undefined);
    await giving;
  }

  /** Resolves when nothing is trained again any more. */
  async cancel(): Promise<void> {
    this.#working?.abort();
    await this.#done;
  }

  async #give(asked: Asked, around: Surroundings, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const { runId, use } = asked;
    refuseBesideTraining(asked, around);
    const point = await findStepPoint(await around.source(runId), { step: asked.step, track: asked.track ?? null });
    signal.throwIfAborted();
    const { history, keyframe, lost, stored } = point;
    const { track, step } = history.target;
    const { snapshot, replayed } = stored ? { snapshot: stored, replayed: 0 } : await this.#replay(asked, point, around, signal);
    signal.throwIfAborted();
    const files = stepFiles(history.started.name, track, step, snapshot);
    const { parameters: tensors, fingerprint } = snapshot;
    const from = keyframe && { track: keyframe.track, step: keyframe.step };
    const parameters = {
      ...{ track, step, fingerprint, tensors, files, replayed, lost: lost.length, stored: stored !== null },
      keyframe: from,
      ms: performance.now() - startedAt,
    };
    this.#post({ kind: 'parameters', runId, use, parameters }, [...new Set(tensors.map(({ data }) => data.buffer as ArrayBuffer))]);
  }

  async #replay(
    asked: Asked,
    point: StepPoint,
    around: Surroundings,
    signal: AbortSignal,
  ): Promise<{ snapshot: Snapshot; replayed: number }> {
    const { started, target } = point.history;
    const from = point.keyframe?.step ?? 0;
    const tell = (step: number) =>
      this.#post({ kind: 'parameters-progress', runId: asked.runId, use: asked.use, from, step, until: target.step });
    tell(from);
    let toldAt = performance.now();
    try {
      const replay = replayStep(point, () => setUpBench(point, around, this.#data, signal), signal);
      for (let replayed = 0; ; replayed++) {
        const { done, value } = await replay.next();
        if (done) return { snapshot: value, replayed };
        if (performance.now() - toldAt >= PROGRESS_INTERVAL_MS) {
          tell(value);
          toldAt = performance.now();
        }
        await nextTask();
      }
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      const { backend } = started.environment;
      await renewBackend(backend);
      throw new TrainscriptError('step-device-lost', { backend, reason: error.message }, error);
    }
  }
}

/** Two trainings would share one device. A paused run stands still, and its own data and backend are there. */
function refuseBesideTraining({ runId }: Asked, { live }: Surroundings): void {
  if (live && live.pausedRunId !== runId) throw new TrainscriptError('step-run-in-progress', { run: live.name });
}
