import { DatelineProblem } from '../../client/dateline-client.ts';
import type { Failure } from '../view/view.ts';
import type { SearchAnswer } from './answer.ts';
import type { Address } from './address.ts';
import type { SearchState } from './state.ts';
import { toParams } from './state.ts';
import type { Transport } from './transport.ts';

/** How long typing must rest before its search is sent. */
const TYPING_PAUSE_MS = 70;
/** A service that says nothing for so long has not answered: it gives itself a few seconds for a search. */
const LONGEST_WAIT_MS = 30_000;
/** A service that names no sensible moment to come back (none, at once, in a month) is asked again all the same. */
const RETRY_SECONDS = { unstated: 5, least: 1, most: 300 };

export interface UpdateOptions {
  /** `push` is a step that the back button undoes; typing replaces the step it is on. */
  readonly history?: 'push' | 'replace';
  /** True waits until typing rests. */
  readonly typing?: boolean;
}

/**
 * One search that several elements show and change: its state, its newest answer and what went wrong. Elements never
 * call each other; they change the session and hear `change` (anything), `answer` (a new answer has come) and `show` (the
 * results are to be looked at).
 *
 * Only the answer to the newest request is ever kept: a newer one aborts the older, and an answer that comes all the
 * same is dropped.
 */
export class SearchSession extends EventTarget {
  state: SearchState;
  answer: SearchAnswer | null = null;
  failure: Failure | null = null;
  /** True while a request is under way or about to be sent. */
  busy = false;
  /** True while what is typed has not been answered yet. */
  typing = false;
  readonly transport: Transport;
  readonly #address: Address;
  readonly #locale: string;
  #request = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answered = '';

  constructor(options: { transport: Transport; address: Address; locale: string; first?: SearchAnswer | undefined }) {
    super();
    this.transport = options.transport;
    this.#address = options.address;
    this.#locale = options.locale;
    this.state = options.address.read();
    if (options.first) {
      this.answer = options.first;
      this.#answered = toParams(this.state).toString();
    }
    options.address.onBack((state) => {
      this.#change(state, {});
    });
  }

  /** Sends the first request, unless the page came with its answer. */
  start(): void {
    if (!this.answer) this.#send();
  }

  update(state: SearchState, options: UpdateOptions = {}): void {
    const { history = 'push' } = options;
    this.#address.write(state, history);
    this.#change(state, options);
  }

  link(state: SearchState): string {
    return this.#address.link(state);
  }

  /** The search that a link of ours leads to; null when the link is not ours. */
  follow(href: string, { keepQuery = true } = {}): SearchState | null {
    const next = this.#address.parse(href);
    // Links are as old as the answer they stand beside; what has been typed since is not to be lost.
    return next && this.typing && keepQuery ? { ...next, q: this.state.q } : next;
  }

  /** Brings the beginning of the results into view and gives it the focus: a new page has been asked for. */
  show(): void {
    this.#tell('show');
  }

  retry(): void {
    this.#answered = '';
    this.#send();
  }

  close(): void {
    this.#cancel();
    this.#address.close();
  }

  #change(state: SearchState, { typing = false }: UpdateOptions): void {
    this.state = state;
    this.typing = typing;
    this.#cancel();
    if (toParams(state).toString() === this.#answered) {
      this.#settle(null); // back to what is on the page
    } else if (typing) {
      this.busy = true;
      this.#timer = setTimeout(() => {
        this.#send();
      }, TYPING_PAUSE_MS);
      this.#tell('change');
    } else this.#send();
  }

  #send(): void {
    this.#cancel();
    const request = new AbortController();
    const { state } = this;
    this.#request = request;
    this.busy = true;
    this.#tell('change');
    const silence = setTimeout(() => {
      if (request.signal.aborted) return;
      request.abort();
      this.#fail(new Error('no answer'));
    }, LONGEST_WAIT_MS);
    const asked = this.transport.search(state, this.#locale, request.signal).finally(() => clearTimeout(silence));
    asked.then(
      (answer) => {
        if (request.signal.aborted) return;
        this.answer = answer;
        this.#answered = toParams(state).toString();
        this.#settle(null);
        this.#tell('answer');
      },
      (error: unknown) => {
        if (!request.signal.aborted) this.#fail(error);
      },
    );
  }

  #fail(error: unknown): void {
    const problem = error instanceof DatelineProblem ? error : null;
    const status = problem?.problem.status ?? 503;
    if (problem && status < 500 && status !== 429) {
      this.#settle({ kind: 'request', reason: problem.problem });
      return;
    }
    const { unstated, least, most } = RETRY_SECONDS;
    const wait = Math.min(Math.max(problem?.retryAfterSeconds ?? unstated, least), most);
    this.#settle({ kind: 'service', retryInSeconds: wait });
    this.#timer = setTimeout(() => {
      this.#send();
    }, wait * 1000);
  }

  #settle(failure: Failure | null): void {
    this.busy = false;
    this.typing = false;
    this.failure = failure;
    this.#tell('change');
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#request.abort();
  }

  #tell(type: 'change' | 'answer' | 'show'): void {
    this.dispatchEvent(new Event(type));
  }
}
