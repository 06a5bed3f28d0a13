/** Test metrics by task; what does not apply is null. */
export interface Metrics {
  readonly loss: number;
  readonly accuracy: number | null;
  /** Macro averages over the classes. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Two classes only. */
  readonly rocAuc: number | null;
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly r2: number | null;
  /** `confusion[true class][predicted class]`, in rows. */
  readonly confusion: readonly (readonly number[])[] | null;
}
