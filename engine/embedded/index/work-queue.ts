/** Carries out works one after the other, whether those before them end well or not. */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** What the work gives when its turn has come. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when nothing is left to do, what was added meanwhile included. */
  async emptied(): Promise<void> {
    for (let last; last !== this.#last;) await (last = this.#last);
  }
}
