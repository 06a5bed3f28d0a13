import type { Locale } from '../../../core/locale.ts';
import { ENGLISH } from './en.ts';
import type { ReportTexts } from './report-texts.ts';
import { SIMPLIFIED_CHINESE } from './zh-hans.ts';

const TEXTS: Readonly<Record<Locale, ReportTexts>> = { en: ENGLISH, 'zh-Hans': SIMPLIFIED_CHINESE };

export const textsOf = (locale: Locale): ReportTexts => TEXTS[locale];
