import type { Track } from '../../core/spec/spec.ts';
import { canonicalJson } from '../../core/transcript/canonical.ts';
import type { RunEvent } from '../../core/transcript/events.ts';
import type { LineChain } from '../../core/transcript/transcript.ts';
import { usageLine } from '../../core/transcript/usage.ts';
import type { EventStretch } from '../run-source.ts';

type Events = AsyncIterable<readonly RunEvent[]>;

/** `events.jsonl`: the transcript. `chain` tells afterwards how it ends. */
export async function* eventsJsonl(stretches: AsyncIterable<EventStretch>, chain: LineChain): AsyncGenerator<string> {
  for await (const { firstSeq, sound, events } of stretches) {
    yield chain
      .follow(firstSeq, sound, events)
      .map((line) => `${line}\n`)
      .join('');
  }
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
