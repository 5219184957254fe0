import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { GenerationFacts } from './generation-facts.ts';
import { generationFactsSchema } from './generation-facts.ts';
import { replaceFile } from './replace-file.ts';

const fileSchema = z.array(z.strictObject({ generation: z.string(), facts: generationFactsSchema }));
const KEPT = 10;

/** The facts of published generations, so that the live one need not be read again for every comparison. */
export interface FactsStore {
  of(generation: string): GenerationFacts | undefined;
  save(generation: string, facts: GenerationFacts): Promise<void>;
}

/** A file that is missing or of an older form is no loss: the facts are gathered again. */
export async function openFactsStore(folder: string): Promise<FactsStore> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'generation-facts.json');
  let kept: z.infer<typeof fileSchema> = [];
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.success) kept = parsed.data;
  } catch {
    // not there, or not JSON: gathered again
  }
  return {
    of: (generation) => kept.find((entry) => entry.generation === generation)?.facts,
    async save(generation, facts) {
      kept = [{ generation, facts }, ...kept.filter((entry) => entry.generation !== generation)].slice(0, KEPT);
      await replaceFile(file, JSON.stringify(kept));
    },
  };
}
