import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import { REGISTRY_BODY } from './to-settings.ts';

const registeredGeneration = z.object({
  id: z.string(),
  createdAt: z.string(),
  isPublished: z.boolean(),
  /** Versions given to writes so far: of two writes to one article the later version stays, whichever arrives last. */
  reserved: z.int(),
  /** What searches report. Raised after the writes are visible, never before. */
  revision: z.int(),
});

const registryShape = z.object({
  /** Signs cursors; shared by all processes that serve this archive. */
  secret: z.string(),
  /** Newest first. */
  generations: z.array(registeredGeneration),
  /** The rebuild that is open, and when its owner was last heard of (milliseconds). */
  rebuild: z.object({ generation: z.string(), owner: z.string(), heardAt: z.int() }).nullable(),
});

export type RegisteredGeneration = z.infer<typeof registeredGeneration>;
export type RegistryContent = z.infer<typeof registryShape>;

interface StoredRegistry {
  readonly found?: boolean;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly _source?: { readonly registry: unknown };
}

/** One small document that all processes share; every change is a compare-and-swap. */
export interface Registry {
  /** Null before anything was built. */
  read(): Promise<RegistryContent | null>;
  /** Applies `change` to the newest content, as often as others get in between, and returns what was written. */
  change(change: (content: RegistryContent) => RegistryContent): Promise<RegistryContent>;
}

const ATTEMPTS = 50;

export function openRegistry(connection: Connection, names: Names): Registry {
  const path = `/${names.registry}/_doc/registry`;
  const load = async (): Promise<{ content: RegistryContent | null; stored: StoredRegistry }> => {
    const { body } = await connection.send<StoredRegistry>({ method: 'GET', path }, { accept: [404] });
    return { stored: body, content: body.found === true ? registryShape.parse(body._source?.registry) : null };
  };
  return {
    read: async () => (await load()).content,
    change: async (change) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { content, stored } = await load();
        if (content === null) await makeIndex(connection, names);
        const next = change(content ?? { secret: randomBytes(32).toString('hex'), generations: [], rebuild: null });
        const only =
          content === null
            ? { op_type: 'create' }
            : { if_seq_no: stored._seq_no!, if_primary_term: stored._primary_term! };
        const { status } = await connection.send(
          { method: 'PUT', path, query: only, body: { registry: next } },
          { accept: [409], isWrite: true },
        );
        if (status !== 409) return next;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * (attempt + 1)));
      }
      throw new DatelineError('overloaded', 'Too many writers change the registry at once.');
    },
  };
}

async function makeIndex(connection: Connection, names: Names): Promise<void> {
  const { status, body } = await connection.send<{ error?: { type?: string } }>(
    { method: 'PUT', path: `/${names.registry}`, body: REGISTRY_BODY },
    { accept: [400], isWrite: true },
  );
  if (status === 400 && body.error?.type !== 'resource_already_exists_exception') {
    throw new DatelineError('engine_rejected', 'OpenSearch refused to make the registry.');
  }
}

/** The entry of a generation changed by `change`, all others as they are. */
export function changeGeneration(
  content: RegistryContent,
  id: string,
  change: (generation: RegisteredGeneration) => RegisteredGeneration,
): RegistryContent {
  return { ...content, generations: content.generations.map((one) => (one.id === id ? change(one) : one)) };
}
