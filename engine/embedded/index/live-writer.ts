import { IndexError } from './errors.ts';
import type { GenerationStore } from './generation-store.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest.ts';
import type { OpenWriter, WriterPort } from './writer-port.ts';

/** A writer, and the state that it would change. */
export interface OpenedWriter {
  readonly port: WriterPort;
  manifest: Manifest;
}

/** The writer of the live generation, opened when it is needed and kept while the state on the disk is the one it left. */
export class LiveWriter {
  readonly #store: GenerationStore;
  readonly #openWriter: OpenWriter;
  /** Null before the first change and after a failed one. */
  opened: OpenedWriter | null = null;

  constructor(store: GenerationStore, openWriter: OpenWriter) {
    this.#store = store;
    this.#openWriter = openWriter;
  }

  /** A writer on the state that is on the disk now. @throws IndexError missing, damaged */
  async open(): Promise<OpenedWriter> {
    const current = this.#store.current();
    if (current === null) throw new IndexError('missing', 'no generation has been published');
    const folder = this.#store.folderOf(current.live);
    const manifest = readManifest(folder);
    const known = this.opened?.manifest;
    if (known?.generation !== manifest.generation || known.revision !== manifest.revision) {
      await this.drop();
      this.opened = { port: await this.#openWriter(folder, manifest), manifest };
    }
    return this.opened!;
  }

  /** Lets go of the writer; the next change begins from what is on the disk. */
  async drop(): Promise<void> {
    const writer = this.opened;
    this.opened = null;
    await writer?.port.close();
  }
}
