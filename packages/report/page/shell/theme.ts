import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const KEY = 'steadfast-theme';

export const theme = signal<Theme>(remembered());

/** The next of: as the system has it, light, dark. */
export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto';
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // A page that was opened as a file may have no storage; the choice then lasts as long as the page.
  }
}

export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((each) => each === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}
