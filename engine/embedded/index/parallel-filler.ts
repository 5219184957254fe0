import { encodeUtf8 } from './bytes.ts';
import { hashOf } from './hash-of.ts';
import { publishManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import type { Filler, OpenFiller, OpenWriter, WriterPort } from './writer-port.ts';

/** Numbers of files that each writer has for itself: one that writes 64 MB at a time never comes to the end of them. */
const FILES_EACH = 100_000;

/**
 * Fills a new generation by several writers that work at the same time, each with the documents whose ids fall to it: so a
 * document that comes again replaces the one before. A generation that holds something is filled by the first of them.
 * The caller may make the next batch while one is written, so each writer must take its calls in order; what fails is told
 * by every later call.
 */
export function parallelFiller(openers: readonly OpenWriter[]): OpenFiller {
  return async (folder, manifest) => {
    if (manifest.segments.length > 0) return openers[0]!(folder, manifest);
    const ports = await openAll(openers, folder, manifest);
    return fillTogether(ports, folder);
  };
}

async function openAll(openers: readonly OpenWriter[], folder: string, manifest: Manifest): Promise<WriterPort[]> {
  const opened = await Promise.allSettled(
    openers.map((open, number) => open(folder, { ...manifest, nextFile: manifest.nextFile + number * FILES_EACH })),
  );
  const ports = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed === undefined) return ports;
  await Promise.allSettled(ports.map((port) => port.close()));
  throw failed.reason;
}

function fillTogether(ports: readonly WriterPort[], folder: string): Filler {
  /** Everything that has been handed on. */
  let handedOn: Promise<unknown> = Promise.resolve();
  const handOn = async <T>(
    items: readonly T[],
    idOf: (item: T) => string,
    give: (port: WriterPort, share: readonly T[]) => Promise<void>,
  ): Promise<void> => {
    const before = handedOn;
    const shares = ports.map((): T[] => []);
    for (const item of items) {
      const id = idOf(item);
      const bytes = encodeUtf8(id);
      shares[hashOf(bytes, 0, bytes.length) % ports.length]!.push(item);
    }
    handedOn = Promise.all([before, ...ports.map((port, number) => give(port, shares[number]!))]);
    handedOn.catch(() => undefined); // told by the next call
    await before;
  };
  return {
    add: (documents) =>
      handOn(
        documents,
        ({ id }) => id,
        (port, share) => port.add(share),
      ),
    remove: (ids) =>
      handOn(
        ids,
        (id) => id,
        (port, share) => port.remove(share),
      ),
    commit: async () => {
      await handedOn;
      const manifests = await Promise.all(ports.map((port) => port.prepareCommit()));
      const whole: Manifest = {
        ...manifests[0]!,
        nextFile: Math.max(...manifests.map(({ nextFile }) => nextFile)),
        segments: manifests.flatMap(({ segments }) => segments),
      };
      publishManifest(folder, whole);
      return whole;
    },
    close: async () => {
      await Promise.all(ports.map((port) => port.close()));
    },
  };
}
