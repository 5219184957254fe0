const FORMATS = {
  markdown: ['md', 'markdown'],
  text: ['txt', 'text'],
  html: ['html', 'htm', 'xhtml'],
  feed: ['xml', 'rss', 'atom', 'rdf'],
  json: ['json'],
  records: ['jsonl', 'ndjson'],
  crawl: ['warc'],
} as const;

export type PageFormat = Exclude<keyof typeof FORMATS, 'records' | 'crawl'>;
/** How a file is read, told by the end of its name; `unknown` files are reported and left. */
export type FileFormat = keyof typeof FORMATS | 'unknown';

const BY_EXTENSION = new Map(
  Object.entries(FORMATS).flatMap(([format, extensions]) =>
    extensions.map((extension) => [extension as string, format as FileFormat]),
  ),
);

/** `.gz` may follow any known ending. */
export function formatOf(path: string): FileFormat {
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase();
  return BY_EXTENSION.get(extension ?? '') ?? 'unknown';
}

export function isPacked(path: string): boolean {
  return /\.gz$/i.test(path);
}
