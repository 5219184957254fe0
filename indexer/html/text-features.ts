import type { Block } from './blocks.ts';
import { PHRASES } from './phrases.ts';

/** What the metadata states, as keys (see `textKey`). */
export interface StatedKeys {
  readonly headline: string;
  /** Its words of four letters and more. */
  readonly headlineWords: ReadonlySet<string>;
  readonly description: string;
  readonly body: string;
}

export const TEXT_FEATURES = [
  'length',
  'words',
  'endsSentence',
  'endsColon',
  'endsCut',
  'sentences',
  'commas',
  'digitShare',
  'capitalShare',
  'hasPipe',
  'hasCopyright',
  'hasAddress',
  'startsLower',
  'startsQuote',
  'hasYear',
  'hasClock',
  'isHeadline',
  'headlineOverlap',
  'isDescription',
  'inStatedBody',
  'readMore',
  'subscribe',
  'consent',
  'picture',
  'byline',
  'advertisement',
  'share',
  'aboutAuthor',
] as const;
export type TextFeatures = Record<(typeof TEXT_FEATURES)[number], number>;

/** What can be said of a block in numbers from its text alone; `key` is its text as a key. */
export function textFeatures(block: Block, key: string, stated: StatedKeys): TextFeatures {
  const { text } = block;
  const { length } = text;
  const words = key === '' ? [] : key.split(' ');
  const head = text.slice(0, 300);
  const has = (pattern: RegExp): number => (pattern.test(head) ? 1 : 0);
  // Navigation is most of a page's blocks; its texts are not worth a search for phrases.
  const says = (pattern: RegExp): number => (block.linkLength < 0.9 * length ? has(pattern) : 0);
  return {
    length,
    words: words.length,
    endsSentence: /[.!?。！？…]["'”’»«“)\]]{0,3}$/.test(text.slice(-4)) ? 1 : 0,
    endsColon: text.endsWith(':') ? 1 : 0,
    endsCut: /(?:\.\.\.|…|\[…\]|\[\.\.\.\])$/.test(text.slice(-5)) ? 1 : 0,
    sentences: countOf(head, /[.!?。！？]+(?:\s|$)/g),
    commas: countOf(head, /[,،、，]/g),
    digitShare: countOf(head, /\d/g) / head.length,
    capitalShare: countOf(head, /\p{Lu}/gu) / head.length,
    hasPipe: head.includes('|') ? 1 : 0,
    hasCopyright: has(/©|\(c\)/i),
    hasAddress: has(/https?:\/\/|www\.|@\w|\.com\b/),
    startsLower: has(/^\p{Ll}/u),
    startsQuote: has(/^["'“„»«‘]/),
    hasYear: length < 80 ? has(/\b(?:19|20)\d\d\b/) : 0,
    hasClock: length < 120 ? has(/\b\d{1,2}[:.h]\d{2}\b/) : 0,
    isHeadline: key === stated.headline ? 1 : 0,
    headlineOverlap:
      words.length === 0 ? 0 : words.filter((word) => stated.headlineWords.has(word)).length / words.length,
    isDescription: isBeginning(key, stated.description) ? 1 : 0,
    inStatedBody:
      stated.body.length < 100
        ? -1
        : stated.body.includes(key.slice(0, 50)) || stated.body.includes(key.slice(-50))
          ? 1
          : 0,
    readMore: says(PHRASES.readMore),
    subscribe: says(PHRASES.subscribe),
    consent: says(PHRASES.consent),
    picture: says(PHRASES.picture),
    byline: says(PHRASES.byline),
    advertisement: says(PHRASES.advertisement),
    share: says(PHRASES.share),
    aboutAuthor: says(PHRASES.aboutAuthor),
  };
}

/** True when one of two keys of some length begins with the beginning of the other. */
function isBeginning(key: string, description: string): boolean {
  if (key.length <= 20 || description.length <= 20) return false;
  return description.startsWith(key.slice(0, 50)) || key.startsWith(description.slice(0, 50));
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
