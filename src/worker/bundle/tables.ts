import { type Cell, csvLine } from '../../core/csv-line.ts';
import type { EvaluatedEvent, RecalledEvent, RunEvent, StepEvent } from '../../core/transcript/events.ts';

type Events = AsyncIterable<readonly RunEvent[]>;

const STEP_COLUMNS = [
  'step',
  'phase',
  'epoch',
  'batch_size',
  'loss',
  'accuracy',
  'learning_rate',
  'gradient_norm',
  'fingerprint',
  'wall_time_ms',
];
const TEST_COLUMNS = ['rows', 'loss', 'accuracy', 'precision', 'recall', 'f1', 'roc_auc', 'mae', 'rmse', 'r2'];
const EVALUATION_COLUMNS = ['step', 'phase', ...TEST_COLUMNS, ...TEST_COLUMNS.map((name) => `recalled_${name}`), 'dead_units'];
const STATISTICS_COLUMNS = ['step', 'phase', 'tensor', 'mean', 'std', 'min', 'max', 'l2', 'update_ratio', 'gradient_l2'];

/** `steps.csv`: one line for every step. */
export const stepsCsv = (events: Events): AsyncGenerator<string> =>
  csvTable(STEP_COLUMNS, events, (event) => (event.kind === 'step' ? [stepCells(event)] : []));

/** `evaluations.csv`: the test metrics over time, a line an evaluation; behind them what was recalled beside it. */
export async function* evaluationsCsv(events: Events): AsyncGenerator<string> {
  yield csvLine(EVALUATION_COLUMNS);
  let open: EvaluatedEvent | null = null;
  const closed = (recalled: RecalledEvent | null): string => (open ? csvLine(evaluationCells(open, recalled)) : '');
  for await (const batch of events) {
    let lines = '';
    for (const event of batch) {
      if (event.kind !== 'evaluated' && event.kind !== 'recalled') continue;
      lines += closed(event.kind === 'recalled' ? event : null);
      open = event.kind === 'evaluated' ? event : null;
    }
    yield lines;
  }
  yield closed(null);
}

/** `parameters/statistics.csv`: one line for every step and tensor. */
export const statisticsCsv = (events: Events): AsyncGenerator<string> =>
  csvTable(STATISTICS_COLUMNS, events, (event) => (event.kind === 'step' ? statisticsRows(event) : []));

/** `confusion-<phase>.csv`: a line a true class, a column a predicted one. */
export function confusionCsv(confusion: readonly (readonly number[])[], classes: readonly string[] | null): string {
  const names = confusion.map((_, i) => classes?.[i] ?? String(i));
  return [csvLine(['true \\ predicted', ...names]), ...confusion.map((counts, i) => csvLine([names[i], ...counts]))].join('');
}

async function* csvTable(
  columns: readonly string[],
  events: Events,
  rowsOf: (event: RunEvent) => readonly (readonly Cell[])[],
): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const batch of events) yield batch.flatMap(rowsOf).map(csvLine).join('');
}

function stepCells({
  step,
  phase,
  epoch,
  rows,
  loss,
  accuracy,
  learningRate,
  gradientNorm,
  fingerprint,
  wallTimeMs,
}: StepEvent): readonly Cell[] {
  return [step, phase, epoch, rows.length, loss, accuracy, learningRate, gradientNorm, fingerprint, wallTimeMs];
}

const evaluationCells = (evaluated: EvaluatedEvent, recalled: RecalledEvent | null): readonly Cell[] => [
  evaluated.step,
  evaluated.phase,
  ...testCells(evaluated),
  ...(recalled ? testCells(recalled) : TEST_COLUMNS.map(() => null)),
  deadCell(evaluated),
];

/** «conv1 0/20 fc1 175/500». */
const deadCell = ({ deadUnits }: EvaluatedEvent): Cell =>
  deadUnits
    ? Object.entries(deadUnits)
        .map(([layer, [dead, units]]) => `${layer} ${dead}/${units}`)
        .join(' ')
    : null;

function testCells({ rows, metrics }: EvaluatedEvent | RecalledEvent): readonly Cell[] {
  const { loss, accuracy, precision, recall, f1, rocAuc, mae, rmse, r2 } = metrics;
  return [rows, loss, accuracy, precision, recall, f1, rocAuc, mae, rmse, r2];
}

const statisticsRows = ({ step, phase, tensors }: StepEvent): readonly (readonly Cell[])[] =>
  Object.entries(tensors).map(([tensor, statistics]) => [step, phase, tensor, ...statistics]);
