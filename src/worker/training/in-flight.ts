/** How far to send ahead; may change on the way. */
export interface Pace {
  /** Items under way at once. */
  readonly stepsInFlight: number;
  /** Items that are cheaper when they are submitted without a pause between. */
  readonly stepsTogether: number;
}

/** Submits items ahead of the one whose result is awaited, as far as `pace` says, and yields each with its result in order.
 *  Nothing is submitted behind an item that `isStop` names until that one was yielded. When `signal` aborts, or a result
 *  fails, nothing more is submitted; what is under way is still yielded, up to the failure. */
export async function* inFlight<Item, Result>(
  items: Iterable<Item>,
  submit: (item: Item) => Promise<Result>,
  pace: Pace,
  isStop: (item: Item) => boolean,
  signal: AbortSignal,
): AsyncGenerator<readonly [Item, Result], void, void> {
  const underWay: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  try {
    for (const item of items) {
      if (signal.aborted) break;
      const result = submit(item);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      underWay.push({ item, result });
      if (isStop(item)) yield* take(underWay, underWay.length);
      else if (underWay.length >= pace.stepsInFlight) yield* take(underWay, pace.stepsTogether);
    }
    yield* take(underWay, underWay.length);
  } finally {
    await Promise.allSettled(underWay.map(({ result }) => result));
  }
}

async function* take<Item, Result>(
  underWay: { readonly item: Item; readonly result: Promise<Result> }[],
  count: number,
): AsyncGenerator<readonly [Item, Result], void, void> {
  for (let taken = 0; taken < count; taken++) {
    const [first] = underWay;
    const result = await first.result;
    underWay.shift();
    yield [first.item, result];
  }
}
