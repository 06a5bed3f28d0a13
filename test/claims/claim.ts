/** A claim that the README makes, with the command that measures it and the bar that it must reach. */
export interface Claim {
  /** As in `npm run prove -- NAME`, and the file's own: `NAME.claim.ts`. */
  readonly name: string;
  /** The claim itself, in one sentence. */
  readonly statement: string;
  /** What the figures must reach. */
  readonly bar: string;
  /** What it cannot be measured without, in words: «PyTorch», «a GPU», «../shared». */
  readonly needs?: readonly string[];
  /** Measures for real. Throws `MissingRequirement` where this machine lacks what it needs. */
  run(context: ClaimContext): Promise<ClaimResult>;
}

export interface ClaimContext {
  /** The project's root. */
  readonly root: string;
  /** The read-only material beside the project; throws `MissingRequirement` where it is absent. */
  shared(): string;
  /** Tells how far it is, on standard error. */
  progress(line: string): void;
}

export interface ClaimResult {
  readonly holds: boolean;
  readonly figures: Figures;
  /** What a reader should see before the verdict, one line each. */
  readonly lines: readonly string[];
  /** Said on the last line, after the verdict. */
  readonly note?: string;
}

export type Figures = Readonly<Record<string, number | string>>;

/** This machine lacks what the claim needs: nothing was measured, so it neither holds nor falls short. */
export class MissingRequirement extends Error {
  override readonly name = 'MissingRequirement';
}
