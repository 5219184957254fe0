import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesOf } from './examples.ts';

const SITES = fileURLToPath(new URL('../../fixtures/sites/', import.meta.url));
/** What stands for the service in documents and fixtures; the README's has a longer name. */
const PLACEHOLDER = /https:\/\/archive\.example(\.org)?/g;
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

/** What a careful site allows for itself; for the archive it allows what `docs/embedding.md` asks for, and nothing more. */
const OWN_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";

async function strictPolicy(): Promise<string> {
  const [asked = ''] = await examplesOf('');
  return `${OWN_POLICY}; ${asked.trim().replace(/\s+/g, ' ')}`;
}

export interface Strangers {
  readonly url: string;
  /** Tells the pages where the archive is. */
  embed(archive: string): void;
  close(): Promise<void>;
}

/**
 * Sites of other people: the pages in `test/fixtures/sites/`, and every example of `docs/embedding.md` as
 * `/example/<number>`.
 */
export async function startStrangers(): Promise<Strangers> {
  let archive = '';
  let instantSearch: Promise<string> | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    void answer(new URL(request.url ?? '/', 'http://strangers').pathname).then(
      async ({ type, body }) => {
        response.setHeader('content-type', `${type}; charset=utf-8`);
        if (type === 'text/html' && !/^.(messy|instantsearch|readme)/.test(request.url ?? '')) {
          response.setHeader('content-security-policy', (await strictPolicy()).replaceAll(PLACEHOLDER, archive));
        }
        response.end(body.replaceAll(PLACEHOLDER, archive));
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });

  async function answer(path: string): Promise<{ type: string; body: string }> {
    const example = /^\/example\/(\d+)$/.exec(path)?.[1];
    if (example !== undefined) return { type: 'text/html', body: (await examplesOf('html'))[Number(example)]! };
    // As somebody pastes it into an empty file: no doctype, no language, nothing else.
    if (path === '/readme') return { type: 'text/html', body: (await examplesOf('html', 'README.md'))[0]! };
    if (path === '/archive-search.css') return { type: 'text/css', body: (await examplesOf('css'))[0]! };
    if (path === '/instantsearch.js')
      return { type: 'text/javascript', body: await (instantSearch ??= bundleInstantSearch()) };
    const file = join(SITES, path.replace(/[^a-z0-9./-]/g, '').replaceAll('..', ''));
    return { type: TYPES[extname(file)] ?? 'text/plain', body: await readFile(file, 'utf8') };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    embed: (address) => (archive = address),
    close: () => closed(server),
  };
}

/** InstantSearch with Meilisearch's own client, as an integrator bundles them. */
async function bundleInstantSearch(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(SITES, 'instantsearch.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]!.text;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
