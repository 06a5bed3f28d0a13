import type { ColumnProfile, Profile, SampleRow } from '../../core/audit/profile/profile.ts';
import { bars, histogram, picture } from './charts.ts';
import { foreign, type Html, html, scrolling } from './html.ts';
import { formatCount, formatPercent, formatValue } from './numbers.ts';
import type { ProfileTexts, ReportTexts } from './texts/report-texts.ts';

/** What the rows look like. */
export function profileSection(profile: Profile, texts: ReportTexts): Html {
  const { rows, of } = profile;
  const { profile: t } = texts;
  return html`<section><h3>${t.title}</h3><p class="quiet">${rows === of ? t.ofAll(of) : t.ofSome(rows, of)}</p>
    ${profile.images === null ? columnsPart(profile, texts) : imagesPart(profile, profile.images, t)}</section>`;
}

function imagesPart(
  { classes, samples }: Profile,
  { height, width, mean, std, histogram: counts, pictures }: NonNullable<Profile['images']>,
  t: ProfileTexts,
): Html {
  const names = [html`${t.allRows}`, ...classes.map(({ name }) => foreign(name))];
  const heard = [t.allRows, ...classes.map(({ name }) => name)];
  return html`<h4>${t.pixels}</h4>
    <div class="pictures">${pictures.map(
      (pair, i) =>
        html`<figure>${picture(pair.mean, height, width, t.meanImage(heard[i] ?? ''))}${picture(pair.deviation, height, width, t.deviation(heard[i] ?? ''))}<figcaption>${names[i] ?? ''}</figcaption></figure>`,
    )}</div>
    <p class="quiet small">${t.pixelsNote(formatValue(mean), formatValue(std))}</p>
    <h4>${t.brightness}</h4>
    <div class="chart">${histogram(counts, t.brightnessHistogram)}<p class="axis"><span>0</span><span>1</span></p></div>
    <h4>${t.someRows}</h4>
    <div class="pictures">${samples.map(
      ({ row, label, pixels }) =>
        pixels !== null &&
        html`<figure>${picture(pixels, height, width, t.pictureOf(row, label))}<figcaption>${foreign(label)} <span class="quiet">${t.row(formatCount(row))}</span></figcaption></figure>`,
    )}</div>`;
}

function columnsPart(profile: Profile, texts: ReportTexts): Html {
  const { profile: t } = texts;
  const { label, columns, columnsLeftOut, classes, correlations, samples } = profile;
  return html`<div class="columns">${columnCard(label, t.roles.label, texts)}${columns.map((column) => columnCard(column, t.roles[column.kind], texts))}</div>
    ${columnsLeftOut > 0 && html`<p class="quiet">${t.moreColumns(columnsLeftOut)}</p>`}
    ${classes.length > 0 && columns.some(({ byClass }) => byClass.length > 0) && classTable(profile, t)}
    ${correlations.length > 0 && correlationTable(profile, t)}
    ${samples.length > 0 && sampleTable(samples, columns, label, t)}`;
}

function columnCard(column: ColumnProfile, role: string, texts: ReportTexts): Html {
  const { name, count, missing, distinct, toLabel } = column;
  const { profile: t } = texts;
  return html`<article><h4>${foreign(name)} <span class="chip">${role}</span></h4>
    <p class="quiet small">${t.counts(count, missing, distinct)}</p>
    ${valuesOf(column, texts)}
    ${toLabel !== null && html`<p class="small">${t.withLabel(formatValue(toLabel.value), t.measures[toLabel.measure])}</p>`}</article>`;
}

function valuesOf({ hidden, numbers, categories, count }: ColumnProfile, texts: ReportTexts): Html | null {
  const { profile: t } = texts;
  if (hidden) return html`<p class="small">${t.hidden}</p>`;
  if (numbers !== null) {
    const { mean, std, min, q25, median, q75, max } = numbers;
    return html`${histogram(numbers.histogram, t.histogram(formatValue(min), formatValue(max)))}
      <p class="axis"><span>${formatValue(min)}</span><span>${formatValue(max)}</span></p>
      <p class="small">${t.figures(formatValue(mean), formatValue(std), [q25, median, q75].map(formatValue))}</p>`;
  }
  if (categories === null || categories.length === 0) return count === 0 ? null : html`<p class="small">${t.eachInOneRow}</p>`;
  return bars(categories, count, t.others, texts);
}

function classTable({ classes, columns }: Profile, t: ProfileTexts): Html {
  const cell = (figures: ColumnProfile['byClass'][number]) => {
    if (figures.mean !== null)
      return html`<td class="n">${formatValue(figures.mean)} <span class="quiet">± ${formatValue(figures.std)}</span></td>`;
    const { top, count } = figures;
    return html`<td class="n">${top === null ? '–' : html`${foreign(top.name)} <span class="quiet">${formatPercent(top.rows, count)}</span>`}</td>`;
  };
  return html`<h4>${t.eachClass}</h4>${scrolling(
    t.eachClass,
    html`<table><thead><tr><th>${t.column}</th>${classes.map(({ name }) => html`<th class="n">${foreign(name)}</th>`)}</tr></thead>
    <tbody>${columns.map(({ name, byClass }) => byClass.length > 0 && html`<tr><th scope="row">${foreign(name)}</th>${byClass.map(cell)}</tr>`)}</tbody></table>`,
  )}
    <p class="quiet small">${t.eachClassNote}</p>`;
}

const PAIRS_SHOWN = 15;

function correlationTable({ correlations }: Profile, t: ProfileTexts): Html {
  return html`<h4>${t.correlated}</h4>${scrolling(
    t.correlated,
    html`<table><thead><tr><th>${t.columns}</th><th class="n">${t.measures.pearson}</th></tr></thead><tbody>
    ${correlations.slice(0, PAIRS_SHOWN).map(({ a, b, r }) => html`<tr><td>${t.and(foreign(a), foreign(b))}</td><td class="n">${formatValue(r)}</td></tr>`)}</tbody></table>`,
  )}`;
}

function sampleTable(samples: readonly SampleRow[], columns: readonly ColumnProfile[], label: ColumnProfile, t: ProfileTexts): Html {
  const cell = (value: string | number | null) =>
    typeof value === 'number' ? html`<td class="n">${formatValue(value)}</td>` : html`<td>${value === null ? '–' : foreign(value)}</td>`;
  return html`<h4>${t.someRows}</h4>${scrolling(
    t.someRows,
    html`<table><thead><tr><th class="n">${t.rowHead}</th><th>${foreign(label.name)}</th>${columns.map(({ name }) => html`<th>${foreign(name)}</th>`)}</tr></thead>
    <tbody>${samples.map((sample) => html`<tr><td class="n">${formatCount(sample.row)}</td><td>${foreign(sample.label)}</td>${sample.cells.map(cell)}</tr>`)}</tbody></table>`,
  )}
    <p class="quiet small">${t.samplesNote}</p>`;
}
