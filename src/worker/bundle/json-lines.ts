import { canonicalJson } from '../../core/canonical.ts';
import type { RunEvent } from '../../core/events.ts';
import type { Track } from '../../core/spec.ts';
import { usageLine } from '../../core/usage.ts';

type Events = AsyncIterable<readonly RunEvent[]>;

/** `events.jsonl`: the transcript, byte by byte as it was hashed. */
export async function* eventsJsonl(batches: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const lines of batches) yield lines.map((line) => `${line}\n`).join('');
}

/** `parameters/histograms.jsonl`: a line for every step that has histograms. */
export async function* histogramsJsonl(events: Events): AsyncGenerator<string> {
  for await (const batch of events) {
    yield batch
      .flatMap((event) => (event.kind === 'histograms' ? [event] : []))
      .map(({ step, phase, parameters, gradients }) => `${canonicalJson({ step, phase, parameters, gradients })}\n`)
      .join('');
  }
}

/** `usage/<track>.tsv`: a line for every step of the track, the step and then its rows in the order of the batch. */
export async function* usageTsv(events: Events, track: Track): AsyncGenerator<string> {
  for await (const batch of events) {
    yield batch
      .flatMap((event) => (event.kind === 'step' && event.phase === track ? [`${usageLine(event.step, event.rows)}\n`] : []))
      .join('');
  }
}
