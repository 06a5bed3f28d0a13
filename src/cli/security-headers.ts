/** The headers of the `/*` section of a `_headers` file (Netlify and Cloudflare Pages write it alike):
 *  a path at the line's start opens a section, indented `Name: value` lines fill it, `#` starts a comment. */
export function parseHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (/^\S/.test(line)) section = line.trim();
    else if (section === '/*') addHeader(headers, line);
  }
  return headers;
}

function addHeader(headers: Record<string, string>, line: string): void {
  const colon = line.indexOf(':');
  if (colon < 0) throw new SyntaxError(`_headers: «${line.trim()}» is not of the form «Name: value»`);
  headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
}
