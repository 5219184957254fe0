import type { Request, Response } from 'express';
import type { ArticleDocument } from '../core/document.ts';
import { toSummary } from '../core/document.ts';
import { DatelineError, isDatelineError } from '../core/errors.ts';
import type { SearchQuery } from '../core/query.ts';
import type { ScanPage, SearchResult } from '../core/result.ts';
import { askEngine } from './ask-engine.ts';
import { csvRow } from './csv.ts';
import { setEtag } from './etag.ts';
import { observedSearch } from './run-search.ts';
import type { Services } from './services.ts';

export type ExportFormat = 'csv' | 'jsonl';

export interface ExportRequest {
  readonly q: string;
  readonly query: SearchQuery;
  readonly format: ExportFormat;
  /** Whole texts too. */
  readonly body: boolean;
  /** A line before all others that tells what was asked, and of which state. */
  readonly head: boolean;
}

const PAGE = 250;
/** A generation may be published between counting and the first page. */
const ATTEMPTS = 3;

const COLUMNS = [
  'id',
  'title',
  'date',
  'datePrecision',
  'dateSource',
  'countries',
  'regions',
  'organisations',
  'language',
  'publisher',
  'author',
  'section',
  'url',
  'sources',
] as const satisfies readonly (keyof ArticleDocument)[];

function cellOf(document: ArticleDocument, column: (typeof COLUMNS)[number]): string {
  if (column === 'sources') {
    return document.sources.map(({ file, record }) => (record === undefined ? file : `${file}#${record}`)).join('; ');
  }
  const value = document[column];
  return typeof value === 'object' && value !== null ? value.join('; ') : (value ?? '');
}

function linesOf(documents: readonly ArticleDocument[], format: ExportFormat, withBody: boolean): string {
  return documents
    .map((document) =>
      format === 'csv'
        ? csvRow([...COLUMNS.map((column) => cellOf(document, column)), ...(withBody ? [document.body] : [])])
        : `${JSON.stringify({ ...toSummary(document), ...(withBody && { body: document.body }) })}\n`,
    )
    .join('');
}

/** Total and first page of one and the same state. @throws conflict when the index changes all the time */
async function begin(
  services: Services,
  res: Response,
  q: string,
  query: SearchQuery,
): Promise<{ total: SearchResult; page: ScanPage }> {
  for (let attempt = 1; ; attempt++) {
    const { result: total } = await observedSearch(services, res, { q, filters: query.filters, by: 'machine' }, query);
    const page = await askEngine(services, res, 'scan', (signal) =>
      services.engine.scan(query, undefined, PAGE, { signal }),
    );
    const after = await askEngine(services, res, 'state', (signal) => services.engine.state(query.now, { signal }));
    if (after.generation === total.generation && after.revision === total.revision) return { total, page };
    if (attempt === ATTEMPTS) throw new DatelineError('conflict', 'the index is being changed; try again');
  }
}

/**
 * How to wait until what was written has left, or its reader has gone. One listener serves all waits of an answer: those
 * of `once` would stay with the compressed stream, one for each page.
 */
function waitingFor(res: Response): () => Promise<void> {
  let goOn = (): void => undefined;
  const wake = (): void => goOn();
  res.on('drain', wake).on('close', wake);
  return () => (res.closed ? Promise.resolve() : new Promise((resolve) => (goOn = resolve)));
}

/**
 * Streams all articles that match, unless told otherwise with query, generation and total at the head. One state of one
 * generation: when that is gone in the middle, the answer breaks off, so that nobody takes a part for the whole.
 */
export async function exportArticles(
  services: Services,
  req: Request,
  res: Response,
  request: ExportRequest,
): Promise<void> {
  const { q, query, format } = request;
  const { total, page: first } = await begin(services, res, q, query);
  setEtag(services, req, res, total);
  const { generation, revision, totalHits } = total;
  res.status(200).set({
    'Content-Type': `${format === 'csv' ? 'text/csv' : 'application/x-ndjson'}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="articles.${format}"`,
    'Dateline-Total': String(totalHits),
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const drained = waitingFor(res);
  if (format === 'csv') res.write('\uFEFF');
  if (request.head) {
    const head = JSON.stringify({ query: q, filters: query.filters, generation, revision, totalHits });
    res.write(format === 'csv' ? csvRow([`# ${head}`]) : `${head}\n`);
  }
  if (format === 'csv') res.write(csvRow([...COLUMNS, ...(request.body ? ['body'] : [])]));

  let page = first;
  for (;;) {
    const more = res.write(linesOf(page.documents, format, request.body));
    const cursor = page.nextCursor;
    if (cursor === undefined) break;
    if (!more) await drained();
    if (res.closed || res.destroyed) return;
    try {
      page = await askEngine(services, res, 'scan', (signal) => services.engine.scan(query, cursor, PAGE, { signal }));
    } catch (error) {
      if (isDatelineError(error, 'aborted')) return;
      throw error;
    }
  }
  res.end();
}
