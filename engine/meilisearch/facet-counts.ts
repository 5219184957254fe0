import { DatelineError } from '../../core/errors.ts';

/**
 * Facet counts stay the JSON text that Meilisearch sends until somebody looks for some of them. Thousands come where
 * twenty are shown, and to make an object of them takes longer than all the rest of an answer.
 */
export type CountsText = string;

/** Between these stand the counts of a result. Neither can be a part of somebody's text: its quotes are escaped. */
const BEGIN = '"facetDistribution":{';
const END = '},"facetStats":';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
const CLOSE = 0x7d;

/** `JSON.parse`, but the facet counts of results stay text. @throws SyntaxError */
export function parseAnswer(text: string): unknown {
  const counts: CountsText[] = [];
  let rest = '';
  let done = 0;
  for (let begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, done)) {
    const from = begin + BEGIN.length - 1;
    const end = text.indexOf(END, from) + 1;
    if (end === 0) break;
    rest += `${text.slice(done, from)}${counts.length}`; // where the text is to be found again
    counts.push(text.slice(from, end));
    done = end;
  }
  const answer = JSON.parse(rest + text.slice(done)) as { readonly results?: unknown } | null;
  for (const result of resultsOf(answer)) {
    const { facetDistribution: given } = result;
    if (typeof given === 'number') result.facetDistribution = counts[given];
    else if (typeof given === 'object') result.facetDistribution = JSON.stringify(given); // written in another way
  }
  return answer;
}

function resultsOf(answer: { readonly results?: unknown } | null): { facetDistribution?: unknown }[] {
  const results = answer?.results;
  if (!Array.isArray(results)) return [];
  return (results as unknown[]).filter((one): one is object => typeof one === 'object' && one !== null);
}

/** How many have a value, and where that stands in the text. */
export interface ValueCount {
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

/** The counts of an attribute, in the order they came in. @throws engine_rejected for what is not understood */
export function readCounts(text: CountsText, attribute: string): ValueCount[] {
  const name = `"${attribute}":{`;
  const found = text.indexOf(name);
  if (found < 0) return [];
  const counts: ValueCount[] = [];
  let at = found + name.length;
  while (text.charCodeAt(at) === QUOTE) {
    const start = ++at;
    for (let code = text.charCodeAt(at); code !== QUOTE && at < text.length; code = text.charCodeAt(at)) {
      at += code === BACKSLASH ? 2 : 1;
    }
    const end = at;
    at += 2; // the quote and the colon
    let count = 0;
    for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at)) {
      count = 10 * count + code - ZERO;
    }
    counts.push({ count, start, end });
    if (text.charCodeAt(at) === COMMA) at++;
  }
  if (text.charCodeAt(at) === CLOSE) return counts;
  throw new DatelineError('engine_rejected', 'Meilisearch’s counts are not understood.');
}

/** The value that a count of the text is of. */
export function valueOf(text: CountsText, { start, end }: ValueCount): string {
  const value = text.slice(start, end);
  return value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value;
}
