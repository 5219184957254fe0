import matter from 'gray-matter';
import { CORE_SCHEMA, load } from 'js-yaml';

export interface FrontMatter {
  /** Empty when the page has none. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: string;
  /** 1-based line of the file on which `content` begins. */
  readonly contentLine: number;
  /** Why the block could not be read; its text is then part of `content`. */
  readonly fault?: string;
}

/** A country's code is not a truth value: under YAML 1.1 `country: NO` would be false, and a date an instant. */
const yaml = (text: string): object => {
  const data = load(text, { schema: CORE_SCHEMA });
  return typeof data === 'object' && data !== null ? data : {};
};
const refuse = (): never => {
  throw new Error('front matter that is code is not run');
};
/** gray-matter runs `---js` front matter unless its engines are replaced, and caches by text unless options are passed. */
const ENGINES = {
  yaml,
  json: JSON.parse,
  js: refuse,
  javascript: refuse,
  coffee: refuse,
  coffeescript: refuse,
  cson: refuse,
  toml: refuse,
};

/** The front matter of a Markdown page and what follows it. Never throws: a block that cannot be read stays text. */
export function readFrontMatter(text: string): FrontMatter {
  const trimmed = text.replace(/^(?:[ \t]*\r?\n)+/, '');
  const skipped = text.slice(0, text.length - trimmed.length).split('\n').length;
  if (!trimmed.startsWith('---')) return { data: {}, content: trimmed, contentLine: skipped };
  try {
    const { data, content, matter: block } = matter(trimmed, { engines: ENGINES });
    if (block === '' || typeof data !== 'object') return { data: {}, content: trimmed, contentLine: skipped };
    const before = trimmed.slice(0, trimmed.length - content.length).split('\n').length - 1;
    return { data, content, contentLine: skipped + before };
  } catch (error) {
    const fault = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return {
      data: {},
      content: trimmed.replace(/^---.*\r?\n[\s\S]*?\r?\n---.*(?:\r?\n|$)/, ''),
      contentLine: skipped,
      fault,
    };
  }
}
