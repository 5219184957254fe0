import type { ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';
import type { Corpus, CorpusProgress, RawRecord } from '../core/reindex-job.ts';
import { readArticles } from './read-articles.ts';
import type { Workshop } from './workshop.ts';
import { openRecognitionMemory } from './recognition-memory.ts';
import { runPipeline } from './pipeline.ts';
import { readOrSay } from './read/read-result.ts';
import { parseRecord, readRecord } from './read/record.ts';
import type { StepContext } from './step.ts';
import { toDocument } from './steps/to-document.ts';
import { knownId, withLastingIds } from './stories/lasting-ids.ts';
import { StoryCollector, type Story } from './stories/story-collector.ts';

export interface CorpusOptions {
  /** Folders or files. */
  readonly roots: readonly string[];
  /** What the steps look at; asked for with the first article that an editor hands in. */
  readonly loadContext: () => Promise<StepContext>;
  /** Where articles are read and recognised; on this thread or on others. */
  readonly workshop: Workshop;
  /** Where ids are kept over runs, so that a story's permalink outlives a new version; none: ids follow the content. */
  readonly registryFile?: string;
  /** What the last run recognised, for those that take only what has changed; none: every run reads everything. */
  readonly memory?: { readonly file: string; readonly salt: string };
  /** For the texts of a run while it is decided which repeat each other; the system's temporary folder by default. */
  readonly scratchFolder?: string;
}

const BATCH_ARTICLES = 200;
const BATCH_CHARACTERS = 4_000_000;
/** The file name that messages and sources of an article handed in by an editor bear. */
const HANDED_IN = 'admin';

/** The corpus below some roots, as the archive reads it. */
export function openCorpus(options: CorpusOptions): Corpus {
  return {
    documents: (run) => readDocuments(options, run),
    normalise: (record) => normaliseRecord(record, options),
  };
}

type Run = Parameters<Corpus['documents']>[0];

/** First reads everything, then yields every story once: which article tells a story best is known only at the end. */
async function* readDocuments(options: CorpusOptions, run: Run): AsyncGenerator<readonly ArticleDocument[]> {
  const collector = new StoryCollector(options.scratchFolder);
  let progress: CorpusProgress = { filesDone: 0, filesTotal: 0, articles: 0, repeatsMerged: 0 };
  const report = (change: Partial<CorpusProgress>) => {
    progress = { ...progress, ...change };
    run.onProgress?.(progress);
  };
  const memory =
    options.memory && (await openRecognitionMemory(options.memory.file, options.memory.salt, run.mode === 'changed'));
  const workshop = memory?.remembering(options.workshop) ?? options.workshop;
  try {
    for await (const read of readArticles(options.roots, workshop, run.signal)) {
      for (const message of read.messages) run.onMessage?.(message);
      for (const article of read.articles) await collector.add(article);
      report({ filesDone: read.filesDone, filesTotal: read.filesTotal, articles: collector.articles });
    }
    await workshop.rest();
    await memory?.keep();
    const stories = withLastingIds(collector, options.registryFile, (message) => run.onMessage?.(message));
    for await (const { documents, merged } of inBatches(stories)) {
      run.signal?.throwIfAborted();
      report({ repeatsMerged: progress.repeatsMerged + merged });
      yield documents;
    }
  } finally {
    await memory?.close();
    await collector.close();
  }
}

async function* inBatches(
  stories: AsyncIterable<Story>,
): AsyncGenerator<{ documents: ArticleDocument[]; merged: number }> {
  let batch = { documents: [] as ArticleDocument[], merged: 0 };
  let characters = 0;
  for await (const { document, versions } of stories) {
    batch.documents.push(document);
    batch.merged += versions.length - 1;
    characters += document.body.length;
    if (batch.documents.length < BATCH_ARTICLES && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = { documents: [], merged: 0 };
    characters = 0;
  }
  if (batch.documents.length > 0) yield batch;
}

async function normaliseRecord(
  raw: RawRecord,
  options: CorpusOptions,
): Promise<{ document: ArticleDocument | null; messages: readonly Message[] }> {
  const parsed = parseRecord(raw);
  if ('fault' in parsed) {
    return {
      document: null,
      messages: [{ severity: 'error', rule: 'record-invalid', reason: parsed.fault, file: HANDED_IN }],
    };
  }
  const context = await options.loadContext();
  const read = await readOrSay(HANDED_IN, () => readRecord(parsed.record, { file: HANDED_IN }, context.boilerplate));
  const [draft] = read.articles;
  if (!draft) return { document: null, messages: read.messages };
  const done = runPipeline(draft, context);
  const finished = toDocument(done);
  const id = parsed.record.id ?? (await knownId(finished, options.registryFile)) ?? finished.document.id;
  return { document: { ...finished.document, id }, messages: [...read.messages, ...done.messages] };
}
