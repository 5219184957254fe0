import { DOCUMENT_LIMITS } from '../../core/document.ts';
import { bodyText, type ArticleDraft } from '../draft.ts';
import { withMessages } from './with-messages.ts';

/** Says what is longer than a document may hold: the rest of it is going to be left out. */
export function checkSize(draft: ArticleDraft): ArticleDraft {
  const { author, section, publisher } = draft.stated;
  const texts = { title: draft.title, body: bodyText(draft), author, section, publisher };
  const limits = { ...DOCUMENT_LIMITS, publisher: DOCUMENT_LIMITS.facetValue };
  const said = (Object.keys(texts) as (keyof typeof texts)[])
    .filter((name) => (texts[name]?.length ?? 0) > limits[name])
    .map((name) => ({ rule: 'cut-off', reason: `only the first ${limits[name]} characters of the ${name} are kept` }));
  return said.length === 0 ? draft : withMessages(draft, said);
}
