import { join } from 'node:path';
import type { ArticleDocument } from '../../core/document.ts';
import type { Message } from '../../core/message.ts';
import { normaliseFiles } from '../../indexer/normalise-files.ts';
import { localWorkshop } from '../../indexer/workshop.ts';
import { shippedContext } from './shipped-context.ts';

const articles: ArticleDocument[] = [];
const messages: Message[] = [];
const corpus = join(import.meta.dirname, '..', '..', 'corpus');
for await (const item of normaliseFiles([corpus], localWorkshop(shippedContext), { keepRepeats: false })) {
  if ('message' in item) messages.push(item.message);
  else articles.push(JSON.parse(item.json) as ArticleDocument);
}

/** What the indexer makes of the `corpus/` that ships, repeats merged; read once for the test files that a worker runs. */
export const shippedArticles: readonly ArticleDocument[] = articles;
/** What the indexer says of that corpus. */
export const saidOfShipped: readonly Message[] = messages;
