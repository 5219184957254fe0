import { randomUUID } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import type { Rebuild } from '../port.ts';
import type { Asking } from './ask.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { Generations } from './generations.ts';
import { newGeneration } from './names.ts';
import type { OpenPlacement } from './placement.ts';
import { openReader } from './reader.ts';
import { changeGeneration } from './registry.ts';
import type { Registry, RegistryContent } from './registry.ts';

export interface RebuildParts {
  readonly asking: Asking;
  readonly registry: Registry;
  readonly generations: Generations;
  readonly writer: BulkWriter;
  readonly openPlacement: OpenPlacement;
  readonly keepGenerations: number;
  readonly onPublished: () => void;
}

/** A rebuild whose owner has not been heard of for so long belongs to a process that is gone. */
const ABANDONED_MS = 60_000;
const HEARTBEAT_MS = 10_000;

/** Opens a generation to be filled, after sweeping what a process that is gone left behind. @throws conflict */
export async function startRebuild(parts: RebuildParts): Promise<Rebuild> {
  const { asking, registry, generations, writer, openPlacement, keepGenerations, onPublished } = parts;
  await sweepAbandoned(parts);
  const owner = randomUUID();
  const id = newGeneration(Date.now());
  await registry.change((content) => claim(content, id, owner));
  const placement = await openPlacement(id, { isLive: false });
  let version = 0;
  let isOpen = true;
  /** The switch has been asked for: whatever was answered, it may come about. */
  let mayBeLive = false;
  let queue: Promise<void> = Promise.resolve();
  const stopHeartbeat = startHeartbeat(registry, owner);
  const end = (): void => {
    isOpen = false;
    stopHeartbeat();
  };
  /** One change after the other, so that versions follow the order of the calls. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = queue.then(() => {
      if (!isOpen) throw new DatelineError('conflict', 'This rebuild has ended.');
      return run();
    });
    queue = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };
  try {
    await placement.open();
  } catch (error) {
    end();
    await generations.drop(id).catch(() => undefined);
    throw error;
  }
  return {
    generation: id,
    add: (documents) =>
      inTurn(async () => {
        if (documents.length > 0) await writer.write(await placement.toWrites(latestById(documents), [], ++version));
      }),
    remove: (ids) =>
      inTurn(async () => {
        if (ids.length > 0) await writer.write(await placement.toWrites([], [...new Set(ids)], ++version));
      }),
    preview: () =>
      inTurn(async () => {
        await generations.refresh(id);
        const { secret } = (await registry.read())!;
        const located = { generation: id, secret, revisionAt: () => version };
        return openReader(
          asking,
          () => Promise.resolve(located),
          () => undefined,
        );
      }),
    commit: ({ allowEmpty = false } = {}) =>
      inTurn(async () => {
        await generations.refresh(id);
        if (!allowEmpty) await refuseEmpty(generations, id);
        await registry.change((content) =>
          changeGeneration(content, id, (one) => ({ ...one, reserved: version, revision: version })),
        );
        mayBeLive = true;
        const before = await generations.publish(id);
        end();
        onPublished();
        await generations.prune(keepGenerations, before).catch(() => undefined); // the next rebuild will try again
      }),
    discard: async () => {
      if (!isOpen) return;
      end();
      await queue;
      if (!mayBeLive) await generations.drop(id); // else the next rebuild sweeps what is not live
    },
  };
}

/** Notes a new generation as the one that is being built. @throws conflict when another is */
function claim(content: RegistryContent, id: string, owner: string): RegistryContent {
  if (content.rebuild?.owner === owner) return content; // written by an attempt whose answer was lost
  if (content.rebuild) {
    const details = { conflictingId: content.rebuild.generation };
    throw new DatelineError('conflict', 'Another rebuild is open.', { details });
  }
  const entry = { id, createdAt: new Date().toISOString(), isPublished: false, reserved: 0, revision: 0 };
  return {
    ...content,
    generations: [entry, ...content.generations],
    rebuild: { generation: id, owner, heardAt: Date.now() },
  };
}

/** Lets others know that the owner lives; returns how to stop. */
function startHeartbeat(registry: Registry, owner: string): () => void {
  const heartbeat = setInterval(() => {
    registry.change((content) => hear(content, owner)).catch(() => undefined); // missed beats are what ABANDONED_MS forgives
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return () => clearInterval(heartbeat);
}

async function refuseEmpty(generations: Generations, id: string): Promise<void> {
  if ((await generations.countDocuments(id)) > 0) return;
  throw new DatelineError('publish_refused', 'The rebuild is empty.', {
    details: { reasons: ['It holds no article.'] },
  });
}

function hear(content: RegistryContent, owner: string): RegistryContent {
  const { rebuild } = content;
  return rebuild?.owner === owner ? { ...content, rebuild: { ...rebuild, heardAt: Date.now() } } : content;
}

/** The last of each article, as if they had been added one by one. */
export function latestById(documents: readonly ArticleDocument[]): ArticleDocument[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

/** Drops generations that were never published and whose builder is gone. */
async function sweepAbandoned({ registry, generations }: RebuildParts): Promise<void> {
  const content = await registry.read();
  if (!content) return;
  const { rebuild } = content;
  const building = rebuild && Date.now() - rebuild.heardAt <= ABANDONED_MS ? rebuild.generation : undefined;
  const live = (await generations.list()).find((one) => one.live)?.id;
  for (const { id, isPublished } of content.generations) {
    if (!isPublished && id !== building && id !== live) await generations.drop(id);
  }
}
