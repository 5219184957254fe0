import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseJsonLines } from '../../core/json-lines.ts';
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

/** Reads the JSON Lines files of `data/`. @throws invalid_config with every mistake, its file and line */
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
  return parseJsonLines(await readFile(path, 'utf8'), path, schema);
}
