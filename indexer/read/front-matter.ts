import matter from 'gray-matter';
import { CORE_SCHEMA, load, type YAMLException } from 'js-yaml';
import { parse as toml, TomlDate, type TomlError } from 'smol-toml';

/** Why a block of front matter could not be read. */
export interface Fault {
  readonly reason: string;
  /** 1-based line of the file. */
  readonly line: number;
}

export interface FrontMatter {
  /** All above `content`; the whole page where a block has no end. */
  readonly head: string;
  /** Empty when the page has none. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: string;
  /** 1-based line of the file on which `content` begins. */
  readonly contentLine: number;
  readonly fault?: Fault;
}

const refuse = (): never => {
  throw new Error('front matter that is code is not run');
};

interface Dialect {
  /** The block, with its delimiters, at the head of a page: sticky, so that it is sought nowhere else. */
  readonly block: RegExp;
  /** Its fields, null when what stands between the delimiters is text. @throws what is wrong with it */
  readonly fields: (block: string) => Fields | null;
}
type Fields = Readonly<Record<string, unknown>>;

/** YAML, and what names another language after its first line; TOML and JSON, as Hugo writes them. */
const DIALECTS: readonly Dialect[] = [
  { block: /---[^\n]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/my, fields: parseBlock },
  {
    block: /\+\+\+[ \t]*\r?\n[\s\S]*?^\+\+\+[ \t]*(?:\r?\n|$)/my,
    fields: (block) => parseToml(block.replace(/^\+\+\+/gm, '')),
  },
  // Its first field may stand beside the brace, and all of them on one line.
  {
    block: /\{\s*"[^"\n]*"[ \t]*:(?:.*\}|[\s\S]*?^\})[ \t]*(?:\r?\n|$)/my,
    fields: (block) => JSON.parse(block) as Fields,
  },
];

/** A block that begins with a field and has no end. */
const OPEN_END = /^(?:---[ \t]*\r?\n[a-z_][\w-]*[ \t]*:|\+\+\+[ \t]*\r?\n[a-z_][\w-]*[ \t]*=|\{\s*"[^"\n]*"[ \t]*:)/;

/** The front matter of a Markdown page and what follows it. Never throws: a block that cannot be read is left out, and said. */
export function readFrontMatter(text: string): FrontMatter {
  const trimmed = text.replace(/^(?:[ \t]*\r?\n)+/, '');
  const above = text.slice(0, text.length - trimmed.length);
  const firstLine = above.split('\n').length;
  const whole = { head: above, data: {}, content: trimmed, contentLine: firstLine };
  const found = headBlock(trimmed);
  if (found === null) {
    const fault = { reason: 'the block has no end', line: firstLine };
    return OPEN_END.test(trimmed) ? { ...whole, head: text, fault } : whole;
  }
  const { dialect, block } = found;
  const head = above + block;
  const content = trimmed.slice(block.length);
  const contentLine = firstLine + block.split('\n').length - 1;
  try {
    const data = dialect.fields(block);
    // A page may begin with a rule and hold another: what stands between them is text.
    return data ? { head, data, content, contentLine } : whole;
  } catch (error) {
    return { head, data: {}, content, contentLine, fault: faultOf(error, firstLine) };
  }
}

/**
 * The line of the file, from 1, on which the head of a page has a field, whose name is letters and `_`; its first line where
 * it is not seen. Fields of fields and lines of a text may begin alike: they stand further in.
 */
export function lineOfField(head: string, name: string): number {
  const begins = new RegExp(`^([{[ \\t]*)["']?${name}["']?[ \\t]*[:=\\]]`);
  const lines = head.split('\n');
  let found = lines.findIndex((line) => line.trim() !== '');
  let least = Infinity;
  for (const [index, line] of lines.entries()) {
    const indent = begins.exec(line)?.[1]!.length ?? Infinity;
    if (indent >= least) continue;
    least = indent;
    found = index;
  }
  return Math.max(0, found) + 1;
}

function headBlock(page: string): { readonly dialect: Dialect; readonly block: string } | null {
  for (const dialect of DIALECTS) {
    dialect.block.lastIndex = 0;
    const [block] = dialect.block.exec(page) ?? [];
    if (block !== undefined) return { dialect, block };
  }
  return null;
}

/** What a parser says, on one line, and the line of the file that it says it of: the first of the block when it names none. */
function faultOf(error: unknown, firstLine: number): Fault {
  const { message = String(error), mark, line } = error as Partial<YAMLException & TomlError>;
  const [reason] = message.split('\n');
  const below = mark?.line ?? (line === undefined ? 0 : line - 1);
  return { reason: reason!.replace(/ \(\d+:\d+\)$/, ''), line: firstLine + below };
}

/** The fields of a TOML block; its dates as they are written. */
function parseToml(block: string): Fields {
  const plain = (value: unknown): unknown => {
    if (value instanceof TomlDate) return value.toISOString();
    return Array.isArray(value) ? value.map(plain) : value;
  };
  return Object.fromEntries(Object.entries(toml(block)).map(([name, value]) => [name, plain(value)]));
}

/**
 * The fields of the block, null when it holds none. gray-matter runs `---js` front matter unless its engines are replaced,
 * and answers from a cache unless it is given options. In YAML's core schema `country: NO` is no truth value and a date
 * stays as it is written.
 */
function parseBlock(text: string): Fields | null {
  const found = { fields: true };
  const yaml = (block: string): object => {
    const data = load(block, { schema: CORE_SCHEMA });
    found.fields = typeof data === 'object' && data !== null && !Array.isArray(data);
    return found.fields ? (data as object) : {};
  };
  const engines = {
    yaml,
    toml: parseToml,
    json: JSON.parse,
    js: refuse,
    javascript: refuse,
    coffee: refuse,
    coffeescript: refuse,
    cson: refuse,
  };
  const { data } = matter(text, { engines });
  return found.fields ? data : null;
}
