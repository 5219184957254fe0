import type { ReadResult } from './read-result.ts';

/** What publishing systems call an article that readers may not see. */
const HIDDEN = /^(?:auto-draft|draft|future|hidden|pending|private|scheduled|skip|trash|unpublished)$/i;
const YES = /^(?:true|yes|on|1)$/i;
const NO = /^(?:false|no|off|0)$/i;

/** Front matter that cannot be read, but speaks of what `whyUnpublished` asks for: better left out than shown by a slip. */
const SPEAKS_OF_IT =
  /^[ \t]*["']?(?:draft["']?\s*[:=]\s*["']?(?:true|yes|on)|published["']?\s*[:=]\s*["']?(?:false|no|off)|status["']?\s*[:=]\s*["']?(?:draft|pending|private|hidden))\b/im;

/**
 * Why the fields of a page or record say that it is not published: `draft: true` (Hugo, Eleventy, Astro), `published: false`
 * (Jekyll), `status: draft` (Pelican, WordPress). Null when they say no such thing. `published` may also be a date.
 */
export function whyUnpublished(fields: Readonly<Record<string, unknown>>): string | null {
  if (YES.test(written(fields['draft']))) return 'a draft';
  if (NO.test(written(fields['published']))) return 'not published';
  const status = written(fields['status']);
  return HIDDEN.test(status) ? `its status is ${status.toLowerCase()}` : null;
}

export function speaksOfDrafts(frontMatter: string): boolean {
  return SPEAKS_OF_IT.test(frontMatter);
}

function written(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? String(value).trim()
    : '';
}

/** What is left of an article that its source does not publish: a message, no fault of the file. */
export function unpublished(file: string, why: string, place: { line?: number; record?: string } = {}): ReadResult {
  return {
    articles: [],
    messages: [{ severity: 'info', rule: 'unpublished', reason: `${why}; left out`, file, ...place }],
  };
}
