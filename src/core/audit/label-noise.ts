import { argmax } from '../training/losses.ts';

/** What a network that never saw a row says of its label. */
export interface LabelSuspect {
  readonly row: number;
  /** Places among the classes. */
  readonly given: number;
  readonly suggested: number;
  /** How well the given label stands, 0 to 1: the lower, the more likely it is wrong. */
  readonly quality: number;
  /** Whether the suggested class is as probable as it usually is for rows that are labelled so. */
  readonly confident: boolean;
}

export interface LabelCheck {
  /** Rows for which another class is more probable than the one that was given, the least likely label first. */
  readonly suspects: readonly LabelSuspect[];
  /** Rows whose label was checked. */
  readonly checked: number;
  /** Confident ones from given to suggested class, the most frequent first: the off-diagonal of the confident joint. */
  readonly confusions: readonly { readonly given: number; readonly suggested: number; readonly rows: number }[];
}

/** Rows with a class each, and the probabilities of all classes by a network that was not trained on the row, `[rows, classes]`. */
export interface HeldOut {
  readonly rows: Uint32Array;
  readonly given: Int32Array;
  readonly classes: number;
  readonly probabilities: Float32Array;
}

/** Confident learning (Northcutt, Jiang and Chuang 2021, “Confident learning: estimating uncertainty in dataset labels”): a suggested class
 *  counts as confident where its probability reaches the class's threshold, the mean of it over the rows so labelled. `lossOf` is a
 *  row's mean loss in a run's steps, where there was one: a label that the training itself kept stumbling over counts as worse. */
export function checkLabels(heldOut: HeldOut, lossOf: (row: number) => number | undefined = () => undefined): LabelCheck {
  const thresholds = thresholdsOf(heldOut);
  const { rows, given, classes, probabilities } = heldOut;
  const suspects: LabelSuspect[] = [];
  rows.forEach((row, i) => {
    const suggested = argmax(probabilities, i * classes, classes);
    if (suggested === given[i]) return;
    const confident = probabilities[i * classes + suggested] >= thresholds[suggested];
    suspects.push({ row, given: given[i], suggested, confident, quality: labelQuality(heldOut, i, lossOf(row)) });
  });
  return {
    suspects: suspects.sort((a, b) => a.quality - b.quality || a.row - b.row),
    checked: rows.length,
    confusions: confusionsOf(suspects.filter(({ confident }) => confident)),
  };
}

/** How well row `i`'s label stands: its probability, and where the training's mean loss is known the geometric mean of both. */
export function labelQuality({ probabilities, classes, given }: HeldOut, i: number, meanLoss: number | undefined): number {
  const own = probabilities[i * classes + given[i]];
  return meanLoss === undefined ? own : Math.sqrt(own * Math.exp(-meanLoss));
}

/** Of each class the mean probability over the rows that are labelled so; infinite where there are none. */
function thresholdsOf({ given, classes, probabilities }: HeldOut): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Uint32Array(classes);
  given.forEach((label, i) => {
    sums[label] += probabilities[i * classes + label];
    counts[label]++;
  });
  return sums.map((sum, label) => (counts[label] > 0 ? sum / counts[label] : Number.POSITIVE_INFINITY));
}

function confusionsOf(suspects: readonly LabelSuspect[]): LabelCheck['confusions'] {
  const counts = new Map<string, { given: number; suggested: number; rows: number }>();
  for (const { given, suggested } of suspects) {
    const key = `${given}/${suggested}`;
    const known = counts.get(key) ?? { given, suggested, rows: 0 };
    counts.set(key, { ...known, rows: known.rows + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows || a.given - b.given || a.suggested - b.suggested);
}
