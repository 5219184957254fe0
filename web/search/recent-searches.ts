const MOST = 8;

/** The reader's last searches, kept in this browser only and never sent anywhere. Works as an empty list where storage is refused. */
export class RecentSearches {
  readonly #key: string;

  constructor(storageName: string) {
    this.#key = `${storageName}:recent`;
  }

  /** Newest first; those that hold what has been typed. */
  list(typed = ''): readonly string[] {
    const folded = typed.trim().toLowerCase();
    return this.#read().filter((query) => query.toLowerCase().includes(folded) && query.toLowerCase() !== folded);
  }

  add(query: string): void {
    const text = query.trim();
    if (text === '') return;
    this.#write([text, ...this.#read().filter((other) => other !== text)].slice(0, MOST));
  }

  forget(): void {
    this.#write([]);
  }

  #read(): readonly string[] {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string').slice(0, MOST) : [];
    } catch {
      return []; // storage is switched off, or holds something else
    }
  }

  #write(queries: readonly string[]): void {
    try {
      if (queries.length === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify(queries));
    } catch {
      // Storage is switched off or full: recent searches are a comfort, not a need.
    }
  }
}
