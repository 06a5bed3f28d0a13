/** Submits items ahead of the one whose result is awaited, at most `depth` at a time, and yields each with its result in order.
 *  Nothing is submitted behind an item that `isStop` names until that one was yielded. When `signal` aborts, or a result
 *  fails, nothing more is submitted; what is under way is still yielded, up to the failure. */
export async function* inFlight<Item, Result>(
  items: Iterable<Item>,
  submit: (item: Item) => Promise<Result>,
  depth: number,
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
      if (underWay.length < depth && !isStop(item)) continue;
      yield* take(underWay, isStop(item) ? underWay.length : 1);
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
