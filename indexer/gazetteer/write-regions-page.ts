import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEntries } from './read-entries.ts';
import { regionsPage } from './regions-page.ts';

/** `npm run docs:regions`: writes docs/regions.md from the data. A test compares the two. */
const root = join(import.meta.dirname, '..', '..');
await writeFile(join(root, 'docs', 'regions.md'), regionsPage(await readEntries(join(root, 'data'))));
