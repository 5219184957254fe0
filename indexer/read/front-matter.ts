import matter from 'gray-matter';
import { CORE_SCHEMA, load } from 'js-yaml';

export interface FrontMatter {
  /** Empty when the page has none. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: string;
  /** 1-based line of the file on which `content` begins. */
  readonly contentLine: number;
  /** Why the block could not be read. */
  readonly fault?: string;
}

const refuse = (): never => {
  throw new Error('front matter that is code is not run');
};
const BLOCK = /^---[^\n]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m;

/** The front matter of a Markdown page and what follows it. Never throws: a block that cannot be read is left out, and said. */
export function readFrontMatter(text: string): FrontMatter {
  const trimmed = text.replace(/^(?:[ \t]*\r?\n)+/, '');
  const firstLine = text.slice(0, text.length - trimmed.length).split('\n').length;
  const block = trimmed.startsWith('---') ? BLOCK.exec(trimmed)?.[0] : undefined;
  if (block === undefined) return { data: {}, content: trimmed, contentLine: firstLine };
  const content = trimmed.slice(block.length);
  const contentLine = firstLine + block.split('\n').length - 1;
  try {
    const fields = parseBlock(trimmed);
    // A page may begin with a rule and hold another: what stands between them is text.
    return fields ? { data: fields, content, contentLine } : { data: {}, content: trimmed, contentLine: firstLine };
  } catch (error) {
    const fault = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { data: {}, content, contentLine, fault };
  }
}

/**
 * The fields of the block, null when it holds none. gray-matter runs `---js` front matter unless its engines are replaced,
 * and answers from a cache unless it is given options. In YAML's core schema `country: NO` is no truth value and a date
 * stays as it is written.
 */
function parseBlock(text: string): Readonly<Record<string, unknown>> | null {
  const found = { fields: true };
  const yaml = (block: string): object => {
    const data = load(block, { schema: CORE_SCHEMA });
    found.fields = typeof data === 'object' && data !== null && !Array.isArray(data);
    return found.fields ? (data as object) : {};
  };
  const engines = {
    yaml,
    json: JSON.parse,
    js: refuse,
    javascript: refuse,
    coffee: refuse,
    coffeescript: refuse,
    cson: refuse,
    toml: refuse,
  };
  const { data } = matter(text, { engines });
  return found.fields ? data : null;
}
