import { msg } from '@lit/localize';
import type { Card, LegalBasis } from '../../core/policy/card.ts';

/** Licences that datasets often carry, by SPDX identifier; any other can be typed. */
export const LICENCES = [
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-SA-3.0',
  'CDLA-Permissive-2.0',
  'ODbL-1.0',
  'ODC-By-1.0',
  'PDDL-1.0',
  'MIT',
  'Apache-2.0',
];

/** What a dataset may be used for; any other purpose can be typed. */
export const PURPOSES = ['training', 'research', 'education', 'evaluation'];

export function purposeText(purpose: string): string {
  const texts: Readonly<Record<string, string>> = {
    training: msg('Training'),
    research: msg('Research'),
    education: msg('Education'),
    evaluation: msg('Evaluation'),
  };
  return texts[purpose] ?? purpose;
}

export const originKinds = (): readonly (readonly [Card['origin']['kind'], string])[] => [
  ['', msg('Choose…')],
  ['url', msg('From the web')],
  ['organisation', msg('From an organisation')],
  ['own', msg('I made or collected it')],
  ['user', msg('People gave it to me')],
  ['synthetic', msg('Made up by a program')],
];

/** GDPR Art. 6(1), in its order. */
export const legalBases = (): readonly (readonly [LegalBasis, string])[] => [
  ['', msg('Choose…')],
  ['consent', msg('Consent, Art. 6(1)(a)')],
  ['contract', msg('Contract, Art. 6(1)(b)')],
  ['legal-obligation', msg('Legal obligation, Art. 6(1)(c)')],
  ['vital-interests', msg('Vital interests, Art. 6(1)(d)')],
  ['public-task', msg('Public task, Art. 6(1)(e)')],
  ['legitimate-interests', msg('Legitimate interests, Art. 6(1)(f)')],
];
