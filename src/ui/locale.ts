import { configureLocalization } from '@lit/localize';
import type { FindingTexts } from '../core/audit/finding-texts.ts';
import type { PageProblemTexts } from '../core/problems/problem-texts-zh-hans.ts';
import { allLocales, sourceLocale, targetLocales } from './locales/locale-codes.ts';
import { readStored, writeStored } from './theme.ts';

// New strings: `npx lit-localize extract`, translate in locales/xliff/, `npx lit-localize build`, `npm run format`.
export type Locale = (typeof allLocales)[number];

/** Each language by its own name. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', 'zh-Hans': '简体中文' };

const STORED_AS = 'trainscript.locale';

const { getLocale, setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: async () => {
    const [templates, { FINDING_TEXTS }, { PROBLEM_TEXTS }] = await Promise.all([
      import('./locales/zh-Hans.ts'),
      import('../core/audit/finding-texts-zh-hans.ts'),
      import('../core/problems/problem-texts-zh-hans.ts'),
    ]);
    chineseFindings = FINDING_TEXTS;
    chineseProblems = PROBLEM_TEXTS;
    return templates;
  },
});

let chineseFindings: FindingTexts | undefined;
let chineseProblems: PageProblemTexts | undefined;

export const currentLocale = (): Locale => getLocale() as Locale;

/** The findings' texts in the page's language; undefined where that is the one they are written in. */
export const translatedFindings = (): FindingTexts | undefined => (currentLocale() === sourceLocale ? undefined : chineseFindings);

/** The problems' texts, likewise. */
export const translatedProblems = (): PageProblemTexts | undefined => (currentLocale() === sourceLocale ? undefined : chineseProblems);

/** Shows the page in `locale` and remembers it. Numbers and dates follow through the page's `lang`. */
export async function useLocale(locale: Locale): Promise<void> {
  document.documentElement.lang = locale;
  writeStored(STORED_AS, locale);
  await setLocale(locale);
}

/** The language chosen before, else the first of the browser's that the page speaks, else English. */
export function preferredLocale(languages: readonly string[] = navigator.languages): Locale {
  const stored = readStored(STORED_AS);
  const chosen = allLocales.find((locale) => locale === stored);
  return chosen ?? languages.map(spokenAs).find((locale) => locale !== null) ?? sourceLocale;
}

function spokenAs(language: string): Locale | null {
  const { language: base, script } = new Intl.Locale(language).maximize();
  if (base === 'zh') return script === 'Hans' ? 'zh-Hans' : null;
  return base === 'en' ? 'en' : null;
}
