import type { Message } from '../../core/message.ts';
import { emptyDraft, type ArticleDraft, type DateCandidate, type StatedFacts } from '../draft.ts';
import { articleParts, type ArticlePart } from '../html/article-parts.ts';
import { chooseHtmlDate, likeliestDay } from '../html/choose-html-date.ts';
import { pageContent } from '../html/page-content.ts';
import { mainContent, type MainContent } from '../html/main-content.ts';
import { readMetadata, type PageMetadata } from '../html/metadata.ts';
import { datesWithin, pageDates } from '../html/page-dates.ts';
import { isListPage } from '../html/page-type.ts';
import { parsePage } from '../html/parse-page.ts';
import { toParagraphs } from '../html/to-paragraphs.ts';
import { cleanText } from '../page-lines.ts';
import { mendDoubleEncoding } from './double-encoding.ts';

/** Where a page came from, and what is known of it beforehand. */
export interface HtmlContext {
  readonly file: string;
  readonly url?: string;
  readonly record?: string;
  readonly title?: string;
}

/** The articles of a saved page; none, with a message, when it holds none. Never throws; plain data in and out. */
export function readHtml(html: string, context: HtmlContext): { articles: ArticleDraft[]; messages: Message[] } {
  const messages: Message[] = [];
  const say = (severity: Message['severity'], rule: string, reason: string): void => {
    const { file, record } = context;
    messages.push({ severity, rule, reason, file, ...(record !== undefined && { record }) });
  };
  const text = mendDoubleEncoding(html);
  const page = parsePage(text);
  for (const limit of page.cut)
    say('warning', 'html-too-large', `the page has more ${limit} than are read; the rest is left out`);
  const metadata = readMetadata(page);
  const url = context.url ?? metadata.url;
  const content = pageContent(text, page, metadata.statedText);
  if (content.blocks.length === 0) {
    say('warning', 'html-without-article', 'no text that reads like an article was found in the page');
    return { articles: [], messages };
  }
  const dates = pageDates(page, content.survey, metadata, content.range, url);
  if (isListPage(page.root, content, metadata, url, likeliestDay(dates).score)) {
    say('warning', 'html-list', 'the page is a list of articles or goods, not an article');
    return { articles: [], messages };
  }
  const parts = articleParts(page.root, metadata);
  const articles =
    parts.length > 1 ? parts.map((part) => readPart(part, metadata)) : [readWhole(content, metadata, dates)];
  const known = {
    ...emptyDraft(context.file),
    ...(context.record !== undefined && { record: context.record }),
    stated: statedFacts(metadata, url),
  };
  return {
    articles: articles
      .filter(({ body }) => body.length > 0)
      .map((article) => ({
        ...known,
        ...article,
        title: (articles.length === 1 ? context.title : undefined) ?? article.title,
      })),
    messages,
  };
}

type ReadArticle = Pick<ArticleDraft, 'title' | 'body' | 'captions' | 'dropped' | 'dateCandidates'>;

function readWhole(content: MainContent, { statedText }: PageMetadata, dates: readonly DateCandidate[]): ReadArticle {
  return { ...readContent(content), title: statedText.headline, dateCandidates: chooseHtmlDate(dates) };
}

/** One of several articles on a page. */
function readPart(part: ArticlePart, metadata: PageMetadata): ReadArticle {
  const { element, headline } = part;
  const content = mainContent(element, { headline, description: '', body: '' });
  const candidates = datesWithin(part, content.survey, metadata, content.range);
  return { ...readContent(content), title: headline, dateCandidates: chooseHtmlDate(candidates) };
}

function readContent({ blocks, dropped, captions }: MainContent): Pick<ReadArticle, 'body' | 'captions' | 'dropped'> {
  return {
    body: toParagraphs(blocks),
    captions: captions.map(({ text }) => ({ text })),
    dropped: dropped.map(({ block, rule }) => ({ text: block.text, rule })),
  };
}

function statedFacts({ articles, meta }: PageMetadata, url: string | undefined): StatedFacts {
  const [stated] = articles;
  const author = stated?.author ?? meta.get('author');
  const section = stated?.section ?? meta.get('article:section');
  const publisher = stated?.publisher ?? meta.get('og:site_name');
  return {
    ...(url !== undefined && { url }),
    ...(author !== undefined && { author: cleanText(author) }),
    ...(section !== undefined && { section: cleanText(section) }),
    ...(publisher !== undefined && { publisher: cleanText(publisher) }),
  };
}
