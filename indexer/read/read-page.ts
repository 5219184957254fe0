import type { Message } from '../../core/message.ts';
import type { BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from '../steps/split-page.ts';
import { decode, tornDoubt } from './decode.ts';
import { readFeed } from './feed.ts';
import type { PageFormat } from './file-format.ts';
import type { SourceFile } from './find-files.ts';
import { readHtml } from './html.ts';
import { readJson } from './json.ts';
import { readMarkdown } from './markdown.ts';
import { readPageBytes } from './page-bytes.ts';
import { readOrSay, unreadable, type ReadResult } from './read-result.ts';

/** The articles of a page, feed or single record: bytes from disk, decoded, by the reader of its format. Never rejects. */
export async function readPage(
  file: SourceFile & { format: PageFormat },
  boilerplate: BoilerplateRules,
): Promise<ReadResult> {
  const page = await readPageBytes(file.path);
  if ('rule' in page) return unreadable(file.name, page.rule, page.reason);
  const decoded = decode(page.bytes);
  if (!decoded) return unreadable(file.name, 'not-text', 'the file holds binary data, not text');
  const messages: Message[] = [];
  const say = (rule: string, reason: string) => messages.push({ severity: 'warning', rule, reason, file: file.name });
  if (page.changed) say('file-changed', 'the file changed while it was read; what was there at first is taken');
  if (decoded.liedAbout !== undefined)
    say('charset-wrong', `declares ${decoded.liedAbout}, but is not; read as ${decoded.charset}`);
  if (decoded.broken !== undefined) say('charset-wrong', tornDoubt(decoded.broken));
  if (decoded.text.trim() === '') return unreadable(file.name, 'file-empty', 'the file is empty');
  const read = await readOrSay(file.name, () => readText(decoded.text, file, boilerplate));
  return { articles: read.articles, messages: [...messages, ...read.messages] };
}

function readText(
  text: string,
  { name, format }: { name: string; format: PageFormat },
  boilerplate: BoilerplateRules,
): ReadResult | Promise<ReadResult> {
  switch (format) {
    case 'markdown':
      return readMarkdown(text, name);
    case 'html':
      return readHtml(text, { file: name });
    case 'feed':
      return /^\s*(?:<!--[\s\S]{0,2000}?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype html|html)\b/i.test(text)
        ? readHtml(text, { file: name })
        : readFeed(text, name, boilerplate);
    case 'json':
      return readJson(text, name, boilerplate);
    case 'text':
      return readFlatPage(text, name, boilerplate);
  }
}

function readFlatPage(text: string, file: string, boilerplate: BoilerplateRules): ReadResult {
  const articles = splitPage(toPageLines(text), file, boilerplate).filter((article) => article.body.length > 0);
  if (articles.length > 0) return { articles, messages: [] };
  return unreadable(file, 'no-article', 'no text that reads like an article was found');
}
