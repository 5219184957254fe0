/** Appearance and shortcut, as the reader left them in this browser. */
const NAMES = { theme: 'dateline:theme', shortcut: 'dateline:shortcut' } as const;

type Preference = keyof typeof NAMES;

/** Applies what is stored and listens to the two fields at the foot of the page. */
export function startPreferences(): void {
  for (const name of Object.keys(NAMES) as Preference[]) {
    const field = document.querySelector<HTMLSelectElement>(`select[data-preference="${name}"]`);
    const stored = read(name);
    if (stored !== null) apply(name, stored);
    if (!field) continue;
    if (stored !== null) field.value = stored;
    field.addEventListener('change', () => {
      apply(name, field.value);
      write(name, field.value);
    });
  }
}

function apply(name: Preference, value: string): void {
  if (name === 'theme') document.documentElement.dataset.theme = value;
  else document.querySelector('news-search-box')?.setAttribute('shortcut', value);
}

function read(name: Preference): string | null {
  try {
    return localStorage.getItem(NAMES[name]);
  } catch {
    return null; // storage is switched off
  }
}

function write(name: Preference, value: string): void {
  try {
    localStorage.setItem(NAMES[name], value);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}
