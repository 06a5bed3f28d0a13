/** Where a run came from that was not trained in this browser. */
export interface RunImport {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The bundle's name, size and SHA-256. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether its data can be given again: samples that this page has, or files that the person may have. */
  readonly dataCanBeGiven: boolean;
}
