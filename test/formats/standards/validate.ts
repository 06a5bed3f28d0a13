import { readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';

const validatorOf = (name: string): Validator =>
  new Validator(JSON.parse(readFileSync(new URL(`./${name}.schema.json`, import.meta.url), 'utf8')) as Schema, '2020-12', false);

const CROISSANT = validatorOf('croissant');
const OPEN_LINEAGE = validatorOf('open-lineage');

/** What is wrong with it; none where it is as it should be. */
export function croissantFaults(document: unknown): string[] {
  const { errors } = CROISSANT.validate(document);
  return [...errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`), ...identifierFaults(document)];
}

export const openLineageFaults = (document: unknown): string[] =>
  OPEN_LINEAGE.validate(document).errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);

/** What a schema cannot say: identifiers are unique, and references lead somewhere. */
function identifierFaults(document: unknown): string[] {
  const { '@context': _, ...rest } = document as Record<string, unknown>;
  const found: { id: string; isReference: boolean; key: string }[] = [];
  collect(rest, '', found);
  const named = found.filter(({ isReference }) => !isReference).map(({ id }) => id);
  const known = new Set(named);
  const twice = named.filter((id, i) => named.indexOf(id) !== i);
  const lost = found.filter(({ id, isReference, key }) => isReference && !key.startsWith('prov:') && !known.has(id));
  return [...twice.map((id) => `two things are called ${id}`), ...lost.map(({ id }) => `nothing is called ${id}`)];
}

/** An object with nothing but an identifier refers to another. */
function collect(value: unknown, key: string, found: { id: string; isReference: boolean; key: string }[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, key, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const members = Object.entries(value);
  const id = (value as { '@id'?: unknown })['@id'];
  if (typeof id === 'string') found.push({ id, isReference: members.length === 1, key });
  for (const [name, member] of members) collect(member, name, found);
}

type Variant = readonly [what: string, change: (document: Changeable) => void];

/** A document that a variant breaks: of any shape, as JSON is. */
// biome-ignore lint/suspicious/noExplicitAny: broken on purpose, in ways that no type allows
type Changeable = any;

const VARIANTS: readonly Variant[] = [
  ['has no name', (document) => delete document.name],
  ['has no context', (document) => delete document['@context']],
  ['is of another type', (document) => (document['@type'] = 'sc:Person')],
  ['conforms to nothing', (document) => delete document.conformsTo],
  ['conforms to a version that there is not', (document) => (document.conformsTo = 'http://mlcommons.org/croissant/9.9')],
  ['has no distribution', (document) => delete document.distribution],
  ['has an empty distribution', (document) => (document.distribution = [])],
  ['has a file without identifier', (document) => delete document.distribution[0]['@id']],
  ['has a file without form', (document) => delete document.distribution[0].encodingFormat],
  ['has a file of another type', (document) => (document.distribution[0]['@type'] = 'sc:DataDownload')],
  ['has a record set without fields', (document) => delete document.recordSet[0].field],
  ['has a field of another type', (document) => (document.recordSet[0].field[0]['@type'] = 'cr:Column')],
  ['has a field without identifier', (document) => delete document.recordSet[0].field[0]['@id']],
  ['has a data type that is a number', (document) => (document.recordSet[0].field[0].dataType = 7)],
  ['has two record sets of one identifier', (document) => document.recordSet.push(document.recordSet[0])],
  ['refers to nothing', (document) => (document.recordSet[0].key = { '@id': 'nowhere' })],
];

const FILE_VARIANTS: readonly Variant[] = [
  ['has a file without hash', (document) => delete document.distribution[0].sha256],
  ['has a file with two hashes', (document) => (document.distribution[0].md5 = '0'.repeat(32))],
  ['has a hash that is none', (document) => (document.distribution[0].sha256 = 'abc')],
  ['has a file that stands nowhere', (document) => delete document.distribution[0].contentUrl],
  ['has a size without unit', (document) => (document.distribution[0].contentSize = '12')],
];

/** The document in every way that it can be wrong; those of files only where it begins with a file. */
export function brokenVariants(document: unknown): (readonly [what: string, broken: unknown])[] {
  const first = (document as { distribution: readonly { '@type': string }[] }).distribution[0];
  const variants = first['@type'] === 'cr:FileObject' ? [...VARIANTS, ...FILE_VARIANTS] : VARIANTS;
  return variants.map(([what, change]) => {
    const broken: Changeable = structuredClone(document);
    change(broken);
    return [what, broken];
  });
}

/** What the specification requires of a dataset and its reference implementation only warns of. */
export const requiredButMissing = (document: object): string[] =>
  ['license', 'url', 'creator', 'datePublished'].filter((name) => !Object.hasOwn(document, name));
