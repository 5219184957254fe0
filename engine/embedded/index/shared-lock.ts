import { IndexError } from './errors.ts';
import { WriterLock } from './writer-lock.ts';

/** The writer's lock of an index, held as long as one of several users within this process needs it. */
export class SharedLock {
  readonly #folder: string;
  readonly #onTaken: () => void;
  #lock: WriterLock | null = null;
  #users = 0;

  /** `onTaken` runs whenever the lock has come to this process. */
  constructor(folder: string, onTaken: () => void) {
    this.#folder = folder;
    this.#onTaken = onTaken;
  }

  /** Every call is followed by one of `release`, unless it fails. @throws IndexError locked */
  take(): void {
    if (this.#users++ > 0) return;
    try {
      this.#lock = WriterLock.take(this.#folder);
      this.#onTaken();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  release(): void {
    if (--this.#users > 0) return;
    this.#lock?.release();
    this.#lock = null;
  }

  /** Gives the lock back whoever still uses it. */
  drop(): void {
    this.#lock?.release();
    this.#lock = null;
  }

  /** False when somebody has taken the lock away: then nothing may be deleted. */
  get isHeld(): boolean {
    return this.#lock?.isHeld ?? false;
  }

  /** @throws IndexError locked when somebody has taken the lock away; asked before anything is published */
  check(): void {
    if (!this.isHeld) throw new IndexError('locked', 'the index was taken over by another process');
  }
}
