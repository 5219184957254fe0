import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import type { Message } from '../../core/message.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { explainFile } from '../explain.ts';
import { normaliseFiles } from '../normalise-files.ts';
import { localWorkshop } from '../workshop.ts';
import { readWarcPages, type WarcEntry } from './warc.ts';

const NAME = 'crawl.warc';
const URL = 'https://herald.example/2023/harbour';
const HTML = 'text/html; charset=utf-8';

/** A file of that name, in a folder that goes with the test. */
function place(bytes: Buffer, name = NAME): string {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-warc-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

async function entriesOf(bytes: Buffer, name = NAME): Promise<WarcEntry[]> {
  const entries: WarcEntry[] = [];
  for await (const entry of readWarcPages(place(bytes, name))) entries.push(entry);
  return entries;
}

const lines = (...parts: string[]): Buffer => Buffer.from(parts.map((part) => `${part}\r\n`).join(''));

function record(type: string, block: Buffer, more: string[] = [], url = URL): Buffer {
  const head = lines(
    'WARC/1.1',
    `WARC-Type: ${type}`,
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2024-05-06T07:08:09Z',
    `Content-Length: ${block.length}`,
    ...more,
    '',
  );
  return Buffer.concat([head, block, lines('', '')]);
}

interface Answer {
  readonly status?: string;
  readonly type?: string;
  readonly headers?: string[];
  readonly url?: string;
}

function response(body: Buffer | string, { status = '200 OK', type = HTML, headers = [], url }: Answer = {}): Buffer {
  const head = lines(`HTTP/1.1 ${status}`, `Content-Type: ${type}`, ...headers, '');
  return record('response', Buffer.concat([head, Buffer.from(body)]), [], url);
}

const html = (entry: WarcEntry | undefined): string =>
  entry !== undefined && 'bytes' in entry ? Buffer.from(entry.bytes).toString() : JSON.stringify(entry);

const INFO = record('warcinfo', lines('software: a crawler'), ['Content-Type: application/warc-fields']);

test('pages are told from what else a crawl keeps', async () => {
  const file = Buffer.concat([
    INFO,
    record(
      'response',
      Buffer.from('20240506\nherald.example. 300 IN A 192.0.2.1\n'),
      ['Content-Type: text/dns'],
      'dns:herald.example',
    ),
    record('request', lines('GET /2023/harbour HTTP/1.1', 'Host: herald.example', '')),
    response('<p>one'),
    response('\x89PNG', { type: 'image/png' }),
    response('<p>gone', { status: '404 Not Found' }),
    response('', { status: '301 Moved Permanently' }),
    record('revisit', lines('HTTP/1.1 200 OK', `Content-Type: ${HTML}`, '')),
    record('resource', Buffer.from('<p>two'), ['Content-Type: text/html'], 'https://herald.example/two'),
    record('resource', Buffer.from('body {}'), ['Content-Type: text/css']),
    response('<p>three', { type: 'Application/XHTML+XML', url: '<https://herald.example/three>' }),
  ]);
  const expected = [
    { url: URL, bytes: Buffer.from('<p>one'), charset: 'utf-8' },
    { url: 'https://herald.example/two', bytes: Buffer.from('<p>two') },
    { url: 'https://herald.example/three', bytes: Buffer.from('<p>three') },
  ];
  expect(await entriesOf(file)).toEqual(expected);
  expect(await entriesOf(gzipSync(file), `${NAME}.gz`)).toEqual(expected);
});

test('each record may be packed for itself', async () => {
  const file = Buffer.concat([INFO, response('<p>one'), response('<p>two')].map((one) => gzipSync(one)));
  expect((await entriesOf(file, `${NAME}.gz`)).map(html)).toEqual(['<p>one', '<p>two']);
});

test('bodies in chunks, packed, and said to be so though they are not', async () => {
  const page = `<p>${'The harbour reopens. '.repeat(200)}`;
  const chunked = (body: Buffer): Buffer =>
    Buffer.concat([lines((300).toString(16)), body.subarray(0, 300), lines(''), lines((body.length - 300).toString(16)), body.subarray(300), lines('', '0', '')]); // prettier-ignore
  const inChunks = ['Transfer-Encoding: chunked'];
  const packed = gzipSync(page, { level: 0 });
  const file = Buffer.concat([
    response(chunked(Buffer.from(page)), { headers: inChunks }),
    response(page, { headers: inChunks }),
    response(packed, { headers: ['Content-Encoding: gzip'] }),
    response(chunked(packed), { headers: ['content-encoding: GZIP', ...inChunks] }),
    response(brotliCompressSync(page), { headers: ['Content-Encoding: br'] }),
    response(deflateSync(page), { headers: ['Content-Encoding: deflate'] }),
    response(page, { headers: ['Content-Encoding: gzip'] }),
    response(page, { headers: ['Content-Encoding: identity'] }),
  ]);
  expect((await entriesOf(file)).map(html)).toEqual(Array.from({ length: 8 }, () => page));
});

test('a page that is too large, packed or not, costs itself alone', async () => {
  const large = Buffer.alloc(33 * 1024 * 1024, 'x');
  const file = Buffer.concat([
    response(large),
    response(gzipSync(large), { headers: ['Content-Encoding: gzip'] }),
    response('<p>one'),
  ]);
  const tooLarge = { url: URL, fault: 'the page is larger than 33554432 bytes' };
  const [first, second, third] = await entriesOf(file);
  expect([first, second]).toEqual([tooLarge, tooLarge]);
  expect(html(third)).toBe('<p>one');
});

test('what is damaged is said, and what stands before it is read', async () => {
  const whole = Buffer.concat([INFO, response('<p>one'), response('\x89PNG'.repeat(100), { type: 'image/png' })]);
  const fault = (pattern: RegExp) => ({ fault: expect.stringMatching(pattern) as string });
  const [, cut] = await entriesOf(whole.subarray(0, -200));
  expect(cut).toEqual(fault(/cut short, in record 3/));
  const packed = gzipSync(whole);
  expect((await entriesOf(packed.subarray(0, -10), `${NAME}.gz`)).at(-1)).toEqual(fault(/packed data is damaged/));
  const [page, garbage] = await entriesOf(Buffer.concat([response('<p>one'), Buffer.from('garbage\r\n\r\n')]));
  expect(html(page)).toBe('<p>one');
  expect(garbage).toEqual(fault(/no WARC record begins behind record 1/));
  const endless = Buffer.from(`WARC/1.1\r\nWARC-Type: ${'x'.repeat(3 * 1024 * 1024)}\r\n\r\n`);
  expect(await entriesOf(endless)).toEqual([fault(/head of a record has more than/)]);
  const unmeasured = Buffer.from(
    response('<p>two')
      .toString('latin1')
      .replace(/(?<=Length: )\d+/, 'many'),
    'latin1',
  );
  expect((await entriesOf(Buffer.concat([response('<p>one'), unmeasured, response('<p>three')]))).map(html)).toEqual([
    '<p>one',
    '{"fault":"record 2 does not say how long it is; the rest is not read"}',
  ]);
  expect(await entriesOf(INFO)).toEqual([fault(/none of its 1 records holds a web page/)]);
  expect(await entriesOf(Buffer.alloc(0))).toEqual([fault(/none of its 0 records/)]);
});

test('property: wherever a file is cut or a byte of it changed, reading ends', async () => {
  const said = vi.spyOn(console, 'warn').mockReturnValue(); // the library tells the console of a wrong length
  onTestFinished(() => said.mockRestore());
  const whole = Buffer.concat([
    INFO,
    response('<p>one'),
    response(gzipSync('<p>two'), { headers: ['Content-Encoding: gzip'] }),
    response('5\r\n<p>th\r\n3\r\nree\r\n0\r\n\r\n', { headers: ['Transfer-Encoding: chunked'] }),
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), async (length, at, byte) => {
      const bytes = Buffer.from(whole.subarray(0, length));
      if (at < length) bytes[at] = byte;
      const entries = await entriesOf(bytes);
      expect(entries.length).toBeGreaterThan(0);
      expect(entries.length).toBeLessThan(6);
    }),
    { numRuns: 150 },
  );
});

const PAGE = (
  place: string,
  accent = '',
): string => `<html><head><title>Harbour of ${place} reopens</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour of ${place} reopens</h1>
<time datetime="2023-03-14">14 March 2023</time>
<p>The harbour of ${place} was opened to ships again on Tuesday after eleven months of work on its mole ${accent}, the port authority said.</p>
<p>Three ferries a day will leave for the islands, and the first of them was full, a spokeswoman of the port told reporters.</p>
<p>The work had cost twice what was planned, and the city council will ask in May who is to pay for the rest of it.</p>
</article></body></html>`;

test('a crawl becomes documents with their addresses; the day of the crawl is not theirs', async () => {
  const french = iconv.encode(PAGE('Dakar', '(« môle » in French, and « jetée »)'), 'windows-1252');
  const file = Buffer.concat([
    INFO,
    response(PAGE('Algiers')),
    response(french, { type: 'text/html; charset=windows-1252', url: 'https://herald.example/dakar' }),
    response('\0\x01binary', { url: 'https://herald.example/torn' }),
    record('resource', Buffer.alloc(33 * 1024 * 1024), ['Content-Type: text/html'], 'https://herald.example/large'),
  ]);
  const path = place(file);
  const documents: ArticleDocument[] = [];
  const messages: Message[] = [];
  for await (const item of normaliseFiles([path], localWorkshop(shippedContext), { keepRepeats: true }))
    if ('json' in item) documents.push(JSON.parse(item.json) as ArticleDocument);
    else messages.push(item.message);
  expect(documents).toMatchObject([
    { title: 'Harbour of Algiers reopens', url: URL, date: '2023-03-14', countries: ['DZ'] },
    { title: 'Harbour of Dakar reopens', url: 'https://herald.example/dakar', countries: ['SN'] },
  ]);
  expect(documents.map(({ sources }) => sources)).toEqual([
    [{ file: NAME, record: URL }],
    [{ file: NAME, record: 'https://herald.example/dakar' }],
  ]);
  expect(documents[1]!.body).toContain('« môle »');
  expect(messages).toMatchObject([
    { rule: 'record-unreadable', severity: 'error', record: 'https://herald.example/large' },
    { rule: 'not-text', severity: 'error', record: 'https://herald.example/torn' },
  ]);
  const said: string[] = [];
  for await (const line of explainFile(path, shippedContext)) said.push(line);
  expect(said[0]).toBe(`Article 1, record ${URL}: Harbour of Algiers reopens`);
});
