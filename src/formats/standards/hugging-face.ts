import type { Audit, Finding } from '../../core/audit/audit.ts';
import { formatFinding } from '../../core/audit/finding-texts.ts';
import type { PhaseReport } from '../report/facts.ts';
import { datasetName, describeDataset } from './dataset-facts.ts';

/** A dataset card as the Hugging Face Hub reads it: YAML (each text quoted as JSON, which YAML 1.2 takes as it is) and Markdown. What
 *  nobody declared is left out of the YAML and named as not declared in the text. */
export function huggingFaceCard(report: PhaseReport): string {
  const { audit, card } = report;
  const name = datasetName(report);
  return `---
${frontMatter(report).join('\n')}
---

# ${inline(name)}

${inline(describeDataset(audit))}

## Source

${audit.source.files.map(({ name: file, bytes, sha256 }) => `- ${inline(file)}: ${bytes} bytes, SHA-256 \`${sha256}\``).join('\n')}

${declared('Origin', [card?.origin.name, card?.origin.url].filter(Boolean).join(', '))}
${declared('Licence', card?.licence)}
${declared('Purposes', card?.purposes.join(', '))}

## Personal and sensitive information

${declared('Personal data', card?.personalData)}
${declared('Note', card?.personalDataNote)}
${declared('Legal basis', card?.legalBasis)}

## What was found in it

${findings(audit)}
`;
}

/** One line, with nothing in it that Markdown or HTML reads as its own. */
const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#&~!(){}]/g, '\\$&');

const declared = (name: string, text: string | undefined): string => `- ${name}: ${text ? inline(text) : '*not declared*'}`;

const findings = (audit: Audit): string =>
  audit.findings.length === 0
    ? 'The audit found nothing to worry about.'
    : audit.findings.map((finding) => `- ${finding.severity}: ${inline(formatFinding(finding))}${letStand(finding)}`).join('\n');

const letStand = ({ waived }: Finding): string => (waived === undefined ? '' : ` *Let stand:* ${inline(waived)}`);

function frontMatter(report: PhaseReport): string[] {
  const { audit, card } = report;
  const { reading } = audit.source;
  const area = reading.shape.kind === 'image' ? 'image' : 'tabular';
  return [
    ...licenceLines(card?.licence ?? ''),
    ...(card?.name ? [`pretty_name: ${quoted(card.name)}`] : []),
    'size_categories:',
    `- ${quoted(sizeCategory(audit.quality.rows + (audit.quality.testRows ?? 0)))}`,
    'task_categories:',
    `- ${area}-${reading.task === 'regression' ? 'regression' : 'classification'}`,
    'dataset_info:',
    ...features(audit),
    '  splits:',
    ...split('train', audit.quality.rows),
    ...(audit.quality.testRows === null ? [] : split('test', audit.quality.testRows)),
  ];
}

/** The Hub knows licences by names in small letters; others are `other`, with their own name beside. */
function licenceLines(licence: string): string[] {
  if (licence === '') return [];
  const id = licence.toLowerCase();
  return HUB_LICENCES.test(id) ? [`license: ${id}`] : ['license: other', `license_name: ${quoted(licence)}`];
}

const HUB_LICENCES =
  /^(mit|apache-2\.0|cc0-1\.0|cc-by(-nc)?(-sa|-nd)?-(2\.0|2\.5|3\.0|4\.0)|odbl|odc-by|pddl|gpl-3\.0|agpl-3\.0|bsd-[23]-clause|unlicense|afl-3\.0)$/;

const SIZES: readonly (readonly [below: number, name: string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
];

const sizeCategory = (rows: number): string => SIZES.find(([below]) => rows < below)?.[1] ?? '100M<n<1B';

function features({ source, quality, profile }: Audit): string[] {
  const label = profile?.label;
  const inputs =
    source.reading.shape.kind === 'image'
      ? [['image', 'image']]
      : (profile?.columns ?? []).map(({ name, kind }) => [name, kind === 'number' ? 'float32' : 'string']);
  const lines = inputs.flatMap(([name, type]) => [`  - name: ${quoted(name)}`, `    dtype: ${type}`]);
  const labelName = quoted(label?.name ?? source.reading.label?.name ?? 'label');
  if (source.reading.task === 'regression') return ['  features:', ...lines, `  - name: ${labelName}`, '    dtype: float32'];
  const names = label?.hidden ? [] : quality.classBalance.map(({ name }, i) => `          ${quoted(String(i))}: ${quoted(name)}`);
  const type = names.length === 0 ? ['    dtype: string'] : ['    dtype:', '      class_label:', '        names:', ...names];
  return ['  features:', ...lines, `  - name: ${labelName}`, ...type];
}

const split = (name: string, rows: number): string[] => [`  - name: ${name}`, `    num_examples: ${rows}`];

const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
