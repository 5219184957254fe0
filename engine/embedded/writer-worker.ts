import { parentPort } from 'node:worker_threads';
import { serveWriters } from './index/serve-writers.ts';
import { ARTICLE_SCHEMA } from './to-document.ts';

// The thread that writes articles: all else it is told by messages.
serveWriters(ARTICLE_SCHEMA, parentPort!);
