/** What a person declares of a dataset. Empty strings are «not declared yet». */
export interface Card {
  readonly name: string;
  readonly origin: {
    readonly kind: 'url' | 'organisation' | 'own' | 'user' | 'synthetic' | '';
    readonly name: string;
    readonly url: string;
  };
  /** SPDX identifier or expression, or the name of a contract. */
  readonly licence: string;
  readonly personalData: 'no' | 'yes' | '';
  readonly personalDataNote: string;
  readonly legalBasis: LegalBasis;
  /** Where the consent or contract is kept, when the legal basis is one. */
  readonly consentReference: string;
  readonly purposes: readonly string[];
  /** ISO date after which the data must not be used; empty for none. */
  readonly retainUntil: string;
}

/** GDPR Art. 6(1) a–f, in its own order. */
export type LegalBasis = 'consent' | 'contract' | 'legal-obligation' | 'vital-interests' | 'public-task' | 'legitimate-interests' | '';

export const EMPTY_CARD: Card = {
  name: '',
  origin: { kind: '', name: '', url: '' },
  licence: '',
  personalData: '',
  personalDataNote: '',
  legalBasis: '',
  consentReference: '',
  purposes: [],
  retainUntil: '',
};
