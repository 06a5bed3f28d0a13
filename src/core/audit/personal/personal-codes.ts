import type { Finding, FindingCode } from '../audit.ts';

/** Findings that rest on the values of cells: not on a column's name alone. */
const PERSONAL: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'personal-email',
  'personal-phone',
  'personal-card',
  'personal-iban',
  'personal-ip',
  'personal-id',
]);

/** Whether a finding leaves no doubt that there is personal data: the policy holds it against what was declared. */
export const isPersonal = ({ code, severity }: Finding): boolean => PERSONAL.has(code) && severity === 'warning';
