import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import {
  blockerEntry,
  countryEntry,
  organisationEntry,
  placeEntry,
  regionEntry,
  synonymEntry,
  wordListEntry,
  type Entries,
} from './entries.ts';

/** Reads the JSON Lines files of `data/`. @throws invalid_config naming file and line of the first line that is no valid entry */
export async function readEntries(folder: string): Promise<Entries> {
  const [countries, places, regions, organisations, blockers, synonyms, words] = await Promise.all([
    readLines(folder, 'countries.jsonl', countryEntry),
    readLines(folder, 'places.jsonl', placeEntry),
    readLines(folder, 'regions.jsonl', regionEntry),
    readLines(folder, 'organisations.jsonl', organisationEntry),
    readLines(folder, 'blockers.jsonl', blockerEntry),
    readLines(folder, 'synonyms.jsonl', synonymEntry),
    readLines(folder, 'words.jsonl', wordListEntry),
  ]);
  return { countries, places, regions, organisations, blockers, synonyms, words };
}

async function readLines<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const entries: z.output<Schema>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `${path}:${index + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (cause) {
      throw new DatelineError('invalid_config', `${where}: not JSON`, { cause });
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new DatelineError(
        'invalid_config',
        `${where}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
      );
    }
    entries.push(parsed.data);
  }
  return entries;
}
