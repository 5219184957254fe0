import { DatelineError } from '../../core/errors.ts';
import type { Changes } from '../port.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { OpenPlacement } from './placement.ts';
import type { Published } from './published.ts';
import { latestById } from './rebuild.ts';
import { changeGeneration } from './registry.ts';
import type { Registry } from './registry.ts';

export interface UpdateParts {
  readonly registry: Registry;
  readonly published: Published;
  readonly writer: BulkWriter;
  readonly openPlacement: OpenPlacement;
}

/**
 * Changes the live generation. Its version is taken before the writes, so that an older update that is late loses against a
 * newer one; the revision rises after they are visible, so that no cache keeps an old answer under a new revision.
 */
export async function update(parts: UpdateParts, { upsert, remove }: Changes): Promise<{ revision: number }> {
  const { registry, published, writer, openPlacement } = parts;
  published.forget();
  const before = await published.locate();
  const { generation } = before;
  if (upsert.length + remove.length === 0) return { revision: before.revisionAt(Date.now()) };
  const reserve = async (count: number, isVisible: boolean): Promise<number> => {
    const content = await registry.change((registered) =>
      changeGeneration(registered, generation, (one) => ({
        ...one,
        reserved: one.reserved + count,
        revision: isVisible ? one.reserved + count : one.revision,
      })),
    );
    const entry = content.generations.find(({ id }) => id === generation);
    if (!entry) throw new DatelineError('conflict', 'The generation was dropped meanwhile.');
    return entry.reserved;
  };
  // by as much as embargoes may have been lifted, for they count in the revision while they have lapsed
  const show = (): Promise<number> => reserve(1 + upsert.length + remove.length, true);
  const version = await reserve(1, false);
  const placement = await openPlacement(generation, { isLive: true });
  await placement.open();
  const writes = await placement.toWrites(latestById(upsert), [...new Set(remove)], version);
  try {
    // the shards that are written to are refreshed with the write; others, which may be on their way to another node, are not waited for
    await writer.write(writes, { refresh: true });
  } catch (error) {
    await show().catch(() => undefined); // some of them may have been taken
    published.forget();
    throw error;
  }
  await show();
  published.forget();
  return { revision: (await published.locate()).revisionAt(Date.now()) };
}
