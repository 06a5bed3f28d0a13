/** The first key that stands twice in one object of a JSON text, undefined if there is none. JSON.parse keeps the last of two and
 *  says nothing, so two readers could see two different files. `text` must be JSON that JSON.parse takes; time is linear in its length. */
export function firstDuplicateKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') open.push(new Set());
    else if (text[at] === '}') open.pop();
    else if (text[at] === '"') {
      const end = stringEnd(text, at);
      const key = isKey(text, end) ? (JSON.parse(text.slice(at, end)) as string) : undefined;
      if (key !== undefined && open.at(-1)!.has(key)) return key;
      if (key !== undefined) open.at(-1)!.add(key);
      at = end - 1;
    }
  }
  return undefined;
}

/** The place after the closing quote. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** In JSON a colon follows a key and nothing else. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text[at] ?? ':')) at++;
  return text[at] === ':';
}
