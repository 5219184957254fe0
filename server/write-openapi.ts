/** `npm run openapi` writes docs/openapi.json; with `--check` it fails when that file is not what the routes say. */
import { readFile, writeFile } from 'node:fs/promises';
import { toOpenapi } from './openapi.ts';
import { ROUTES } from './routes/routes.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const text = `${JSON.stringify(toOpenapi(ROUTES), null, 2)}\n`;
if (process.argv.includes('--check')) {
  const written = await readFile(file, 'utf8').catch(() => '');
  if (written !== text) {
    process.stderr.write('docs/openapi.json is not what the routes say: run npm run openapi\n');
    process.exitCode = 1;
  }
} else await writeFile(file, text);
