import type { ColumnSummary } from '../../core/data/column-summary.ts';
import type { Dataset, FileFacts, FileFormat, PhaseData } from '../../core/data/dataset.ts';
import { resizeToNetwork } from '../../core/data/resize.ts';
import type { OpenedBytes } from '../../formats/bytes.ts';
import type { Preview } from '../../protocol.ts';

/** A phase's data with what the page shows of it: the preview is made of the files as they are, before images are resized. */
export interface LoadedPhase extends PhaseData {
  /** Of a table; empty for other files. */
  readonly columns: readonly ColumnSummary[];
  readonly preview: Preview;
}

export function factsOfFile(file: OpenedBytes, format: FileFormat): FileFacts {
  return { name: file.name, ...file.facts(), format, gzip: file.gzip };
}

/** At the network's size, where the rows are images. */
export function resized(dataset: Dataset): Dataset {
  return dataset.features.kind === 'image' ? { ...dataset, features: resizeToNetwork(dataset.features) } : dataset;
}
