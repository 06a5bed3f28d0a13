/** Puts fields into a text's {places}. A number is written with thousands separators and at most six decimals, and in a {place%} as a
 *  share: 0.6667 is «66.7 %»; a place without a field shows «?». */
export function fillTemplate(template: string, fields: Readonly<Record<string, string | number | boolean>>): string {
  return template.replace(/\{(\w+)(%?)\}/g, (_, key: string, percent: string) => {
    const value = Object.hasOwn(fields, key) ? fields[key] : '?';
    return percent !== '' && typeof value === 'number' ? shareOf(value) : shown(value);
  });
}

const shareOf = (value: number): string => `${(100 * value).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;

const shown = (value: string | number | boolean): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : String(value);
