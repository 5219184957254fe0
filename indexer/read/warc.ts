import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type InputType } from 'node:zlib';
import { AsyncIterReader, LimitReader, WARCParser, type WARCRecord } from 'warcio';
import { BrokenStream, readChunks } from './byte-stream.ts';
import { READ_LIMITS } from './limits.ts';

/** A page as a crawl kept it: the bytes of its text, and in which charset its server said they were. */
export interface CapturedPage {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly charset?: string;
}

/** A page, or what is wrong with one (`url`) or from a place of the file on. */
export type WarcEntry = CapturedPage | { readonly url?: string; readonly fault: string };

const CHUNK_BYTES = 64 * 1024;
/** The heads of a record, WARC's own and that of HTTP, are this long at most: the library would go on to the end of the file. */
const HEAD_BYTES = 1024 * 1024;
const PAGE_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;
const CHARSET = /charset\s*=\s*["']?([\w.:-]{2,40})/i;

/**
 * The web pages in a file of WARC records (ISO 28500), which archives of the web are made of: what a server answered with 200,
 * and pages that were kept without an answer. Pictures, redirects, requests and pages that are as they were (`revisit`)
 * are passed over. Memory stays at one page. The day of a crawl is no date of publication, and is not read.
 */
export async function* readWarcPages(path: string, signal?: AbortSignal): AsyncGenerator<WarcEntry> {
  const source = new Source(path, signal);
  // unpacked already, by what tells a file that is cut short
  const parser = new WARCParser(new AsyncIterReader(source, null));
  let records = 0;
  let pages = 0;
  try {
    for (;;) {
      source.allow(HEAD_BYTES);
      const record = await parser.parse();
      if (record === null) break;
      if (!record.warcHeaders.statusline.startsWith('WARC/')) {
        yield { fault: `no WARC record begins behind record ${records}; the rest is not read` };
        return;
      }
      records++;
      if (!Number.isSafeInteger(record.warcContentLength)) {
        yield { fault: `record ${records} does not say how long it is; the rest is not read` };
        return;
      }
      source.allow(Infinity);
      const isPage = holdsPage(record);
      const body = await readBody(record, isPage ? READ_LIMITS.pageBytes : 0);
      if (isLeftUnread(record)) throw new BrokenStream(`the file is cut short, in record ${records}`);
      if (!isPage) continue;
      pages++;
      yield await toPage(record, body);
    }
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    yield { fault: error.message };
    return;
  }
  if (pages === 0) yield { fault: `none of its ${records} records holds a web page` };
}

/** The chunks of a file, of which no more than is allowed are given. */
class Source {
  readonly #chunks: AsyncGenerator<Buffer>;
  #left = 0;

  constructor(path: string, signal?: AbortSignal) {
    this.#chunks = readChunks(path, CHUNK_BYTES, signal);
  }

  /** So many bytes may be asked for until the next call, and what is left of a chunk. */
  allow(bytes: number): void {
    this.#left = bytes;
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    if (this.#left <= 0) throw new BrokenStream(`the head of a record has more than ${HEAD_BYTES} bytes`);
    const next = await this.#chunks.next();
    if (next.done === true) return { done: true, value: undefined };
    this.#left -= next.value.length;
    return next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function holdsPage({ warcType, httpHeaders, warcContentType, warcHeaders }: WARCRecord): boolean {
  if (warcType === 'resource') return PAGE_TYPE.test(warcContentType ?? '');
  if (warcType !== 'response' || httpHeaders?.statusCode !== 200) return false;
  const type = httpHeaders.headers.get('content-type') ?? warcHeaders.headers.get('warc-identified-payload-type');
  return PAGE_TYPE.test(type ?? '');
}

/** The bytes of a record behind its heads, read to their end; null when there are more than `most`. */
async function readBody(record: WARCRecord, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of record.reader) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= most ? Buffer.concat(chunks) : null;
}

/** Has the file ended before the record that has been read? The library itself would wait for the rest for ever. */
function isLeftUnread({ reader }: WARCRecord): boolean {
  return reader instanceof LimitReader && reader.limit > 0;
}

async function toPage(record: WARCRecord, body: Buffer | null): Promise<WarcEntry> {
  const url = record.warcTargetURI ?? '';
  const tooLarge = { url, fault: `the page is larger than ${READ_LIMITS.pageBytes} bytes` };
  if (body === null) return tooLarge;
  const headers = record.httpHeaders?.headers;
  const isChunked = headers?.get('transfer-encoding') === 'chunked';
  const whole = isChunked ? await new AsyncIterReader([body], null, true).readFully() : body;
  const bytes = await unpack(whole, headers?.get('content-encoding') ?? '');
  if (bytes === null) return tooLarge;
  const charset = CHARSET.exec(headers?.get('content-type') ?? '')?.[1]?.toLowerCase();
  return { url, bytes, ...(charset !== undefined && { charset }) };
}

type Unpack = (bytes: InputType, options: { maxOutputLength: number }) => Promise<Buffer>;

const UNPACK: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** A body as it was before it was packed for its way; null when it is too large. Some crawlers unpack it and leave the header. */
async function unpack(bytes: Uint8Array, encoding: string): Promise<Uint8Array | null> {
  const known = UNPACK[encoding.trim().toLowerCase()];
  if (known === undefined) return bytes;
  try {
    return await known(bytes, { maxOutputLength: READ_LIMITS.pageBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? null : bytes;
  }
}
