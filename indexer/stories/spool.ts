import { close, openSync, read, rmSync, write } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { float64List } from './number-list.ts';

const FLUSH_BYTES = 1024 * 1024;
const [readAt, writeAt, closeFile] = [promisify(read), promisify(write), promisify(close)];

/**
 * Texts set aside on disk while a run decides which of them repeat each other: appended once, read by number. The file is
 * removed from its folder in the moment in which it is opened, so that nothing stays behind a crash.
 */
export class Spool {
  readonly #file: number;
  readonly #path: string;
  readonly #ends = float64List();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #written = 0;

  /** @param parent folder for the scratch file; the system's temporary one by default */
  constructor(parent = tmpdir()) {
    this.#path = join(parent, `dateline-spool-${randomUUID()}`);
    this.#file = openSync(this.#path, 'wx+', 0o600);
    try {
      rmSync(this.#path);
    } catch {
      // not everywhere while it is open
    }
  }

  get length(): number {
    return this.#ends.length;
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#ends.push(this.#written + this.#pendingBytes);
    if (this.#pendingBytes >= FLUSH_BYTES) await this.#flush();
  }

  async read(index: number): Promise<string> {
    const start = index === 0 ? 0 : this.#ends.at(index - 1);
    const end = this.#ends.at(index);
    if (end > this.#written) await this.#flush();
    const buffer = Buffer.allocUnsafe(end - start);
    await readAt(this.#file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  }

  async close(): Promise<void> {
    await closeFile(this.#file);
    rmSync(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await writeAt(this.#file, bytes, done, bytes.length - done, this.#written);
      done += bytesWritten;
      this.#written += bytesWritten;
    }
  }
}
