import type { Association, ColumnProfile, Profile, SampleRow } from '../../core/audit/profile/profile.ts';
import { bars, histogram, picture } from './charts.ts';
import { foreign, type Html, html } from './html.ts';
import { counted, formatCount, formatPercent, formatValue } from './numbers.ts';

/** What the rows look like. */
export function profileSection(profile: Profile): Html {
  const { rows, of } = profile;
  const which =
    rows === of ? `all ${counted(of, 'row')} that can be used` : `${formatCount(rows)} of ${counted(of, 'row')}, at equal distances`;
  return html`<section><h3>Profile</h3><p class="quiet">Of ${which}.</p>
    ${profile.images === null ? columnsPart(profile) : imagesPart(profile, profile.images)}</section>`;
}

function imagesPart(
  { classes, samples }: Profile,
  { height, width, mean, std, histogram: counts, pictures }: NonNullable<Profile['images']>,
): Html {
  const names = [html`all rows`, ...classes.map(({ name }) => foreign(name))];
  const heard = ['all rows', ...classes.map(({ name }) => name)];
  return html`<h4>Mean and deviation of the pixels</h4>
    <div class="pictures">${pictures.map(
      (pair, i) =>
        html`<figure>${picture(pair.mean, height, width, `Mean image of ${heard[i]}`)}${picture(pair.deviation, height, width, `Deviation of the pixels, ${heard[i]}`)}<figcaption>${names[i] ?? ''}</figcaption></figure>`,
    )}</div>
    <p class="quiet small">Left the mean, right the standard deviation of each pixel (white: as much as there can be). Over all pixels the mean is ${formatValue(mean)}, the standard deviation ${formatValue(std)}, of a scale from 0 to 1.</p>
    <h4>How bright the pixels are</h4>
    <div class="chart">${histogram(counts, 'Histogram of the pixels from dark to bright')}<p class="axis"><span>0</span><span>1</span></p></div>
    <h4>Some rows</h4>
    <div class="pictures">${samples.map(
      ({ row, label, pixels }) =>
        pixels !== null &&
        html`<figure>${picture(pixels, height, width, `Row ${row}, labelled ${label}`)}<figcaption>${foreign(label)} <span class="quiet">row ${formatCount(row)}</span></figcaption></figure>`,
    )}</div>`;
}

function columnsPart(profile: Profile): Html {
  const { label, columns, columnsLeftOut, classes, correlations, samples } = profile;
  return html`<div class="columns">${columnCard(label, 'label')}${columns.map((column) => columnCard(column, null))}</div>
    ${columnsLeftOut > 0 && html`<p class="quiet">${counted(columnsLeftOut, 'more column')} ${columnsLeftOut === 1 ? 'is' : 'are'} not shown.</p>`}
    ${classes.length > 0 && columns.some(({ byClass }) => byClass.length > 0) && classTable(profile)}
    ${correlations.length > 0 && correlationTable(profile)}
    ${samples.length > 0 && sampleTable(samples, columns, label)}`;
}

function columnCard(column: ColumnProfile, role: string | null): Html {
  const { name, kind, count, missing, distinct, toLabel } = column;
  return html`<article><h4>${foreign(name)} <span class="chip">${role ?? (kind === 'number' ? 'numbers' : 'categories')}</span></h4>
    <p class="quiet small">${counted(count, 'value')}, ${missing === 0 ? 'none' : formatCount(missing)} missing, ${formatCount(distinct)} different</p>
    ${valuesOf(column)}
    ${toLabel !== null && html`<p class="small">${associationText(toLabel)}</p>`}</article>`;
}

function valuesOf({ hidden, numbers, categories, count }: ColumnProfile): Html | null {
  if (hidden) return html`<p class="small">Its values are not shown: the audit found, or its name says, that they are about people.</p>`;
  if (numbers !== null) {
    const { mean, std, min, q25, median, q75, max } = numbers;
    return html`${histogram(numbers.histogram, `Histogram from ${formatValue(min)} to ${formatValue(max)}`)}
      <p class="axis"><span>${formatValue(min)}</span><span>${formatValue(max)}</span></p>
      <p class="small">mean ${formatValue(mean)} ± ${formatValue(std)}, quartiles ${formatValue(q25)}, ${formatValue(median)}, ${formatValue(q75)}</p>`;
  }
  if (categories === null || categories.length === 0)
    return count === 0 ? null : html`<p class="small">Each value stands in one row only; none is shown.</p>`;
  return bars(categories, count, 'others');
}

const MEASURES: Readonly<Record<Association['measure'], string>> = {
  pearson: 'Pearson’s r',
  eta: 'correlation ratio η',
  'cramers-v': 'Cramér’s V',
};

const associationText = ({ measure, value }: Association): string => `With the label: ${formatValue(value)} (${MEASURES[measure]})`;

function classTable({ classes, columns }: Profile): Html {
  const cell = (figures: ColumnProfile['byClass'][number]) => {
    if (figures.mean !== null)
      return html`<td class="n">${formatValue(figures.mean)} <span class="quiet">± ${formatValue(figures.std)}</span></td>`;
    const { top, count } = figures;
    return html`<td class="n">${top === null ? '–' : html`${foreign(top.name)} <span class="quiet">${formatPercent(top.rows, count)}</span>`}</td>`;
  };
  return html`<h4>Each class</h4><div class="wide"><table><thead><tr><th>Column</th>${classes.map(({ name }) => html`<th class="n">${foreign(name)}</th>`)}</tr></thead>
    <tbody>${columns.map(({ name, byClass }) => byClass.length > 0 && html`<tr><th scope="row">${foreign(name)}</th>${byClass.map(cell)}</tr>`)}</tbody></table></div>
    <p class="quiet small">Mean and standard deviation of numbers; of categories the most frequent one and its share.</p>`;
}

const PAIRS_SHOWN = 15;

function correlationTable({ correlations }: Profile): Html {
  return html`<h4>Columns that go together</h4><div class="wide"><table><thead><tr><th>Columns</th><th class="n">Pearson’s r</th></tr></thead><tbody>
    ${correlations.slice(0, PAIRS_SHOWN).map(({ a, b, r }) => html`<tr><td>${foreign(a)} and ${foreign(b)}</td><td class="n">${formatValue(r)}</td></tr>`)}</tbody></table></div>`;
}

function sampleTable(samples: readonly SampleRow[], columns: readonly ColumnProfile[], label: ColumnProfile): Html {
  const cell = (value: string | number | null) =>
    typeof value === 'number' ? html`<td class="n">${formatValue(value)}</td>` : html`<td>${value === null ? '–' : foreign(value)}</td>`;
  return html`<h4>Some rows</h4><div class="wide"><table><thead><tr><th class="n">Row</th><th>${foreign(label.name)}</th>${columns.map(({ name }) => html`<th>${foreign(name)}</th>`)}</tr></thead>
    <tbody>${samples.map((sample) => html`<tr><td class="n">${formatCount(sample.row)}</td><td>${foreign(sample.label)}</td>${sample.cells.map(cell)}</tr>`)}</tbody></table></div>
    <p class="quiet small">A dash: the cell is missing, or its column’s values are not shown.</p>`;
}
