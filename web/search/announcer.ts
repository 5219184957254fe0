import type { Localiser } from '../messages/localiser.ts';
import type { SearchSession } from './session.ts';

/** A count that changes with every key is noise: it is said when it has stood this long. */
const REST_MS = 600;

/**
 * What a screen reader is told: one polite live region for a session, rendered by whichever of its elements comes first.
 * Announcements that wait are joined, and a newer count takes the place of an older one.
 */
export class Announcer extends EventTarget {
  /** What stands in the live region. */
  text = '';
  /** The element that renders the live region. */
  host: HTMLElement | null = null;
  readonly #session: SearchSession;
  readonly #localiser: Localiser;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before = '';

  constructor(session: SearchSession, localiser: Localiser) {
    super();
    this.#session = session;
    this.#localiser = localiser;
    session.addEventListener('answer', () => {
      this.#count();
    });
  }

  /** Says `text` now, and again with the count of the answer that follows from it. */
  say(text: string, { withCount = false } = {}): void {
    if (withCount) this.#before = `${text} `;
    this.#tell(text);
  }

  /** The reader has asked for the count. */
  recount(): void {
    this.#count();
  }

  #count(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { answer } = this.#session;
      if (!answer) return;
      this.#tell(this.#before + this.#localiser.say('resultsCount', { n: answer.totalHits }));
      this.#before = '';
    }, REST_MS);
  }

  #tell(text: string): void {
    this.text = text;
    this.dispatchEvent(new Event('change'));
  }
}
