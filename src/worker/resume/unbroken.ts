import type { BackendName } from '../../core/spec/spec.ts';
import type { Emission } from '../../core/transcript/events.ts';
import { DeviceLost } from '../../engine/trainer.ts';
import { loggedThrough } from './replay.ts';
import type { ResumePoint } from './resume-point.ts';

/** Losses in a row after which a device is given up: once is an accident, three times is the driver. */
export const MAX_LOSSES = 3;

/** A run that outlives its device. When the device is lost, `recover` gets a fresh one and tells where to take up the run, of
 *  which everything through `step` is logged; `attempt` then goes on from there. When it is lost again and again without a step
 *  between, the run fails with the offer of another backend. What `recover` throws leaves the run as it is, without an end. */
export async function* unbroken(
  attempt: (from: ResumePoint | null) => AsyncGenerator<Emission, void, void>,
  first: ResumePoint | null,
  recover: (step: number) => Promise<ResumePoint>,
  backend: BackendName,
): AsyncGenerator<Emission, void, void> {
  let from = first;
  let step = first ? loggedThrough(first) : 0;
  for (let losses = 0; ; ) {
    try {
      for await (const emission of attempt(from)) {
        const { event } = emission;
        if (event.kind === 'step') [losses, step] = [0, event.step];
        yield emission;
      }
      return;
    } catch (error) {
      if (!(error instanceof DeviceLost)) throw error;
      losses++;
      yield { event: { kind: 'device-lost', step, losses, reason: error.message } };
      if (losses === MAX_LOSSES) {
        const fields = { backend, losses, step, reason: error.message };
        yield { event: { kind: 'run-failed', step, problem: { code: 'device-lost', fields } } };
        return;
      }
      from = await recover(step);
    }
  }
}
