import type { ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';
import type { CorpusProgress, ReindexOptions } from '../core/reindex-job.ts';
import type { Rebuild } from '../engine/port.ts';
import type { ArchiveState } from './archive-state.ts';
import { sayIfAhead } from './date-ahead.ts';
import type { RebuildEdits } from './rebuild-edits.ts';

export interface FillOptions {
  readonly mode: ReindexOptions['mode'];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CorpusProgress) => void;
  /** So many more articles are in the candidate. */
  readonly onAdded: (articles: number) => void;
  readonly onMessage: (message: Message) => void;
}

const EDITS_AT_A_TIME = 100;

/** Says no to what was taken down, as a message that the report shows. */
function withoutTakenDown(
  documents: readonly ArticleDocument[],
  { takedowns }: ArchiveState,
  onMessage: FillOptions['onMessage'],
): readonly ArticleDocument[] {
  return documents.filter((document) => {
    const takedown = takedowns.match(document);
    if (!takedown) return true;
    const { file, line, record } = document.sources[0]!;
    onMessage({
      severity: 'info',
      rule: 'taken-down',
      reason: `left out: ${takedown.id} was taken down (${takedown.reason})`,
      file,
      ...(line !== undefined && { line }),
      ...(record !== undefined && { record }),
    });
    return false;
  });
}

/**
 * Fills a candidate generation: the corpus, then what editors handed in, then the edits that came meanwhile. An id that
 * an editor has decided about is never taken from the corpus. @throws aborted, and what corpus and engine throw
 */
export async function fillCandidate(
  state: ArchiveState,
  rebuild: Rebuild,
  during: RebuildEdits,
  { mode, signal, onProgress, onAdded, onMessage }: FillOptions,
): Promise<void> {
  const add = async (documents: readonly ArticleDocument[]): Promise<void> => {
    const allowed = withoutTakenDown(documents, state, onMessage);
    for (const document of allowed) sayIfAhead(document, state.now(), onMessage);
    if (allowed.length > 0) await rebuild.add(allowed);
    onAdded(allowed.length);
  };
  const isEdited = (id: string): boolean => during.has(id) || state.edits.has(id);
  for await (const batch of state.corpus.documents({ mode, signal, onProgress, onMessage })) {
    signal.throwIfAborted();
    await add(batch.filter((document) => !isEdited(document.id)));
    await during.flush(rebuild);
  }
  let documents: ArticleDocument[] = [];
  const addEdits = async (): Promise<void> => {
    await add(documents.filter((document) => !during.has(document.id)));
    documents = [];
  };
  for await (const { id, record } of state.edits.records()) {
    signal.throwIfAborted();
    if (during.has(id)) continue;
    const { document, messages } = await state.corpus.normalise({ ...record, id });
    messages.forEach(onMessage);
    if (document) documents.push(document);
    if (documents.length >= EDITS_AT_A_TIME) await addEdits();
  }
  await addEdits();
  await during.flush(rebuild);
}
