import type { ColumnProfile } from '../../core/audit/profile/profile.ts';
import type { PhaseReport, ReportFacts } from '../report/facts.ts';
import { datasetName } from './dataset-facts.ts';
import { type JsonObject, saidOnly } from './json.ts';

export interface LineageFacts extends ReportFacts {
  readonly wallTimeMs: number;
  /** Of the program that ran it. */
  readonly version: string;
}

const SPEC = 'https://openlineage.io/spec';
const NAMESPACE = 'trainscript';

const EVENT_TYPES: Readonly<Record<string, string>> = {
  running: 'RUNNING',
  paused: 'RUNNING',
  finished: 'COMPLETE',
  stopped: 'ABORT',
  failed: 'FAIL',
  refused: 'FAIL',
};

/** The run as an event of OpenLineage 2-0-2, its data as inputs with the facets of data quality. The run's id is that of the transcript. */
export function openLineage(facts: LineageFacts): JsonObject {
  const { name, runId, startedAt, status, phases, wallTimeMs, version } = facts;
  const producer = `urn:trainscript:${encodeURIComponent(version)}`;
  return {
    eventType: EVENT_TYPES[status] ?? 'OTHER',
    eventTime: new Date(Date.parse(startedAt) + Math.round(wallTimeMs)).toISOString(),
    producer,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: { runId, facets: {} },
    job: {
      namespace: NAMESPACE,
      name,
      facets: { documentation: facet(producer, '1-0-1', 'DocumentationJobFacet', { description: TIME_NOTE }) },
    },
    inputs: phases.map((phase) => inputDataset(phase, producer)),
    outputs: [],
  };
}

const TIME_NOTE = 'Training in the browser. The event’s time is the start plus the time of training, pauses left out.';

const facet = (producer: string, version: string, name: string, content: JsonObject): JsonObject => ({
  _producer: producer,
  _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`,
  ...content,
});

function inputDataset(phase: PhaseReport, producer: string): JsonObject {
  const { quality, source } = phase.audit;
  const metrics = {
    rowCount: quality.rows,
    bytes: source.files.reduce((sum, { bytes }) => sum + bytes, 0),
    columnMetrics: Object.fromEntries(columnsOf(phase).map((column) => [column.name, columnMetrics(column)])),
  };
  const fields = columnsOf(phase).map(({ name, kind }) => ({ name, type: kind === 'number' ? 'float' : 'string' }));
  return {
    namespace: NAMESPACE,
    name: datasetName(phase),
    facets: {
      schema: facet(producer, '1-1-1', 'SchemaDatasetFacet', { fields }),
      version: facet(producer, '1-0-1', 'DatasetVersionDatasetFacet', {
        datasetVersion: source.files.map(({ sha256 }) => sha256).join(' '),
      }),
    },
    inputFacets: {
      dataQualityMetrics: facet(producer, '1-0-2', 'DataQualityMetricsInputDatasetFacet', metrics),
      dataQualityAssertions: facet(producer, '1-0-1', 'DataQualityAssertionsDatasetFacet', { assertions: assertions(phase) }),
    },
  };
}

const columnsOf = ({ audit }: PhaseReport): readonly ColumnProfile[] =>
  audit.profile ? [...audit.profile.columns, audit.profile.label] : [];

function columnMetrics({ count, missing, distinct, numbers }: ColumnProfile): JsonObject {
  const counts = { nullCount: missing, distinctCount: distinct, count };
  if (numbers === null) return counts;
  const { mean, min, max, q05, q25, median, q75, q95 } = numbers;
  return { ...counts, sum: mean * count, min, max, quantiles: { '0.05': q05, '0.25': q25, '0.5': median, '0.75': q75, '0.95': q95 } };
}

/** What every audit looks for; a finding of it that is no mere note means that it did not pass. */
const ALWAYS_LOOKED_FOR = [
  'missing-values',
  'missing-labels',
  'type-mismatch',
  'ragged-rows',
  'exact-duplicates',
  'conflicting-duplicates',
  'few-rows',
];

function assertions({ audit }: PhaseReport): JsonObject[] {
  const grave = audit.findings.filter(({ severity }) => severity !== 'info');
  const found = new Set<string>(grave.map(({ code }) => code));
  const failed = grave.map(({ code, column, severity, count }) =>
    saidOnly({
      assertion: code,
      success: false,
      column,
      severity: severity === 'error' ? 'error' : 'warn',
      expected: '0',
      actual: String(count),
    }),
  );
  return [...failed, ...ALWAYS_LOOKED_FOR.filter((code) => !found.has(code)).map((code) => ({ assertion: code, success: true }))];
}
