import type { Message } from '../../core/message.ts';
import type { FinishedDocument } from '../steps/to-document.ts';
import { IdAssigner } from './assign-ids.ts';
import { fingerprintOf } from './fingerprint.ts';
import { identityOf, textIdentity } from './identity.ts';
import { IdentityRegistry, RegistryWriter } from './identity-registry.ts';
import type { Story, StoryCollector } from './story-collector.ts';

/**
 * The stories of a run with the ids that they bore in earlier runs. When all have been taken, the registry is written anew;
 * a run that is broken off leaves the old one. What this run did not meet stays known, in case it comes back.
 */
export async function* withLastingIds(
  collector: StoryCollector,
  registryFile: string | undefined,
  onMessage: (message: Message) => void,
): AsyncGenerator<Story> {
  const registry = await openRegistry(registryFile, onMessage);
  const ids = new IdAssigner(registry, () => collector.bodyKeys());
  const writer = registryFile === undefined ? null : await RegistryWriter.open(registryFile);
  let isComplete = false;
  try {
    for await (const { document, versions } of collector.stories()) {
      const id = ids.assign(document, versions);
      if (IdAssigner.isMade(id)) for (const version of versions) await writer?.add(id, version);
      yield { document: { ...document, id }, versions };
    }
    for (const { id, bytes } of registry.entries()) if (!ids.hasUsed(id)) await writer?.addBytes(bytes);
    isComplete = true;
  } finally {
    await (isComplete ? writer?.commit() : writer?.discard());
  }
}

/** The id that an article bears already by its address, record or text; null when it is new. */
export async function knownId(finished: FinishedDocument, registryFile: string | undefined): Promise<string | null> {
  if (registryFile === undefined) return null;
  const { registry } = await IdentityRegistry.load(registryFile);
  const identity = identityOf(finished.document, textIdentity(fingerprintOf(finished)));
  for (const id of registry.idsOf(identity, () => false)) return id;
  return null;
}

async function openRegistry(
  path: string | undefined,
  onMessage: (message: Message) => void,
): Promise<IdentityRegistry> {
  if (path === undefined) return IdentityRegistry.empty();
  const { registry, isDamaged } = await IdentityRegistry.load(path);
  if (isDamaged)
    onMessage({
      severity: 'warning',
      rule: 'registry-damaged',
      reason: 'the record of ids cannot be read; ids follow the content again',
      file: 'identities',
    });
  return registry;
}
