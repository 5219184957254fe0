/** Carries out works one after the other, whether those before them end well or not. */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();
  #left = 0;

  get isEmpty(): boolean {
    return this.#left === 0;
  }

  /** Resolves when all that was added so far has been done. */
  get done(): Promise<unknown> {
    return this.#last;
  }

  /** What the work gives when its turn has come. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    this.#left++;
    const result = this.#last.then(work);
    const end = (): void => {
      this.#left--;
    };
    this.#last = result.then(end, end);
    return result;
  }
}
