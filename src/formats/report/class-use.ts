import { type ClassUse, shareOfOwn } from '../../core/usage.ts';
import { short } from './charts.ts';
import { foreign, type Html, html } from './html.ts';
import { formatCount, formatPercent } from './numbers.ts';
import type { ReportTexts } from './texts/report-texts.ts';

/** Below this share of its own a class is said to be used less: a run that ends within an epoch leaves some to chance. */
const LESS = 0.9;
/** Of more classes, those that got the least of their share are shown. */
const MOST_CLASSES = 30;

type Mark = 'never' | 'less' | 'noRows';

/** A class's use, and how much of its share that is; null where it has no rows to train on. */
interface Judged extends ClassUse {
  readonly ofOwn: number | null;
  readonly mark: Mark | null;
}

/** How the rows of each class were used: as a table with bars, those that were used less than their share called by their names. */
export function classUsePart(byClass: readonly ClassUse[] | undefined, texts: ReportTexts): Html {
  const { classes: t } = texts;
  if (byClass === undefined) return html`<p class="quiet">${t.notKept}</p>`;
  const judged = byClass.map((one): Judged => judge(one, byClass));
  const shown = leastServed(judged);
  return html`${summary(judged, texts)}${table(shown, judged, texts)}
    ${shown.length < judged.length && html`<p class="quiet small">${t.moreClasses(judged.length - shown.length)}</p>`}
    <p class="quiet small">${t.note}</p>`;
}

function judge(one: ClassUse, all: readonly ClassUse[]): Judged {
  const ofOwn = shareOfOwn(one, all);
  if (one.trainRows === 0) return { ...one, ofOwn, mark: 'noRows' };
  if (one.uses === 0) return { ...one, ofOwn, mark: 'never' };
  return { ...one, ofOwn, mark: ofOwn !== null && ofOwn < LESS ? 'less' : null };
}

/** In their own order. */
function leastServed(judged: readonly Judged[]): readonly Judged[] {
  if (judged.length <= MOST_CLASSES) return judged;
  const least = new Set([...judged].sort((a, b) => (a.ofOwn ?? 0) - (b.ofOwn ?? 0)).slice(0, MOST_CLASSES));
  return judged.filter((one) => least.has(one));
}

function summary(judged: readonly Judged[], texts: ReportTexts): Html {
  const { classes: t } = texts;
  const marked = (mark: Mark): readonly Judged[] => judged.filter((one) => one.mark === mark);
  const never = [...marked('never'), ...marked('noRows')].map((one) => nameOf(one, texts));
  const less = marked('less').map((one) => html`${nameOf(one, texts)} (${percentOf(one)})`);
  const least = Math.min(...judged.map(({ ofOwn }) => ofOwn ?? 0));
  return html`${never.length > 0 && html`<p class="finding error">${t.neverUsed(never)}</p>`}
    ${less.length > 0 && html`<p class="finding warning">${t.usedLess(less, formatPercent(LESS, 1))}</p>`}
    ${never.length + less.length === 0 && html`<p class="finding pass">${t.allAlike(formatPercent(least, 1))}</p>`}`;
}

function table(shown: readonly Judged[], all: readonly Judged[], texts: ReportTexts): Html {
  const { classes: t } = texts;
  const sum = (key: 'trainRows' | 'uses'): number => all.reduce((total, one) => total + one[key], 0);
  const [allRows, allUses] = [sum('trainRows'), sum('uses')];
  const most = Math.max(1, ...all.map(({ ofOwn }) => ofOwn ?? 0));
  const row = (one: Judged) => html`<tr><th scope="row">${nameOf(one, texts)}</th>
    <td class="n">${formatCount(one.trainRows)} <span class="quiet">${formatPercent(one.trainRows, allRows)}</span></td>
    <td class="n">${formatCount(one.rowsUsed)} <span class="quiet">${formatPercent(one.rowsUsed, one.trainRows)}</span></td>
    <td class="n">${formatCount(one.uses)} <span class="quiet">${formatPercent(one.uses, allUses)}</span></td>
    <td class="own"><span class="n">${percentOf(one)}</span>${bar(one, most)}${one.mark !== null && html` <span class="chip ${LOOKS[one.mark]}">${t[one.mark]}</span>`}</td></tr>`;
  return html`<div class="wide" role="group" tabindex="0" aria-label="${t.caption}"><table class="classes"><caption>${t.caption}</caption>
    <thead><tr><th scope="col">${t.name}</th><th scope="col" class="n">${t.trainRows}</th><th scope="col" class="n">${t.rowsUsed}</th><th scope="col" class="n">${t.uses}</th><th scope="col">${t.ofOwnShare}</th></tr></thead>
    <tbody>${shown.map(row)}</tbody></table></div>`;
}

const LOOKS: Readonly<Record<Mark, string>> = { never: 'error', less: 'warning', noRows: 'error' };

/** The line stands where a class has its own share. */
const bar = ({ ofOwn, mark }: Judged, most: number): Html =>
  html`<svg class="${mark !== null && LOOKS[mark]}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${short((100 * (ofOwn ?? 0)) / most)}" height="1"/><path d="M${short(100 / most)} 0v1"/></svg>`;

const percentOf = ({ ofOwn }: Judged): string => formatPercent(ofOwn ?? 0, ofOwn === null ? 0 : 1);

const nameOf = ({ name }: ClassUse, { empty }: ReportTexts): Html => foreign(name === '' ? empty : name);
