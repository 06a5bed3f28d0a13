import { Meeting } from '../../src/engine/wasm/meeting.ts';

export interface MeetingTrial {
  readonly words: Int32Array;
  readonly thread: number;
  readonly threads: number;
  readonly start: number;
  /** Pieces of each work. */
  readonly works: readonly number[];
  /** A counter for each piece of each work, one work behind the other: how often it was done. */
  readonly done: Int32Array;
  /** How many pieces of the works before it were not done when a piece was begun, summed over all. */
  readonly early: Int32Array;
  /** How often the thread counts before a piece, so that it is slower than others. */
  readonly dawdle: number;
}

self.onmessage = ({ data }: MessageEvent<MeetingTrial>) => {
  const { words, thread, threads, start, works, done, early, dawdle } = data;
  const meeting = new Meeting(words, thread, threads, start);
  let before = 0;
  for (const pieces of works) {
    meeting.share(pieces, (from, to) => {
      for (let i = 0; i < dawdle; i++) Atomics.load(words, 0);
      for (let i = 0; i < before; i++) if (Atomics.load(done, i) === 0) Atomics.add(early, 0, 1);
      for (let piece = from; piece < to; piece++) Atomics.add(done, before + piece, 1);
    });
    before += pieces;
  }
  self.postMessage('finished');
};
