import assert from 'node:assert/strict';
import type { ArticleDocument } from '../../core/document.ts';
import { isDatelineError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { SearchResult } from '../../core/result.ts';
import type { Engine, SearchReader, Supports } from '../port.ts';
import type { IndexSettings } from '../settings.ts';

/** How an engine is opened for a case: always empty, in a place of its own. */
export interface OpenOptions {
  readonly settings: IndexSettings;
  /** Generations kept beside the live one. */
  readonly keepGenerations?: number;
}

export type Open = (options: OpenOptions) => Promise<OpenedEngine>;

export interface OpenedEngine {
  readonly engine: Engine;
  /** Opens the same place once more, as a restarted process would. The first engine has been closed before. */
  readonly reopen: () => Promise<Engine>;
  /** Closes and leaves nothing behind. */
  readonly cleanUp: () => Promise<void>;
}

/** What a case that only reads is given: the newsroom's articles are published, and nobody changes them. */
export interface ReadContext {
  readonly reader: SearchReader;
  readonly supports: Supports;
  readonly documents: readonly ArticleDocument[];
}

/** What a case that writes is given: `open` makes a fresh engine, closed and swept after the case. */
export interface WriteContext {
  readonly open: (options?: Partial<OpenOptions>) => Promise<Omit<OpenedEngine, 'cleanUp'>>;
}

export interface Case<Context> {
  readonly title: string;
  readonly run: (context: Context) => Promise<void>;
}

export type ReadCase = Case<ReadContext>;
export type WriteCase = Case<WriteContext>;

/** Ids of the hits, in order. */
export function idsOf(result: SearchResult): string[] {
  return result.hits.map((hit) => hit.document.id);
}

/** Asserts that these articles and no others are found, in any order. */
export function assertFinds(result: SearchResult, expected: readonly string[]): void {
  assert.deepEqual(idsOf(result).sort(), [...expected].sort());
  assert.equal(result.totalHits, expected.length, 'totalHits');
}

/** Asserts that a promise rejects with an error of ours that has this code. */
export async function assertRejects(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await promise.then(
    () => assert.fail(`resolved, and should have been rejected with ${code}`),
    (error: unknown) => {
      if (!isDatelineError(error)) throw error;
      assert.equal(error.code, code, error.message);
    },
  );
}
