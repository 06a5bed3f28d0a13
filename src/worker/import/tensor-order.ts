import type { RunEvent } from '../../core/transcript/events.ts';

/** A transcript's lines have their keys sorted. This gives a run's tensors the order back in which it was trained, which is that of
 *  its keyframes: what is drawn and compared comes as it would from the run itself. */
export class TensorOrder {
  #names: readonly string[] = [];

  /** The tensors in a keyframe's file. */
  learn(names: readonly string[]): void {
    this.#names = names;
  }

  ordered(event: RunEvent): RunEvent {
    if (event.kind === 'step') return { ...event, tensors: this.#sort(event.tensors) };
    if (event.kind === 'histograms') return { ...event, parameters: this.#sort(event.parameters), gradients: this.#sort(event.gradients) };
    return event;
  }

  #sort<T>(tensors: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
    const place = (name: string) => this.#names.indexOf(name) + 1 || Number.POSITIVE_INFINITY;
    return Object.fromEntries(Object.entries(tensors).sort(([a], [b]) => (place(a) === place(b) ? 0 : place(a) - place(b))));
  }
}
