/** Longest piece of a foreign text that a message shows: enough for a tensor's name, too short to flood the screen. */
const SHOWN_CHARACTERS = 80;

/** A name or text from a foreign file, fit for a message: control characters made visible, long ones cut. */
export function clip(text: string): string {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return shown.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
