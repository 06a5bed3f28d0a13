/** Light, dark, or as the system has it. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const STORED_AS = 'trainscript.theme';

export function storedTheme(): Theme {
  const stored = readStored(STORED_AS);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** Sets the theme on the page and remembers it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  writeStored(STORED_AS, theme);
}

/** A stored preference; null where the browser keeps none (private browsing, blocked site data). */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered, and nothing else is lost.
  }
}
