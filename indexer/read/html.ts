import type { Message } from '../../core/message.ts';
import { emptyDraft, type ArticleDraft, type Paragraph } from '../draft.ts';
import type { Block } from '../html/blocks.ts';
import { chooseHtmlDate } from '../html/choose-html-date.ts';
import { mainContent } from '../html/main-content.ts';
import { readMetadata } from '../html/metadata.ts';
import { pageDates } from '../html/page-dates.ts';
import { parsePage } from '../html/parse-page.ts';

/** Where a page came from, and what is known of it beforehand. */
export interface HtmlContext {
  readonly file: string;
  readonly url?: string;
  readonly record?: string;
  readonly title?: string;
}

/** The articles of a saved page. None, with a message, when the page is no article. Never throws; plain data in and out. */
export function readHtml(html: string, context: HtmlContext): { articles: ArticleDraft[]; messages: Message[] } {
  const messages: Message[] = [];
  const say = (severity: Message['severity'], rule: string, reason: string): void => {
    const { file, record } = context;
    messages.push({ severity, rule, reason, file, ...(record !== undefined && { record }) });
  };
  const page = parsePage(html);
  for (const limit of page.cut)
    say('warning', 'html-too-large', `the page has more ${limit} than are read; the rest is left out`);
  const metadata = readMetadata(page);
  const { meta, articles, statedText } = metadata;
  const url = context.url ?? metadata.url;
  const content = mainContent(page.root, statedText);
  const body = content.blocks.map(toParagraph);
  if (body.length === 0) {
    say('warning', 'html-without-article', 'no text that reads like an article was found in the page');
    return { articles: [], messages };
  }
  const [stated] = articles;
  const author = stated?.author ?? meta.get('author');
  const section = stated?.section ?? meta.get('article:section');
  const publisher = stated?.publisher ?? meta.get('og:site_name');
  return {
    articles: [
      {
        ...emptyDraft(context.file),
        ...(context.record !== undefined && { record: context.record }),
        title: context.title ?? statedText.headline,
        body,
        stated: {
          ...(url !== undefined && { url }),
          ...(author !== undefined && { author }),
          ...(section !== undefined && { section }),
          ...(publisher !== undefined && { publisher }),
        },
        dateCandidates: chooseHtmlDate(pageDates(page, content.survey, metadata, content.range, url)),
        dropped: content.dropped.map(({ block, rule }) => ({ text: block.text, rule })),
      },
    ],
    messages,
  };
}

function toParagraph(block: Block): Paragraph {
  return { text: block.text, kind: /^h[1-6]$/.test(block.element.name) ? 'subhead' : 'prose' };
}
