import type { ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';
import type { Corpus, CorpusProgress, DocumentBatch, RawRecord } from '../core/reindex-job.ts';
import { readArticles } from './read-articles.ts';
import type { Workshop } from './workshop.ts';
import { runPipeline } from './pipeline.ts';
import { parseRecord, readRecord } from './read/record.ts';
import type { StepContext } from './step.ts';
import { toDocument } from './steps/to-document.ts';
import { StoryCollector } from './stories/story-collector.ts';

export interface CorpusOptions {
  /** Folders or files. */
  readonly roots: readonly string[];
  readonly context: StepContext;
  /** Where articles are read and recognised; on this thread or on others. */
  readonly workshop: Workshop;
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
    normalise: (record) => Promise.resolve(normaliseRecord(record, options.context)),
  };
}

type Run = Parameters<Corpus['documents']>[0];

/** First reads everything, then yields every story once: which article tells a story best is known only at the end. */
async function* readDocuments(
  { roots, workshop, scratchFolder }: CorpusOptions,
  run: Run,
): AsyncGenerator<DocumentBatch> {
  const collector = await StoryCollector.open(scratchFolder);
  let progress: CorpusProgress = { filesDone: 0, filesTotal: 0, articles: 0, repeatsMerged: 0 };
  const report = (change: Partial<CorpusProgress>) => {
    progress = { ...progress, ...change };
    run.onProgress?.(progress);
  };
  try {
    for await (const { articles, messages, filesDone, filesTotal } of readArticles(roots, workshop, run.signal)) {
      for (const message of messages) run.onMessage?.(message);
      for (const article of articles) await collector.add(article);
      report({ filesDone, filesTotal, articles: collector.articles });
    }
    let batch: ArticleDocument[] = [];
    let characters = 0;
    for await (const { document, versions } of collector.stories()) {
      run.signal?.throwIfAborted();
      batch.push(document);
      characters += document.body.length;
      report({ repeatsMerged: progress.repeatsMerged + versions.length - 1 });
      if (batch.length < BATCH_ARTICLES && characters < BATCH_CHARACTERS) continue;
      yield { upsert: batch, remove: [] };
      batch = [];
      characters = 0;
    }
    if (batch.length > 0) yield { upsert: batch, remove: [] };
  } finally {
    await collector.close();
  }
}

function normaliseRecord(
  raw: RawRecord,
  context: StepContext,
): { document: ArticleDocument | null; messages: readonly Message[] } {
  const parsed = parseRecord(raw);
  if ('fault' in parsed) {
    return {
      document: null,
      messages: [{ severity: 'error', rule: 'record-invalid', reason: parsed.fault, file: HANDED_IN }],
    };
  }
  const read = readRecord(parsed.record, { file: HANDED_IN }, context.boilerplate);
  const [draft] = read.articles;
  if (!draft) return { document: null, messages: read.messages };
  const done = runPipeline(draft, context);
  const { document } = toDocument(done);
  const { id } = parsed.record;
  return {
    document: id === undefined ? document : { ...document, id },
    messages: [...read.messages, ...done.messages],
  };
}
