/** Text that is HTML already. Only `html` makes it, of texts that it escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | null | false | readonly Content[];

/** Builds HTML out of a template: what is put in is escaped, unless it is HTML itself. Null and false put in nothing. */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(texts.map((text, i) => (i === 0 ? text : markup(contents[i - 1]) + text)).join(''));

function markup(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(markup).join('');
  return escaped(String(content));
}

/** In text and in quoted attributes alike. A lone CR would be read back as LF, NUL and half a surrogate pair cannot stand in HTML. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\0', '\uFFFD')
    .replaceAll(/[&<>"'`\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A text that is not ours, set apart so that its direction, spaces and line breaks stay its own. */
export const foreign = (text: string): Html => html`<bdi class="f">${text}</bdi>`;

/** What may be wider than the page: it scrolls by itself, with the keyboard too. `name` is what it is called. */
export const scrolling = (name: string, content: Html): Html =>
  html`<div class="wide" role="group" tabindex="0" aria-label="${name}">${content}</div>`;
