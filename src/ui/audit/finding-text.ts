import type { Finding } from '../../core/audit/audit.ts';
import { formatFinding } from '../../core/audit/finding-texts.ts';
import { translatedFindings } from '../locale.ts';

/** A finding in the reader's language. */
export const findingText = (finding: Finding): string => formatFinding(finding, translatedFindings());
