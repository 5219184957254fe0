import { join } from 'node:path';
import { checkData } from './check-data.ts';
import { readEntries } from './read-entries.ts';

/** `npm run check:data [FOLDER]`: what is wrong with the data, one line each, and exit code 1 when something is. */
const entries = await readEntries(process.argv[2] ?? join(import.meta.dirname, '..', '..', 'data'));
const problems = checkData(entries);
for (const problem of problems) process.stderr.write(`${problem}\n`);
const counts = Object.entries(entries).map(([file, list]) => `${(list as readonly unknown[]).length} ${file}`);
process.stdout.write(`${counts.join(', ')}: ${problems.length === 0 ? 'sound' : `${problems.length} problems`}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
