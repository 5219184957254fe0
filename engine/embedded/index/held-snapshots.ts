import type { Snapshot } from './snapshot.ts';

/** A state that nobody has read from for so long is let go. */
const HELD_MS = 120_000;
/** So many states are held at a time. */
const MOST = 8;

/** States of an index that somebody reads bit by bit: what is deleted or merged meanwhile stays open for them. */
export class HeldSnapshots {
  readonly #held = new Map<string, { readonly snapshot: Snapshot; readonly timer: NodeJS.Timeout }>();

  /** Keeps a state for a while; again, for a while longer. */
  hold(snapshot: Snapshot): void {
    const { generation, revision } = snapshot.manifest;
    const key = `${generation} ${revision}`;
    const known = this.#held.get(key);
    if (known) {
      known.timer.refresh();
      this.#held.delete(key); // put back behind the others: the first is the next to go
      this.#held.set(key, known);
      return;
    }
    if (this.#held.size >= MOST) this.#drop(this.#held.keys().next().value!);
    const timer = setTimeout(() => this.#drop(key), HELD_MS).unref();
    this.#held.set(key, { snapshot: snapshot.retain(), timer });
  }

  /** A state that is held, retained for the caller; null when it is not. */
  find(generation: string, revision: number): Snapshot | null {
    return this.#held.get(`${generation} ${revision}`)?.snapshot.retain() ?? null;
  }

  close(): void {
    for (const key of [...this.#held.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    const found = this.#held.get(key);
    this.#held.delete(key);
    clearTimeout(found?.timer);
    found?.snapshot.release();
  }
}
