import type { ReadResult } from './read-result.ts';

/** What publishing systems call an article that readers may not see. */
const HIDDEN = /^(?:auto-draft|draft|future|hidden|pending|private|scheduled|skip|trash|unpublished)$/i;
const YES = /^(?:true|y|yes|on|1)$/i;
const NO = /^(?:false|n|no|off|0)$/i;

/** Front matter that cannot be read, but speaks of what `leftOut` asks for: better left out than shown by a slip. */
const SPEAKS_OF_IT = new RegExp(
  [
    // whatever it says but no, or nothing
    String.raw`^[{ \t]*["']?draft["']?[ \t]*[:=](?![ \t]*["']?(?:false|n|no|off|0)\b|[ \t]*["']{0,2}[ \t]*,?[ \t]*$)`,
    String.raw`^[{ \t]*["']?published["']?\s*[:=]\s*["']?(?:false|n|no|off)\b`,
    String.raw`^[{ \t]*["']?status["']?\s*[:=]\s*["']?(?:draft|pending|private|hidden)\b`,
  ].join('|'),
  'im',
);

export function speaksOfDrafts(frontMatter: string): boolean {
  return SPEAKS_OF_IT.test(frontMatter);
}

interface Place {
  readonly line?: number;
  readonly record?: string;
}

/**
 * What is left of a page or record that its fields withhold: a message, at the place of the field. Those are `draft: true`
 * (Hugo, Eleventy, Astro), `published: false` (Jekyll), which may also be a date, and `status: draft` (Pelican, WordPress); and
 * as an error a `draft` that is neither true nor false, which shows by a slip what was to stay hidden. Null when they
 * withhold nothing.
 */
export function leftOut(
  fields: Readonly<Record<string, unknown>>,
  file: string,
  placeOf: (field: string) => Place,
): ReadResult | null {
  const draft = written(fields['draft']);
  if (draft !== '' && !YES.test(draft) && !NO.test(draft)) {
    const reason = 'draft is neither true nor false; the article is left out';
    const place = placeOf('draft');
    const message = { severity: 'error', rule: 'draft-unreadable', reason, file, actual: draft, ...place } as const;
    return { articles: [], messages: [message] };
  }
  const status = written(fields['status']);
  const unpublished = (field: string, why: string): ReadResult => ({
    articles: [],
    messages: [{ severity: 'info', rule: 'unpublished', reason: `${why}; left out`, file, ...placeOf(field) }],
  });
  if (YES.test(draft)) return unpublished('draft', 'a draft');
  if (NO.test(written(fields['published']))) return unpublished('published', 'not published');
  return HIDDEN.test(status) ? unpublished('status', `its status is ${status.toLowerCase()}`) : null;
}

/** A field as it is written, on one line; nothing for one that is empty. */
function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).trim();
}
