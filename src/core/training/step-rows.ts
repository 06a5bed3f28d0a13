/** Which rows each step used, as columns, so that a million steps of 64 rows stay a few flat arrays:
 *  step `steps[i]` used `rows[offsets[i]] … rows[offsets[i + 1] - 1]`, in the order of the batch. Steps ascend. */
export interface StepRows {
  readonly steps: Uint32Array;
  /** One longer than `steps`. */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
}

export const rowsAt = ({ offsets, rows }: StepRows, index: number): Uint32Array => rows.subarray(offsets[index], offsets[index + 1]);

/** Collects the rows of step events (or of anything that has a step and its rows). */
export function collectStepRows(events: Iterable<{ readonly step: number; readonly rows: ArrayLike<number> }>): StepRows {
  let steps = new Uint32Array(1024);
  let offsets = new Uint32Array(1025);
  let rows = new Uint32Array(65_536);
  let count = 0;
  for (const event of events) {
    if (count === steps.length) {
      steps = grown(steps, new Uint32Array(steps.length * 2));
      offsets = grown(offsets, new Uint32Array(steps.length + 1));
    }
    const end = offsets[count] + event.rows.length;
    if (end > rows.length) rows = grown(rows, new Uint32Array(Math.max(end, rows.length * 2)));
    rows.set(event.rows, offsets[count]);
    steps[count++] = event.step;
    offsets[count] = end;
  }
  return { steps: steps.slice(0, count), offsets: offsets.slice(0, count + 1), rows: rows.slice(0, offsets[count]) };
}

function grown(old: Uint32Array, larger: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  larger.set(old);
  return larger;
}
