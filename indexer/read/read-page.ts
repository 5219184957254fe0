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
import type { CapturedPage } from './warc.ts';

/** The articles of a page, feed or single record: bytes from disk, decoded, by the reader of its format. Never rejects. */
export async function readPage(
  file: SourceFile & { format: PageFormat },
  boilerplate: BoilerplateRules,
): Promise<ReadResult> {
  const page = await readPageBytes(file.path);
  if ('rule' in page) return unreadable(file.name, page.rule, page.reason);
  const read = await readBytes(page.bytes, { file: file.name }, (text) => readText(text, file, boilerplate));
  if (!page.changed) return read;
  const reason = 'the file changed while it was read; what was there at first is taken';
  const changed: Message = { severity: 'warning', rule: 'file-changed', reason, file: file.name };
  return { ...read, messages: [changed, ...read.messages] };
}

/** The articles of a page that a crawl kept, which its address tells from the others of the file. Never rejects. */
export function readCapturedPage(file: string, { url, bytes, charset }: CapturedPage): Promise<ReadResult> {
  const place = { file, record: url };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length); // another thread's is no `Buffer`
  return readBytes(buffer, place, (text) => readHtml(text, { ...place, url }), charset);
}

/** Decodes bytes, in the charset that is stated if they are in it, and has them read; what is doubtful about them is said. */
async function readBytes(
  bytes: Buffer,
  { file, ...place }: { readonly file: string; readonly record?: string },
  read: (text: string) => ReadResult | Promise<ReadResult>,
  stated?: string,
): Promise<ReadResult> {
  const decoded = decode(bytes, stated);
  if (!decoded) return unreadable(file, 'not-text', 'binary data, not text', place);
  const { text, charset, liedAbout, broken } = decoded;
  const messages: Message[] = [];
  const say = (reason: string) => messages.push({ severity: 'warning', rule: 'charset-wrong', reason, file, ...place });
  if (liedAbout !== undefined) say(`declares ${liedAbout}, but is not; read as ${charset}`);
  if (broken !== undefined) say(tornDoubt(broken));
  if (text.trim() === '') return unreadable(file, 'file-empty', 'there is nothing in it', place);
  const { articles, messages: said } = await readOrSay(file, () => read(text), place);
  return { articles, messages: [...messages, ...said] };
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
