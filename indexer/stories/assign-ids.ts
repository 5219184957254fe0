import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import type { Identity } from './identity.ts';
import type { IdentityRegistry } from './identity-registry.ts';
import { KeySet, keyOfHex, type Key } from '../../core/key-set.ts';

/** 32 hexadecimal digits: an id that we made. Another was stated by the article's source and is kept as it is. */
const MADE_ID = /^[0-9a-f]{32}$/;

/** Gives each story of a run its id, no two the same. */
export class IdAssigner {
  readonly #registry: IdentityRegistry;
  readonly #present: () => KeySet;
  #presentKeys: KeySet | undefined;
  readonly #used = new KeySet();

  /** @param present gives the body keys of all articles of the run */
  constructor(registry: IdentityRegistry, present: () => KeySet) {
    this.#registry = registry;
    this.#present = present;
  }

  /** The id that the story bore before, else the one of its content; a derived one where another story has taken that. */
  assign(document: ArticleDocument, versions: readonly Identity[]): string {
    if (!MADE_ID.test(document.id) && this.#used.add(keyOf(document.id))) return document.id;
    for (const identity of versions) {
      const ids = this.#registry.idsOf(identity, (bodyKey) => this.#isPresent(bodyKey));
      for (const id of ids) if (this.#used.add(keyOf(id))) return id;
    }
    for (let attempt = 0; ; attempt++) {
      const id = attempt === 0 && MADE_ID.test(document.id) ? document.id : derivedId(document, attempt);
      if (this.#used.add(keyOf(id))) return id;
    }
  }

  #isPresent(bodyKey: string): boolean {
    this.#presentKeys ??= this.#present();
    return this.#presentKeys.has(keyOfHex(bodyKey));
  }

  /** Whether an id is one of ours, and not one that a source states. */
  static isMade(id: string): boolean {
    return MADE_ID.test(id);
  }

  hasUsed(id: string): boolean {
    return this.#used.has(keyOf(id));
  }
}

/** Equal briefs of different days, or two files that state one id: told apart by where they stand. */
function derivedId(document: ArticleDocument, attempt: number): string {
  const { file, record, line } = document.sources[0]!;
  return digest(`${document.id}\n${file}\n${record ?? ''}\n${line ?? ''}\n${attempt}`).slice(0, 32);
}

function keyOf(id: string): Key {
  return keyOfHex(MADE_ID.test(id) ? id : digest(id));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
