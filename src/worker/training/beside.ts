/** Begins `work` at once, and yields what it yields behind all that `first` yields. */
export async function* beside<Item>(
  work: AsyncGenerator<Item, void, void>,
  first: AsyncGenerator<Item, void, void>,
): AsyncGenerator<Item, void, void> {
  const begun = work.next();
  // A failure is met when its turn comes; until then it must not count as unhandled.
  begun.catch(() => undefined);
  try {
    yield* first;
    const { done, value } = await begun;
    if (done) return;
    yield value;
    yield* work;
  } finally {
    // Whoever wants no more gets the work's things back only when it is through with them.
    await work.return();
  }
}
