import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { comparableUrl, SKETCH_SIZE, type Fingerprint } from './fingerprint.ts';

/** What an article is recognised by in a later run. All in hexadecimal digits; empty when it has none. */
export interface Identity {
  /** 64 bits of the content's hash. */
  readonly body: string;
  /** 64 bits of the hash of its address. */
  readonly url: string;
  /** 64 bits of the hash of file and record id. */
  readonly record: string;
  /** The lowest shingle hashes, 8 digits each. */
  readonly sketch: string;
}

const KEY_DIGITS = 16;
/** The identity's part that needs the text: body and sketch, of fixed length, kept in front of the text on disk. */
export const TEXT_IDENTITY_DIGITS = KEY_DIGITS + SKETCH_SIZE * 8;

/** Body key and sketch as digits of fixed length, `TEXT_IDENTITY_DIGITS`. */
export function textIdentity({ bodyKey, sketch }: Fingerprint): string {
  const digits = [...bodyKey, ...sketch].map((half) => half.toString(16).padStart(8, '0')).join('');
  return digits.padEnd(TEXT_IDENTITY_DIGITS, '0');
}

/** The identity of a version, from what its text gave and what it states. */
export function identityOf(document: ArticleDocument, fromText: string): Identity {
  const [source] = document.sources;
  return {
    body: fromText.slice(0, KEY_DIGITS),
    sketch: fromText.slice(KEY_DIGITS),
    url: document.url === undefined ? '' : hash(comparableUrl(document.url)),
    record: source?.record === undefined ? '' : hash(`${source.file}\n${source.record}`),
  };
}

/** 64 bits of SHA-256: an address or a record id is as hostile as the text. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, KEY_DIGITS);
}
