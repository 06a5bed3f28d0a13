import { type ClassUse, shareOfOwn } from '../../core/transcript/usage.ts';
import { short } from './charts.ts';
import { foreign, type Html, html, scrolling } from './html.ts';
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

interface Totals {
  readonly trainRows: number;
  readonly uses: number;
  /** The greatest share of its own that a class got, 1 at the least: as long as a bar can be. */
  readonly ofOwn: number;
}

function table(shown: readonly Judged[], all: readonly Judged[], texts: ReportTexts): Html {
  const { classes: t } = texts;
  const sum = (key: 'trainRows' | 'uses'): number => all.reduce((total, one) => total + one[key], 0);
  const totals = { trainRows: sum('trainRows'), uses: sum('uses'), ofOwn: Math.max(1, ...all.map(({ ofOwn }) => ofOwn ?? 0)) };
  const heads = [t.trainRows, t.rowsUsed, t.uses].map((head) => html`<th scope="col" class="n">${head}</th>`);
  return scrolling(
    t.caption,
    html`<table class="classes"><caption>${t.caption}</caption>
    <thead><tr><th scope="col">${t.name}</th><th scope="col">${t.ofOwnShare}</th>${heads}</tr></thead>
    <tbody>${shown.map((one) => classRow(one, totals, texts))}</tbody></table>`,
  );
}

function classRow(one: Judged, totals: Totals, texts: ReportTexts): Html {
  const { mark, trainRows, rowsUsed, uses } = one;
  const chip = mark !== null && html` <span class="chip ${LOOKS[mark]}">${texts.classes[mark]}</span>`;
  return html`<tr><th scope="row">${nameOf(one, texts)}${chip}</th>
    <td class="own"><span class="n">${percentOf(one)}</span>${bar(one, totals.ofOwn)}</td>
    ${counted(trainRows, totals.trainRows)}${counted(rowsUsed, trainRows)}${counted(uses, totals.uses)}</tr>`;
}

const counted = (count: number, of: number): Html =>
  html`<td class="n">${formatCount(count)} <span class="quiet share">${formatPercent(count, of)}</span></td>`;

const LOOKS: Readonly<Record<Mark, string>> = { never: 'error', less: 'warning', noRows: 'error' };

/** Of a bar's hundred: the line is seen where no class has more than its own share, too. */
const WIDEST = 98;

/** The line stands where a class has its own share. */
function bar({ ofOwn, mark }: Judged, most: number): Html {
  const at = (share: number): string => short((WIDEST * share) / most);
  return html`<svg class="${mark !== null && LOOKS[mark]}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${at(ofOwn ?? 0)}" height="1"/><path d="M${at(1)} 0v1"/></svg>`;
}

const percentOf = ({ ofOwn }: Judged): string => formatPercent(ofOwn ?? 0, ofOwn === null ? 0 : 1);

const nameOf = ({ name }: ClassUse, { empty }: ReportTexts): Html => foreign(name === '' ? empty : name);
