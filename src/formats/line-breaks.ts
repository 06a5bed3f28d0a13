/** Makes each lone CR an LF, however the text is cut into pieces, and counts the lines that it has passed on. */
export class LineBreaks {
  count = 0;
  #holdsReturn = false;

  /** The piece with its line breaks made LF or CRLF. A CR at its end waits for what follows. */
  normalise(text: string): string {
    if (text === '') return text;
    let whole = this.#holdsReturn ? `\r${text}` : text;
    this.#holdsReturn = whole.endsWith('\r');
    if (this.#holdsReturn) whole = whole.slice(0, -1);
    const lines = whole.includes('\r') ? whole.replace(/\r(?!\n)/g, '\n') : whole;
    for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) this.count++;
    return lines;
  }

  /** What still waits when the text has come to its end. */
  end(): string {
    return this.#holdsReturn ? '\n' : '';
  }
}
