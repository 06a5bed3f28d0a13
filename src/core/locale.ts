/** The languages that what a person reads is written in, by their tags (BCP 47). */
export type Locale = 'en' | 'zh-Hans';
