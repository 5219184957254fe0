import type { Option } from '../view/box-view.ts';
import type { RecentSearches } from './recent-searches.ts';
import type { Transport } from './transport.ts';

const TYPING_PAUSE_MS = 120;
const MOST_RECENT = 3;

/** Completions of what is typed, recent searches first. Only those of the newest text are ever handed over. */
export class Suggester {
  readonly #transport: Transport;
  readonly #locale: string;
  readonly #recent: RecentSearches;
  readonly #found: (options: readonly Option[]) => void;
  #request = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    transport: Transport,
    locale: string,
    recent: RecentSearches,
    found: (options: readonly Option[]) => void,
  ) {
    this.#transport = transport;
    this.#locale = locale;
    this.#recent = recent;
    this.#found = found;
  }

  /** More has been typed: asks when typing rests. */
  type(text: string): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      void this.#ask(text);
    }, TYPING_PAUSE_MS);
  }

  /** The list is asked for by key. */
  open(text: string): void {
    this.cancel();
    void this.#ask(text);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#request.abort();
  }

  async #ask(text: string): Promise<void> {
    const request = (this.#request = new AbortController());
    const recent = this.#recent.list(text).slice(0, MOST_RECENT);
    const options: Option[] = recent.map((query) => ({ kind: 'recent', text: query }));
    if (text.trim() !== '') {
      // Suggestions are a comfort: without them the search goes on.
      options.push(...(await this.#transport.suggest(text, this.#locale, request.signal).catch(() => [])));
    }
    if (recent.length > 0) options.push({ kind: 'forget', text: '' });
    if (!request.signal.aborted) this.#found(options);
  }
}
