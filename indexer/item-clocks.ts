/**
 * Clocks of work items that `threads` take up in turn. The time of an item begins when it is taken up: one that waits
 * behind an item that hurts would else run out of time together with it.
 */
export class ItemClocks {
  readonly #threads: number;
  readonly #ms: number;
  /** In the order in which they were handed over; the first of them, one for each thread, are being worked at. */
  readonly #items: Clock[] = [];

  constructor(threads: number, ms: number) {
    this.#threads = threads;
    this.#ms = ms;
  }

  /** Runs the work of an item. The signal that it is given is aborted when the item has been worked at for too long. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const clock: Clock = { end: new AbortController(), timer: undefined };
    this.#items.push(clock);
    this.#start();
    try {
      return await work(clock.end.signal);
    } finally {
      clearTimeout(clock.timer);
      this.#items.splice(this.#items.indexOf(clock), 1);
      this.#start();
    }
  }

  #start(): void {
    for (const clock of this.#items.slice(0, this.#threads))
      clock.timer ??= setTimeout(() => clock.end.abort(), this.#ms).unref();
  }
}

interface Clock {
  readonly end: AbortController;
  timer: NodeJS.Timeout | undefined;
}
