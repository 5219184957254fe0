import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SKETCH_SIZE } from './fingerprint.ts';
import type { Identity } from './identity.ts';

/**
 * Which id each article bears, over all runs, so that a permalink survives a changed comma. A file of fixed entries of 80
 * bytes: id (16), body, url and record keys (8 each), sketch (10 × 4). An id that is no 32 hexadecimal digits was stated by
 * its source and needs no registry.
 */
const MAGIC = Buffer.from('DLIDENT1', 'latin1');
const ENTRY_BYTES = 40 + SKETCH_SIZE * 4;
const FIELDS = { body: 16, url: 24, record: 32 } as const;
const SKETCH_AT = 40;
/** How many of an entry's lowest shingles lead to it; the lowest are shared by nearly equal texts. */
const SKETCH_KEYS = 3;
/** Of the sketch, how many hashes two versions share at least. */
const SAME_STORY_HASHES = 6;
const NO_KEY = '0000000000000000';

export class IdentityRegistry {
  readonly #entries: Buffer;
  readonly #tables = new Map<keyof typeof FIELDS | 'sketch', Int32Array>();

  private constructor(entries: Buffer) {
    this.#entries = entries;
  }

  static empty(): IdentityRegistry {
    return new IdentityRegistry(Buffer.alloc(0));
  }

  /**
   * The registry in a file; an empty one when there is none, or when what is there is no registry (`isDamaged`). A file
   * that cannot be read now is neither: all ids would change, and the next run would write them down. @throws as `readFile`
   */
  static async load(path: string): Promise<{ registry: IdentityRegistry; isDamaged: boolean }> {
    const bytes = await readFile(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (!bytes) return { registry: IdentityRegistry.empty(), isDamaged: false };
    const entries = bytes.subarray(MAGIC.length);
    const isDamaged = !bytes.subarray(0, MAGIC.length).equals(MAGIC) || entries.length % ENTRY_BYTES !== 0;
    return { registry: isDamaged ? IdentityRegistry.empty() : new IdentityRegistry(entries), isDamaged };
  }

  get size(): number {
    return this.#entries.length / ENTRY_BYTES;
  }

  /**
   * Ids that an article may have borne, the surest first: same record, same address, same text, nearly the same text.
   * @param isStillThere whether the text with a body key is in the corpus yet: then a text like it is another article
   */
  *idsOf(identity: Identity, isStillThere: (bodyKey: string) => boolean): Generator<string> {
    for (const field of ['record', 'url', 'body'] as const) {
      if (identity[field] === '') continue;
      for (const entry of this.#find(field, identity[field])) yield this.#idAt(entry);
    }
    const sketch = sketchHashes(identity.sketch);
    const near = new Set<number>();
    for (const hash of sketch) for (const entry of this.#find('sketch', hash)) near.add(entry);
    for (const entry of near) {
      if (this.#sharedHashes(entry, sketch) < SAME_STORY_HASHES || isStillThere(this.#keysOf(entry, 'body')[0]!))
        continue;
      yield this.#idAt(entry);
    }
  }

  /** Every id and the bytes of its entry, for carrying over what a run has not met. */
  *entries(): Generator<{ readonly id: string; readonly bytes: Buffer }> {
    for (let entry = 0; entry < this.size; entry++)
      yield { id: this.#idAt(entry), bytes: this.#entries.subarray(entry * ENTRY_BYTES, (entry + 1) * ENTRY_BYTES) };
  }

  #idAt(entry: number): string {
    return this.#entries.toString('hex', entry * ENTRY_BYTES, entry * ENTRY_BYTES + 16);
  }

  #keysOf(entry: number, field: keyof typeof FIELDS | 'sketch'): string[] {
    const from = entry * ENTRY_BYTES;
    if (field !== 'sketch') return [this.#entries.toString('hex', from + FIELDS[field], from + FIELDS[field] + 8)];
    return sketchHashes(this.#entries.toString('hex', from + SKETCH_AT, from + ENTRY_BYTES)).slice(0, SKETCH_KEYS);
  }

  /** The entries that bear a key: probing of a table that is built when first asked for. */
  *#find(field: keyof typeof FIELDS | 'sketch', key: string): Generator<number> {
    if (this.size === 0) return;
    const table = this.#table(field);
    const mask = table.length - 1;
    for (let slot = parseInt(key.slice(0, 8), 16) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = table[slot]! - 1;
      if (this.#keysOf(entry, field).includes(key)) yield entry;
    }
  }

  #table(field: keyof typeof FIELDS | 'sketch'): Int32Array {
    const known = this.#tables.get(field);
    if (known) return known;
    const keys = field === 'sketch' ? SKETCH_KEYS : 1;
    const table = new Int32Array(2 ** Math.ceil(Math.log2(this.size * keys * 2 + 2)));
    for (let entry = 0; entry < this.size; entry++) {
      for (const key of this.#keysOf(entry, field)) {
        if (key === NO_KEY) continue;
        let slot = parseInt(key.slice(0, 8), 16) & (table.length - 1);
        while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1);
        table[slot] = entry + 1;
      }
    }
    this.#tables.set(field, table);
    return table;
  }

  #sharedHashes(entry: number, sketch: readonly string[]): number {
    const from = entry * ENTRY_BYTES + SKETCH_AT;
    const own = new Set(sketchHashes(this.#entries.toString('hex', from, from + SKETCH_SIZE * 4)));
    return sketch.filter((hash) => own.has(hash)).length;
  }
}

function sketchHashes(hex: string): string[] {
  return (hex.match(/.{8}/g) ?? []).filter((hash) => hash !== '00000000');
}

/** Writes a registry beside the old one and puts it in its place when complete. */
export class RegistryWriter {
  readonly #path: string;
  readonly #handle: FileHandle;
  #pending: Buffer[] = [MAGIC];

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async open(path: string): Promise<RegistryWriter> {
    await mkdir(dirname(path), { recursive: true });
    return new RegistryWriter(path, await open(`${path}.next`, 'w', 0o600));
  }

  async add(id: string, { body, url, record, sketch }: Identity): Promise<void> {
    await this.addBytes(Buffer.from(id + body + (url || NO_KEY) + (record || NO_KEY) + sketch, 'hex'));
  }

  async addBytes(entry: Buffer): Promise<void> {
    this.#pending.push(entry);
    if (this.#pending.length >= 4_096) await this.#flush();
  }

  async commit(): Promise<void> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    await rename(`${this.#path}.next`, this.#path);
  }

  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(`${this.#path}.next`, { force: true });
  }

  async #flush(): Promise<void> {
    await this.#handle.write(Buffer.concat(this.#pending));
    this.#pending = [];
  }
}
