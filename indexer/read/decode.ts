import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  /** The charset that the file declares, when its bytes say otherwise. */
  readonly liedAbout?: string;
  /** How many characters of UTF-8 were torn, and are lost. */
  readonly broken?: number;
}

const DECLARED = /(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})/i;
const DECLARATION_BYTES = 2_048;

/**
 * Bytes as text: byte order mark, then UTF-8, then the charset that their server stated, or else HTML or XML declares, then
 * a guess. Null when the bytes are no text in any of them. `TextDecoder` is not used: on this Node its windows-1252 turns curly quotes into
 * control characters.
 */
export function decode(bytes: Buffer, stated?: string): DecodedText | null {
  const wide = markedWide(bytes) ?? wideWithoutMark(bytes);
  if (wide) return { text: iconv.decode(bytes, wide), charset: wide };
  if (bytes.includes(0)) return null;
  const utf8 = readUtf8(bytes);
  if (utf8) {
    const { text, broken } = utf8;
    return { text: text.replace(/^\ufeff/, ''), charset: 'utf-8', ...(broken > 0 && { broken }) };
  }
  const declared = hasUtf8Mark(bytes)
    ? 'utf-8'
    : (stated ?? DECLARED.exec(bytes.toString('latin1', 0, DECLARATION_BYTES))?.[1]?.toLowerCase());
  const isSingleByte = declared !== undefined && iconv.encodingExists(declared) && !/^(utf|ucs)/.test(declared);
  if (isSingleByte) {
    const text = iconv.decode(bytes, declared);
    if (!text.includes('\ufffd')) return { text, charset: declared };
  }
  const charset = guess(bytes);
  return { text: iconv.decode(bytes, charset), charset, ...(declared === undefined ? {} : { liedAbout: declared }) };
}

/** A line of JSON Lines, which has to be UTF-8, and what is wrong where it is not. */
export function decodeLine(bytes: Buffer): { text: string; doubt?: string } {
  const utf8 = readUtf8(bytes);
  if (utf8) return { text: utf8.text, ...(utf8.broken > 0 && { doubt: tornDoubt(utf8.broken) }) };
  const charset = guess(bytes);
  return { text: iconv.decode(bytes, charset), doubt: `not UTF-8; read as ${charset}` };
}

/** What there is to say of a text with torn characters. */
export function tornDoubt(broken: number): string {
  return `not UTF-8 throughout; broken characters: ${broken}`;
}

/**
 * The text of bytes that are UTF-8, in which a few characters may be torn: a system has cut it by bytes. Null when more
 * characters are broken than whole: then it is another charset.
 */
function readUtf8(bytes: Buffer): { text: string; broken: number } | null {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || isUtf8(bytes)) return { text, broken: 0 };
  const broken = text.match(/\ufffd/g)!.length;
  const whole = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return whole >= broken ? { text, broken } : null;
}

/** UTF-16, told by its byte order mark. */
export function isMarkedWide(bytes: Buffer): boolean {
  return markedWide(bytes) !== null;
}

function hasUtf8Mark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function markedWide(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 of mostly Latin text: every second byte is zero. */
function wideWithoutMark(bytes: Buffer): string | null {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even++;
    if (bytes[index + 1] === 0) odd++;
  }
  if (odd > 0.35 * length && even === 0) return 'utf-16le';
  if (even > 0.35 * length && odd === 0) return 'utf-16be';
  return null;
}

const GUESS_BYTES = 64 * 1024;

function guess(bytes: Buffer): string {
  for (const { name } of analyse(bytes.subarray(0, GUESS_BYTES))) {
    if (!/^UTF/i.test(name) && iconv.encodingExists(name)) return name.toLowerCase();
  }
  return 'windows-1252';
}
