import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { float64List } from './number-list.ts';

const FLUSH_BYTES = 1024 * 1024;

/**
 * Texts set aside on disk while a run decides which of them repeat each other: appended once, read by number. The file is
 * removed from its folder as soon as it is open, so that nothing stays behind a crash.
 */
export class Spool {
  readonly #handle: FileHandle;
  readonly #folder: string;
  readonly #ends = float64List();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #written = 0;

  private constructor(handle: FileHandle, folder: string) {
    this.#handle = handle;
    this.#folder = folder;
  }

  /** @param parent folder for the scratch file; the system's temporary one by default */
  static async open(parent = tmpdir()): Promise<Spool> {
    const folder = await mkdtemp(join(parent, 'dateline-spool-'));
    const handle = await open(join(folder, 'texts'), 'wx+', 0o600);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined); // not everywhere while it is open
    return new Spool(handle, folder);
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
    await this.#handle.read(buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#handle.write(bytes, 0, bytes.length, this.#written);
    this.#written += bytes.length;
  }
}
