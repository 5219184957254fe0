import type { ArchiveState } from './archive-state.ts';
import { SEES_ALL } from './browse-query.ts';
import type { Change } from './write-queue.ts';

/**
 * Makes changes live, keeps them for later rebuilds, and hands them to the one that runs. The engine comes first: it
 * refuses more often than the disk of the archive, as while another process rebuilds. What it took and the disk then has
 * no room for is taken back, so that readers do not see what the editor was told is not there. A removal stays: what was
 * taken down must not return.
 */
export async function writeChanges(state: ArchiveState, changes: readonly Change[]): Promise<void> {
  const upsert = changes.flatMap((change) => (change.document === null ? [] : [change.document]));
  const remove = changes.filter((change) => change.document === null).map((change) => change.id);
  const put = upsert.map(({ id }) => id);
  const takeBack = await howToTakeBack(state, put);
  const generation = await liveGeneration(state);
  await state.engine.update({ upsert, remove });
  try {
    await state.firstSeen.note(put, state.now());
    await keepForRebuilds(state, changes);
  } catch (error) {
    await takeBack();
    throw error;
  }
  // Another process has published meanwhile, and read what we keep before this was: the change is in the generation before.
  if ((await liveGeneration(state)) !== generation) await state.engine.update({ upsert, remove });
  for (const change of changes) state.rebuilding?.edits.note(change.id, change.document);
}

async function liveGeneration({ engine, now }: ArchiveState): Promise<string> {
  return (await engine.state(now())).generation;
}

/** Looks at the articles before they change; the returned function makes them again what they were. */
async function howToTakeBack({ engine, log }: ArchiveState, ids: readonly string[]): Promise<() => Promise<void>> {
  const before = await Promise.all(ids.map((id) => engine.get(id, { now: SEES_ALL })));
  return async () => {
    if (ids.length === 0) return;
    try {
      await engine.update({ upsert: before.filter((document) => document !== null), remove: ids });
    } catch (error) {
      log.warn({ ids, err: error }, 'changes that were refused could not be taken back; the next rebuild does it');
    }
  };
}

async function keepForRebuilds({ edits, now }: ArchiveState, changes: readonly Change[]): Promise<void> {
  const at = new Date(now()).toISOString();
  await Promise.all(
    changes.map((change) =>
      change.document === null ? edits.forget(change.id, at) : edits.put(change.id, change.record, at),
    ),
  );
}
