/** What was handed over to be kept, and is not yet. */
export interface Backlog {
  readonly events: number;
  /** Of the files that go with them. */
  readonly bytes: number;
}

/** Four of a writer's batches: enough to train on while one is written, and little to lose with the tab. A dozen keyframes of the
 *  documents' network with its Adam moments. */
const MOST: Backlog = { events: 256, bytes: 64 * 2 ** 20 };

/** Whether more may be handed over; until then who does is held back, on the thread that it runs on. */
export const hasRoom = ({ events, bytes }: Backlog, most = MOST): boolean => events <= most.events && bytes <= most.bytes;
