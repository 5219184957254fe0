import { ARTICLE_ID, DOCUMENT_LIMITS } from '../../core/document.ts';
import { NONE } from '../../core/facets.ts';
import type { ArticleDraft, StatedFacts } from '../draft.ts';
import { withMessages, type Said } from './with-messages.ts';

/** Leaves out what a source states and no document can hold, and says so. */
export function checkStated(draft: ArticleDraft): ArticleDraft {
  const { id, url, publisher, organisations, ...others } = draft.stated;
  const said: Said[] = [];
  const keep = <T>(
    value: T | undefined,
    isUsable: (value: T) => boolean,
    fault: Omit<Said, 'actual'>,
  ): T | undefined => {
    if (value === undefined || isUsable(value)) return value;
    said.push({ ...fault, actual: String(value).slice(0, DOCUMENT_LIMITS.facetValue) });
    return undefined;
  };
  const reserved = {
    rule: 'value-reserved',
    reason: `in a filter '${NONE}' and what begins with '-' mean something else`,
  };
  const isNamed = (value: string): boolean => value !== NONE && !value.startsWith('-');
  const kept = {
    id: keep(id, (value) => ARTICLE_ID.test(value), {
      rule: 'id-unusable',
      reason: `the id is not ${ARTICLE_ID.source}`,
    }),
    url: keep(url, (value) => value.length <= DOCUMENT_LIMITS.url, {
      rule: 'url-too-long',
      reason: `the address is longer than ${DOCUMENT_LIMITS.url}`,
    }),
    publisher: keep(publisher, isNamed, reserved),
    organisations: organisations?.filter((value) => keep(value, isNamed, reserved) !== undefined),
  };
  if (said.length === 0) return draft;
  const stated: StatedFacts = {
    ...others,
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  };
  return withMessages({ ...draft, stated }, said);
}
