import { DOCUMENT_LIMITS, type ArticleDocument, type Fact } from '../../core/document.ts';
import { bodyText, type ArticleDraft } from '../draft.ts';
import { UNKNOWN_LANGUAGE } from './detect-language.ts';
import { contentId, foldedText } from './identify.ts';

const TITLE_FROM_LEAD = 120;

export interface FinishedDocument {
  readonly document: ArticleDocument;
  /** The folded words of its body, for whoever compares it with others. */
  readonly foldedBody: string;
  /** Its id by content, whatever id its source states. */
  readonly contentId: string;
}

/** The draft as a document, within the bounds of one. The facets take what the article is about or involves. */
export function toDocument(draft: ArticleDraft): FinishedDocument {
  const { stated, date } = draft;
  const { id, url, author, section, publisher, embargoUntil } = stated;
  const language = draft.language ?? UNKNOWN_LANGUAGE;
  const title = cut(draft.title === '' ? titleFromLead(draft) : draft.title, DOCUMENT_LIMITS.title);
  const body = cut(bodyText(draft), DOCUMENT_LIMITS.body);
  const foldedBody = foldedText(body);
  const idByContent = contentId({ language, title }, foldedBody);
  const document: ArticleDocument = {
    id: id ?? idByContent,
    title,
    body,
    date: date?.value ?? null,
    datePrecision: date?.precision ?? null,
    dateSource: date?.source ?? null,
    countries: facetOf(draft.countries),
    regions: facetOf(draft.regions),
    organisations: facetOf(draft.organisations),
    language,
    sources: [
      {
        file: draft.file,
        ...(draft.record === undefined ? {} : { record: draft.record }),
        ...(draft.line === undefined ? {} : { line: draft.line }),
      },
    ],
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author: cut(author, DOCUMENT_LIMITS.author) }),
    ...(section === undefined ? {} : { section: cut(section, DOCUMENT_LIMITS.section) }),
    ...(publisher === undefined || publisher === '' ? {} : { publisher: cut(publisher, DOCUMENT_LIMITS.facetValue) }),
    ...(embargoUntil === undefined ? {} : { embargoUntil }),
    evidence: {
      countries: [...(draft.countries ?? [])],
      organisations: [...(draft.organisations ?? [])],
      regions: [...(draft.regions ?? [])],
      date: [...(draft.dateEvidence ?? [])],
    },
  };
  return { document, foldedBody, contentId: idByContent };
}

function facetOf(facts: readonly Fact[] | undefined): string[] {
  const values = (facts ?? [])
    .filter((fact) => fact.level === 'main' || fact.level === 'involved')
    .map((fact) => fact.value);
  return [...new Set(values)].slice(0, DOCUMENT_LIMITS.facetValues);
}

/** The beginning of the lead, cut at a word, for an article that came without a title. */
function titleFromLead(draft: ArticleDraft): string {
  const lead = draft.body[0]?.text ?? '';
  if (lead.length <= TITLE_FROM_LEAD) return lead;
  return `${cut(lead, TITLE_FROM_LEAD).replace(/\s\S*$/, '')}…`;
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const isPairCut = /[\ud800-\udbff]/.test(text[limit - 1]!);
  return text.slice(0, isPairCut ? limit - 1 : limit);
}
