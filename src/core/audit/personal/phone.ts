import { CHARACTERS } from './characters.ts';
import type { Detector, Place } from './detector.ts';

/** Digits of a number with area code, and with country code (ITU-T E.164); local ones have seven at least. */
const [FEWEST, MOST] = [7, 15];

/** How far around a number a word may stand that says what it is. */
const [WORDS_BEFORE, WORDS_BEHIND] = [48, 12];
const WORD_BEFORE =
  /(?:\b(?:tele)?(?:ph|f)one?s?\b|\btel\b|\bmobile|\bcell\b|\bcellphone|\bfax|\bcall|\bdial|\bring\b|\bdesk|\bhotline|\bwhatsapp|\bmessages?\b|\banswer|\breach|\bcontact|\btext\s+me|\bhandy|telefon|t[ée]l[ée]phone|t[ée]l\.|portable|m[óo]vil|cellulare|电话|手机|传真|联系|电話|電話|携帯)/i;
const WORD_BEHIND = /^[ ,-]{0,3}(?:office|fax|mobile|home|work|cell|desk|tel|phone|\(?(?:mobile|fax|office)|手机|电话)/i;

/** Numbers in the marks that people write them with: «+46 (0)8 928 571 38», «(602)272-9781x12», «03.93.92.16.85». */
export const phone: Detector = {
  kind: 'phone',
  plain: [7, 8, 9, 10, 11, 12, 13, 14, 15],
  needs: CHARACTERS.digits7,
  where: 'anywhere',
  shape: /(?<![\w@#$€£¥%.+-])(?:\+ ?|\(\+?)?\d(?:[ .\-)(/]{0,3}\d){6,16}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w@%€:]|[.,/-]\d)/g,
  measure: measurePhone,
};

function measurePhone(candidate: string, place: Place): number {
  if (candidate.length === place.text.length && !place.isNamed && /^\d+$/.test(candidate)) return -1;
  const number = candidate.replace(/ ?(?:x|ext).*$/, '');
  const digits = number.replace(/\D/g, '');
  if (digits.length < FEWEST || digits.length > MOST || isDate(number)) return -1;
  const form = formOf(number, digits);
  if (form === 'none') return -1;
  if (isPhone(number, digits, form, place)) return candidate.length;
  return form === 'grouped' || form === 'international' ? 0 : -1;
}

/** `international`: with a country code. `grouped`: with the area code in brackets or after a zero, or cut in 3-3-4 as in North America. `vague`: cut as
 *  other things are too, such as codes, amounts («1 234 567») and house numbers («370 3911»). `bare`: digits only. */
type Form = 'international' | 'grouped' | 'vague' | 'bare' | 'none';

function formOf(number: string, digits: string): Form {
  if (/^\(?\+/.test(number) || /^00[1-9]/.test(digits)) return 'international';
  if (number.length === digits.length) return 'bare';
  const groups = number.split(/\D+/).filter((group) => group !== '');
  const hasPoints = number.includes('.');
  // Decimal fractions; numbers in a list; a postal code with its extension.
  if (hasPoints && (groups.length < 3 || /[ /-]/.test(number))) return 'none';
  if (groups.slice(1).some((group) => group.length < 2)) return 'none';
  if (/^\d{5}-\d{4}$/.test(number)) return 'none';
  const isGrouped = number.startsWith('(') || (number.startsWith('0') && groups.length > 2) || AMERICAN.test(number);
  return isGrouped ? 'grouped' : 'vague';
}

const AMERICAN = /^(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}$/;

/** A day of the calendar, in whatever order its parts stand. */
const isDate = (number: string): boolean =>
  /^(?:19|20)\d\d[ ./-](?:0?[1-9]|1[0-2])[ ./-](?:0?[1-9]|[12]\d|3[01])(?:\D|$)/.test(number) ||
  /^(?:0?[1-9]|[12]\d|3[01])[ ./-](?:0?[1-9]|[12]\d|3[01])[ ./-](?:19|20)\d\d(?:\D|$)/.test(number);

function isPhone(number: string, digits: string, form: Form, place: Place): boolean {
  if (form === 'international') return place.plans.isInternational(`+${digits.replace(/^00/, '')}`) || isSaid(number, place);
  if (isSaid(number, place)) return true;
  return form === 'grouped' ? place.plans.isNational(number) : form === 'vague' && place.plans.isHinted(number);
}

/** Whether the column's name or the words around it say that this is a telephone number. */
function isSaid(number: string, { isNamed, text, start }: Place): boolean {
  if (isNamed || number.length === text.length) return isNamed;
  const end = start + number.length;
  return WORD_BEFORE.test(text.slice(Math.max(0, start - WORDS_BEFORE), start)) || WORD_BEHIND.test(text.slice(end, end + WORDS_BEHIND));
}
