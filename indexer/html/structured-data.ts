/** What a page states about its article in JSON-LD (schema.org); absent fields were not stated. */
export interface StructuredArticle {
  readonly type: string;
  readonly headline?: string;
  readonly datePublished?: string;
  readonly dateModified?: string;
  readonly author?: string;
  readonly publisher?: string;
  readonly section?: string;
  readonly language?: string;
  readonly url?: string;
  readonly body?: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Every JSON-LD object of the page that has a type, outermost first. Broken JSON is left out. */
export function structuredObjects(scripts: readonly string[]): JsonObject[] {
  const found: JsonObject[] = [];
  for (const script of scripts) collect(parseLoosely(script), found, 0);
  return found;
}

/** The JSON-LD objects that describe an article, in the page's order. */
export function structuredArticles(objects: readonly JsonObject[]): StructuredArticle[] {
  return objects.filter((object) => /(?:article|posting|report|review)$/i.test(typeOf(object))).map(toArticle);
}

/** The schema.org type, the first one when there are several. */
export function typeOf(object: JsonObject): string {
  const type = object['@type'];
  return text(Array.isArray(type) ? type[0] : type)?.replace(/^.*[/:#]/, '') ?? '';
}

const MAX_DEPTH = 12;
// eslint-disable-next-line no-control-regex -- raw control characters in strings are what makes it broken
const CONTROL = /[\u0000-\u001f]+/g;

function collect(value: unknown, found: JsonObject[], depth: number): void {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const object = value as JsonObject;
  if ('@type' in object) found.push(object);
  for (const inner of Object.values(object)) collect(inner, found, depth + 1);
}

/** JSON as pages hold it: in comments or CDATA, with raw line breaks in strings, with a comma too many. */
function parseLoosely(script: string): unknown {
  const stripped = script.replace(
    /^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\/\/\]\]>|\]\]>)\s*;?\s*$/g,
    '',
  );
  const mended = stripped.replace(CONTROL, ' ').replace(/,\s*([}\]])/g, '$1');
  for (const candidate of [script, stripped, mended]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // the next, more lenient reading
    }
  }
  return null;
}

function toArticle(object: JsonObject): StructuredArticle {
  const fields = {
    headline: text(object['headline']) ?? text(object['name']),
    datePublished: text(object['datePublished']),
    dateModified: text(object['dateModified']),
    author: names(object['author']),
    publisher: names(object['publisher']),
    section: text(first(object['articleSection'])),
    language: text(first(object['inLanguage'])),
    url: text(object['url']),
    body: text(object['articleBody']),
  };
  return {
    type: typeOf(object),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

function names(value: unknown): string | undefined {
  const list = (Array.isArray(value) ? value : [value]).map((item) =>
    text(typeof item === 'object' && item !== null ? (item as JsonObject)['name'] : item),
  );
  const known = list.filter((name) => name !== undefined && !/^https?:/.test(name));
  return known.length > 0 ? known.join(', ') : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
