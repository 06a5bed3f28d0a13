import type { Audit } from '../../core/audit/audit.ts';
import type { Card } from '../../core/policy/card.ts';
import { foreign, type Html, html } from './html.ts';
import { formatBytes } from './numbers.ts';
import type { CardTexts, ReportTexts, SourceTexts } from './texts/report-texts.ts';

/** Where the data are from: the files as they were dropped, how they were read, and what was declared of them. */
export function sourceSection({ source }: Audit, card: Card | null, { source: t, card: cardTexts }: ReportTexts): Html {
  return html`<section><h3>${t.title}</h3>
    <ul class="files">${source.files.map(
      ({ name, bytes, format, gzip, sha256 }) =>
        html`<li>${foreign(name)} <span class="quiet small">${formatBytes(bytes, t.bytes)}, ${format}${gzip && ', gzip'}</span><br><span class="hash quiet">SHA-256 ${sha256}</span></li>`,
    )}</ul>
    <dl>${readingFacts(source.reading, t).map(fact)}</dl>
    <h4>${cardTexts.title}</h4>
    ${card === null ? html`<p class="quiet">${cardTexts.nothing}</p>` : html`<dl>${cardFacts(card, cardTexts, t).map(fact)}</dl>`}
  </section>`;
}

type Fact = readonly [name: string, text: string | Html];

const fact = ([name, text]: Fact): Html => html`<div><dt>${name}</dt><dd>${text}</dd></div>`;

function readingFacts(reading: Audit['source']['reading'], t: SourceTexts): readonly Fact[] {
  const { shape, encoding, delimiter, header, label, subject, task, maximum } = reading;
  const facts: (Fact | false)[] = [
    [t.rowsAre, shape.kind === 'image' ? t.images(shape.height, shape.width) : t.inputs(shape.inputs)],
    [t.task, t.tasks[task]],
    label !== null && [t.label, foreign(label.name)],
    subject !== undefined && [t.subject, foreign(subject.name)],
    maximum !== null && [t.scale, `0 … ${maximum}`],
    encoding !== null && [t.encoding, encoding],
    delimiter !== null && [t.delimiter, foreign(delimiter === '\t' ? t.tab : delimiter)],
    header !== null && [t.header, header ? t.yes : t.no],
  ];
  return facts.filter((one) => one !== false);
}

function cardFacts(card: Card, t: CardTexts, { yes, no }: SourceTexts): readonly Fact[] {
  const { origin, personalData, legalBasis } = card;
  const or = (text: string): string | Html => (text === '' ? html`<span class="quiet">${t.notDeclared}</span>` : foreign(text));
  const place = [t.origins[origin.kind], origin.name, origin.url].filter((text) => text !== '').join(t.listSeparator);
  const purposes = card.purposes.map((purpose) => (Object.hasOwn(t.knownPurposes, purpose) ? t.knownPurposes[purpose] : purpose));
  const facts: (Fact | false)[] = [
    [t.name, or(card.name)],
    [t.origin, or(place)],
    [t.licence, or(card.licence)],
    [t.personalData, or({ yes, no, '': '' }[personalData])],
    card.personalDataNote !== '' && [t.personalDataNote, foreign(card.personalDataNote)],
    personalData === 'yes' && [t.legalBasis, or(t.legalBases[legalBasis])],
    legalBasis === 'consent' && [t.consent, or(card.consentReference)],
    [t.purposes, or(purposes.join(t.listSeparator))],
    [t.keepUntil, card.retainUntil === '' ? t.noDate : card.retainUntil],
  ];
  return facts.filter((one) => one !== false);
}
