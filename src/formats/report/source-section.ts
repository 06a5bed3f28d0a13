import type { Audit } from '../../core/audit/audit.ts';
import type { Card } from '../../core/policy/card.ts';
import { foreign, type Html, html } from './html.ts';
import { formatBytes, formatCount } from './numbers.ts';

const NOT_DECLARED = html`<span class="quiet">not declared</span>`;

/** Where the data are from: the files as they were dropped, how they were read, and what was declared of them. */
export function sourceSection({ source }: Audit, card: Card | null): Html {
  return html`<section><h3>Source</h3>
    <ul class="files">${source.files.map(
      ({ name, bytes, format, gzip, sha256 }) =>
        html`<li>${foreign(name)} <span class="quiet small">${formatBytes(bytes)}, ${format}${gzip && ', gzip'}</span><br><span class="hash quiet">SHA-256 ${sha256}</span></li>`,
    )}</ul>
    <dl>${readingFacts(source.reading).map(fact)}</dl>
    <h4>What was declared</h4>
    ${card === null ? html`<p class="quiet">Nothing was declared of these data.</p>` : html`<dl>${cardFacts(card).map(fact)}</dl>`}
  </section>`;
}

type Fact = readonly [name: string, text: string | Html];

const fact = ([name, text]: Fact): Html => html`<div><dt>${name}</dt><dd>${text}</dd></div>`;

function readingFacts({ shape, encoding, delimiter, header, label, subject, task, maximum }: Audit['source']['reading']): readonly Fact[] {
  const facts: (Fact | false)[] = [
    [
      'Rows are',
      shape.kind === 'image' ? `images of ${shape.height} × ${shape.width} pixels` : `${formatCount(shape.inputs)} inputs of a table`,
    ],
    ['Task', task],
    label !== null && ['Label', foreign(label.name)],
    subject !== undefined && ['Person (subject)', foreign(subject.name)],
    maximum !== null && ['Scale', `0 … ${maximum}`],
    encoding !== null && ['Encoding', encoding],
    delimiter !== null && ['Delimiter', foreign(delimiter === '\t' ? 'tab' : delimiter)],
    header !== null && ['Header', header ? 'yes' : 'no'],
  ];
  return facts.filter((one) => one !== false);
}

const ORIGINS: Readonly<Record<Card['origin']['kind'], string>> = {
  url: 'taken from an address',
  organisation: 'from an organisation',
  own: 'own data',
  user: 'from users',
  synthetic: 'made by a program',
  '': '',
};

const or = (text: string): string | Html => (text === '' ? NOT_DECLARED : foreign(text));

function cardFacts(card: Card): readonly Fact[] {
  const { origin, personalData, legalBasis } = card;
  const place = [ORIGINS[origin.kind], origin.name, origin.url].filter((text) => text !== '').join(', ');
  const facts: (Fact | false)[] = [
    ['Name', or(card.name)],
    ['Origin', or(place)],
    ['Licence', or(card.licence)],
    ['Personal data', or(personalData)],
    card.personalDataNote !== '' && ['Note on that', foreign(card.personalDataNote)],
    personalData === 'yes' && ['Legal basis (GDPR Art. 6)', or(legalBasis)],
    legalBasis === 'consent' && ['Consent is kept', or(card.consentReference)],
    ['Purposes', or(card.purposes.join(', '))],
    ['May be kept until', card.retainUntil === '' ? 'no date set' : card.retainUntil],
  ];
  return facts.filter((one) => one !== false);
}
