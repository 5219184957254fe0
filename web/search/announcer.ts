import type { View } from '../view/view.ts';
import { sayChange } from './say-change.ts';
import type { SearchSession } from './session.ts';

/** A count that changes with every key is noise: it is said when it has stood this long. */
const REST_MS = 600;

/**
 * What a screen reader is told: one polite live region for a session, rendered by whichever of its elements comes first.
 * What the reader changed is said once, with the count that came of it; changes made meanwhile are joined, and a newer
 * count takes the place of an older one.
 */
export class Announcer extends EventTarget {
  /** What stands in the live region. */
  text = '';
  /** The element that renders the live region. */
  host: HTMLElement | null = null;
  readonly #session: SearchSession;
  readonly #view: () => View;
  readonly #changes: string[] = [];
  #state: SearchSession['state'];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: SearchSession, view: () => View) {
    super();
    this.#session = session;
    this.#view = view;
    this.#state = session.state;
    session.addEventListener('change', () => {
      this.#compare();
    });
    session.addEventListener('answer', () => {
      this.recount();
    });
  }

  /** Says `text` now. */
  say(text: string): void {
    // The same words again are a new announcement, which an unchanged region would not make.
    this.text = text === this.text ? `${text}\u00a0` : text;
    this.dispatchEvent(new Event('change'));
  }

  /** The element that rendered the live region is gone: the first of the others that hears of it takes its place. */
  leave(element: HTMLElement): void {
    if (this.host !== element) return;
    this.host = null;
    this.dispatchEvent(new Event('change'));
  }

  /** Says what has changed and the count, once nothing changes any more. */
  recount(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { answer, busy } = this.#session;
      if (!answer || busy) return; // the answer on its way will be counted
      const count = this.#view().localiser.say('resultsCount', { n: answer.totalHits });
      this.say([...this.#changes.splice(0), count].join(' '));
    }, REST_MS);
  }

  #compare(): void {
    const { state } = this.#session;
    if (state === this.#state) return;
    const change = sayChange(this.#view(), this.#state, state);
    this.#state = state;
    if (change === '') return;
    this.#changes.push(change);
    this.recount();
  }
}
