import { preferredLocale, useLocale } from './locale.ts';
import { applyTheme, storedTheme } from './theme.ts';
import './ts-app.ts';

applyTheme(storedTheme());
void useLocale(preferredLocale());
