import { asDatelineError, DatelineError } from '../core/errors.ts';
import type { Message } from '../core/message.ts';
import type { GuardVerdict, IndexReport, JobPhase, ReindexJob } from '../core/reindex-job.ts';
import type { Rebuild } from '../engine/port.ts';
import type { ArchiveState } from './archive-state.ts';
import { fillCandidate } from './fill-candidate.ts';
import { followDecisions, toDocuments } from './follow-decisions.ts';
import { judgeCandidate, sweepTakenDown } from './judge-candidate.ts';
import type { RebuildEdits } from './rebuild-edits.ts';
import { createRebuildEdits } from './rebuild-edits.ts';
import { trackProgress } from './track-progress.ts';

const MESSAGES_KEPT = 200;
const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/** Keeps the most serious messages, and counts all. */
function collectMessages() {
  const kept: Message[] = [];
  const failed = new Set<string>();
  let total = 0;
  return {
    add(message: Message): void {
      total++;
      if (message.severity === 'error') failed.add(message.file);
      kept.push(message);
      if (kept.length >= 4 * MESSAGES_KEPT) kept.splice(0, kept.length, ...worst());
    },
    report: () => ({ messages: worst(), messagesTotal: total, filesFailed: failed.size }),
  };
  function worst(): Message[] {
    return kept.toSorted((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]).slice(0, MESSAGES_KEPT);
  }
}

/** Articles of the candidate that are checked between two words on it. */
const CHECKED_AT_A_TIME = 500;

/**
 * The work of one reindex job: fill a candidate beside the live generation, judge it, publish it. Nothing that readers
 * see changes before the last step. `update` is called at every change of the job; the last state is returned.
 */
export async function runReindex(
  state: ArchiveState,
  job: ReindexJob,
  signal: AbortSignal,
  update: (job: ReindexJob) => void,
): Promise<ReindexJob> {
  const startedMs = state.now();
  const messages = collectMessages();
  const tracker = trackProgress(state.now);
  let current: ReindexJob = { ...job, status: 'processing', startedAt: new Date(startedMs).toISOString() };
  const show = (change: Partial<ReindexJob>): void => {
    current = { ...current, ...change };
    update(current);
  };
  const enter = (phase: JobPhase, articles?: number): void => {
    signal.throwIfAborted();
    tracker.enter(phase, articles);
    show({ progress: tracker.progress });
  };
  let added = 0;
  let checked = 0;
  const edits = createRebuildEdits();
  enter('reading');
  const rebuild = await openCandidate(state, edits);
  try {
    // the engine is ours to write to: what another process changed is on the disk by now
    await Promise.all([state.takedowns.catchUp(), state.edits.catchUp(), state.firstSeen.catchUp()]);
    const seenEdits = state.edits.version;
    await fillCandidate(state, rebuild, edits, {
      mode: job.options.mode,
      signal,
      onMessage: (message) => messages.add(message),
      onProgress: (progress) => {
        tracker.read(progress);
        show({ progress: tracker.progress });
      },
      onAdded: (articles) => {
        added += articles;
        tracker.advance(articles);
        show({ progress: tracker.progress });
      },
    });
    enter('indexing', added);
    await rebuild.preview();
    enter('checking', added);
    const seenTakedowns = state.takedowns.version;
    const { facts, newIds, reasons } = await judgeCandidate(state, rebuild, signal, () => {
      if (++checked % CHECKED_AT_A_TIME !== 0) return;
      tracker.advance(CHECKED_AT_A_TIME);
      show({ progress: tracker.progress });
    });
    const report = (generation: string | null): IndexReport => ({
      generation,
      files: tracker.corpus.filesTotal,
      articles: facts.articles,
      repeatsMerged: tracker.corpus.repeatsMerged,
      undated: facts.undated,
      tookMs: state.now() - startedMs,
      ...messages.report(),
    });
    const guard: GuardVerdict = {
      accepted: reasons.length === 0,
      reasons,
      forced: reasons.length > 0 && job.options.force && facts.articles > 0,
    };
    show({ guard });
    state.log[guard.accepted ? 'info' : 'warn']({ job: job.id, ...guard }, 'guard verdict');
    if (!guard.accepted && !guard.forced && !job.options.dryRun) {
      show({ report: report(null) });
      throw new DatelineError('publish_refused', 'the new generation was not published', { details: { reasons } });
    }
    if (job.options.dryRun) return { ...current, status: 'succeeded', report: report(null) };
    enter('publishing');
    const sweptTakedowns = await publish(state, rebuild, edits, seenTakedowns, signal);
    try {
      await followOthers(state, edits, { edits: seenEdits, takedowns: sweptTakedowns });
      await state.firstSeen.note(newIds, state.now());
      await state.facts.save(rebuild.generation, { ...facts, knownIds: facts.articles });
    } catch (error) {
      // readers have the new generation: to call the job failed now would be untrue
      state.log.warn({ job: job.id, err: error }, 'published, but not all that follows could be done');
    }
    return { ...current, status: 'succeeded', report: report(rebuild.generation) };
  } catch (error) {
    if (signal.aborted) return { ...current, status: 'canceled' };
    const { code, message } = asDatelineError(error);
    state.log.warn({ job: job.id, code, err: error }, 'reindex failed');
    return { ...current, status: 'failed', error: { code, message } };
  } finally {
    state.rebuilding = null;
    await rebuild.discard().catch((error: unknown) => {
      state.log.warn({ job: job.id, err: error }, 'the candidate could not be swept; the next run will');
    });
  }
}

/** From here on edits reach the candidate, too. @throws conflict when another process is rebuilding */
function openCandidate(state: ArchiveState, edits: RebuildEdits): Promise<Rebuild> {
  return state.writes.exclusive(async () => {
    const rebuild = await state.engine.startRebuild();
    state.rebuilding = { rebuild, edits };
    return rebuild;
  });
}

/** Makes the candidate live, with every edit so far and without what was taken down since it was judged; until which version of the takedowns. */
async function publish(
  state: ArchiveState,
  rebuild: Rebuild,
  edits: RebuildEdits,
  seenTakedowns: number,
  signal: AbortSignal,
): Promise<number> {
  return state.writes.exclusive(async () => {
    await edits.flush(rebuild);
    await state.takedowns.catchUp();
    if (state.takedowns.version !== seenTakedowns) await sweepTakenDown(state, rebuild);
    const swept = state.takedowns.version;
    signal.throwIfAborted();
    await rebuild.commit();
    state.rebuilding = null;
    return swept;
  });
}

/**
 * Brings what another process was handed or took down since into the new generation: where the engine lets it write beside a
 * rebuild, that went to the generation before. What it writes down later it looks after itself (`writeChanges`).
 */
async function followOthers(
  state: ArchiveState,
  ours: RebuildEdits,
  seen: { readonly edits: number; readonly takedowns: number },
): Promise<void> {
  await state.writes.exclusive(async () => {
    await state.takedowns.catchUp();
    const records = state.edits.records(({ id, version }) => version > seen.edits && !ours.has(id));
    const upsert = await toDocuments(state, records);
    if (upsert.length > 0 || state.takedowns.version !== seen.takedowns) await followDecisions(state, upsert);
  });
}
