/** Puts fields into a text's {places}. A number is written with thousands separators and at most six decimals;
 *  a place without a field shows «?». */
export function fillTemplate(template: string, fields: Readonly<Record<string, string | number | boolean>>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => (Object.hasOwn(fields, key) ? shown(fields[key]) : '?'));
}

const shown = (value: string | number | boolean): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : String(value);
