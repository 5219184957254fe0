import type { Message } from '../core/message.ts';
import type { PageFormat } from './read/file-format.ts';
import type { SourceFile } from './read/find-files.ts';
import { readJsonRecord } from './read/json.ts';
import { readCapturedPage, readPage } from './read/read-page.ts';
import { unreadable, type ReadResult } from './read/read-result.ts';
import type { CapturedPage } from './read/warc.ts';
import { runPipeline } from './pipeline.ts';
import { fingerprintOf, type Fingerprint } from './stories/fingerprint.ts';
import type { StepContext } from './step.ts';
import { toDocument, type FinishedDocument } from './steps/to-document.ts';

/** A piece of work of a few milliseconds to seconds, plain data, so that a worker thread can take it. */
export type WorkItem =
  | { readonly kind: 'page'; readonly file: SourceFile & { format: PageFormat } }
  | {
      readonly kind: 'records';
      readonly file: string;
      readonly lines: readonly { readonly line: number; readonly text: string }[];
    }
  | { readonly kind: 'captures'; readonly file: string; readonly pages: readonly CapturedPage[] };

/** A finished document as JSON, which crosses threads and goes to disk as it is, and what finds its repeats. */
export interface FinishedArticle {
  readonly json: string;
  readonly fingerprint: Fingerprint;
}

export interface WorkResult {
  readonly articles: readonly FinishedArticle[];
  readonly messages: readonly Message[];
}

/** Reads the articles of an item and takes each through all steps. Never rejects: what fails is a message. */
export async function doWork(item: WorkItem, context: StepContext): Promise<WorkResult> {
  const { articles, messages } = await readItem(item, context);
  return { articles: articles.map((draft) => finish(toDocument(draft))), messages };
}

/** The articles of an item as drafts that have been through all steps, with all that was said on the way. */
export async function readItem(item: WorkItem, context: StepContext): Promise<ReadResult> {
  const results = await Promise.all(readParts(item, context));
  const articles = results.flatMap((result) => result.articles.map((draft) => runPipeline(draft, context)));
  const messages = [...results.flatMap((result) => result.messages), ...articles.flatMap((draft) => draft.messages)];
  return { articles, messages };
}

function readParts(item: WorkItem, context: StepContext): Promise<ReadResult>[] {
  switch (item.kind) {
    case 'page':
      return [readPage(item.file, context.boilerplate)];
    case 'records':
      return item.lines.map((line) => readLine(item.file, line, context));
    case 'captures':
      return item.pages.map((page) => readCapturedPage(item.file, page));
  }
}

function finish(finished: FinishedDocument): FinishedArticle {
  return { json: JSON.stringify(finished.document), fingerprint: fingerprintOf(finished) };
}

async function readLine(
  file: string,
  { line, text }: { line: number; text: string },
  context: StepContext,
): Promise<ReadResult> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(file, 'json-invalid', 'the line is not valid JSON', { line });
  }
  return readJsonRecord(value, { file, line }, context.boilerplate);
}
