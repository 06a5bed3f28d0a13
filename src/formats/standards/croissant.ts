import type { ColumnProfile } from '../../core/audit/profile/profile.ts';
import type { FileFacts } from '../../core/data/dataset.ts';
import type { PhaseReport } from '../report/facts.ts';
import { CROISSANT_CONTEXT } from './croissant-context.ts';
import { datasetName, describeDataset, findingTexts, hasColumnNames, isBias } from './dataset-facts.ts';
import { type Json, type JsonObject, saidOnly, webAddress } from './json.ts';

/** A phase's data in the words of Croissant 1.1 with its RAI vocabulary 1.0 (MLCommons). What nobody declared is left out, also where the
 *  specification asks for it (`creator`, `datePublished`, and `url` or `license` where the card has none). Statistics are annotations,
 *  as the specification shows them; of columns with personal data there are none. */
export function croissant(report: PhaseReport): JsonObject {
  const { audit, card } = report;
  const url = webAddress(card?.origin.url ?? '');
  return saidOnly({
    '@context': CROISSANT_CONTEXT,
    '@type': 'sc:Dataset',
    name: datasetName(report),
    description: describeDataset(audit),
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    license: card?.licence ?? '',
    url,
    'prov:wasDerivedFrom': card?.origin.kind === 'url' && url !== null ? { '@id': url } : null,
    'prov:wasAttributedTo':
      card?.origin.kind === 'organisation' && card.origin.name !== '' ? { '@type': 'prov:Agent', 'prov:label': card.origin.name } : null,
    ...responsibleAi(report),
    distribution: audit.source.files.map(fileObject),
    recordSet: recordSets(report),
  });
}

function responsibleAi({ audit, card }: PhaseReport): Record<string, Json> {
  const { missing, missingByColumn, rows } = audit.quality;
  const { shape, maximum } = audit.source.reading;
  const personal = [
    card?.personalData && `Declared: ${card.personalData === 'yes' ? 'personal data' : 'no personal data'}.`,
    card?.personalDataNote,
  ];
  const byColumn = Object.entries(missingByColumn).map(([name, count]) => `${name}: ${count}`);
  return {
    'rai:dataUseCases': card?.purposes ?? [],
    'rai:personalSensitiveInformation': personal.filter((text): text is string => !!text),
    'rai:dataReleaseMaintenancePlan': card?.retainUntil ? `The data must not be used after ${card.retainUntil}.` : '',
    'rai:dataCollectionMissingData': missing === 0 ? '' : `${missing} cells of ${rows} rows are missing (${byColumn.join(', ')}).`,
    'rai:dataPreprocessingProtocol':
      shape.kind === 'image' ? [`Images as 28×28 pixels, each divided by ${maximum ?? 1}.`] : ['Numbers standardised, categories one-hot.'],
    'rai:dataBiases': findingTexts(audit, isBias),
    'rai:dataLimitations': findingTexts(audit, (code) => !isBias(code)),
  };
}

const fileId = (index: number): string => `file-${index}`;

function fileObject(file: FileFacts, index: number): JsonObject {
  return {
    '@type': 'cr:FileObject',
    '@id': fileId(index),
    name: file.name,
    contentUrl: encodeURIComponent(file.name.toWellFormed()),
    contentSize: `${file.bytes} B`,
    encodingFormat: file.gzip ? 'application/gzip' : MEDIA_TYPES[file.format],
    sha256: file.sha256,
  };
}

const MEDIA_TYPES: Readonly<Record<FileFacts['format'], string>> = {
  'idx-images': 'application/octet-stream',
  'idx-labels': 'application/octet-stream',
  'image-zip': 'application/zip',
  csv: 'text/csv',
  jsonl: 'application/jsonl',
  parquet: 'application/x-parquet',
};

/** The label's classes, and the rows. */
function recordSets(report: PhaseReport): JsonObject[] {
  const { quality, profile } = report.audit;
  const classes = profile?.label.hidden ? [] : quality.classBalance.map(({ name }) => name);
  return [...(classes.length === 0 ? [] : [classSet(classes)]), rowSet(report, classes.length > 0)];
}

const classSet = (names: readonly string[]): JsonObject => ({
  '@type': 'cr:RecordSet',
  '@id': 'classes',
  name: 'classes',
  dataType: 'sc:Enumeration',
  key: { '@id': 'classes/name' },
  field: [{ '@type': 'cr:Field', '@id': 'classes/name', name: 'name', dataType: ['sc:Text', 'sc:name'] }],
  data: names.map((name) => ({ 'classes/name': name })),
});

function rowSet(report: PhaseReport, hasClasses: boolean): JsonObject {
  const { quality, profile, source } = report.audit;
  const count = { '@type': 'cr:Field', '@id': 'rows/count', value: quality.rows, dataType: 'http://www.wikidata.org/entity/Q4049983' };
  const isImage = source.reading.shape.kind === 'image';
  const inputs = isImage
    ? [{ '@type': 'cr:Field', '@id': 'rows/image', name: 'image', dataType: 'sc:ImageObject' }]
    : (profile?.columns ?? []).map((column, i) => columnField(column, i, report));
  const label = profile ? columnField(profile.label, 'label', report) : { '@type': 'cr:Field', '@id': 'rows/label', name: 'label' };
  const type = source.reading.task === 'regression' ? 'sc:Float' : 'sc:Text';
  const labelField = {
    ...label,
    dataType: [type, 'cr:Label'],
    ...(hasClasses ? { references: { field: { '@id': 'classes/name' } } } : {}),
  };
  return { '@type': 'cr:RecordSet', '@id': 'rows', name: 'rows', annotation: [count], field: [...inputs, labelField] };
}

function columnField(column: ColumnProfile, place: number | 'label', { audit }: PhaseReport): JsonObject {
  const id = place === 'label' ? 'rows/label' : `rows/column-${place}`;
  const isInFile = audit.source.files.length === 1 && hasColumnNames(audit);
  return saidOnly({
    '@type': 'cr:Field',
    '@id': id,
    name: column.name,
    dataType: column.kind === 'number' ? 'sc:Float' : 'sc:Text',
    source: isInFile ? { fileObject: { '@id': fileId(0) }, extract: { column: column.name } } : null,
    annotation: statistics(column, id),
  });
}

/** The two terms of the DDI vocabulary that Croissant's specification shows, and schema.org's own for the least value. */
function statistics({ numbers }: ColumnProfile, id: string): JsonObject[] {
  if (numbers === null) return [];
  const { mean, min, max } = numbers;
  return [
    { '@type': 'cr:Field', '@id': `${id}/mean`, value: mean, dataType: 'ddi-stats:7975ed0' },
    { '@type': 'cr:Field', '@id': `${id}/min`, value: min, dataType: 'sc:Number', equivalentProperty: 'sc:minValue' },
    { '@type': 'cr:Field', '@id': `${id}/max`, value: max, dataType: 'ddi-stats:8321e79', equivalentProperty: 'sc:maxValue' },
  ];
}
