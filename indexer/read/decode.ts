import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  /** The charset that the file declares, when its bytes say otherwise. */
  readonly liedAbout?: string;
}

const DECLARED = /(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})/i;
const DECLARATION_BYTES = 2_048;

/**
 * Bytes as text: byte order mark, then strict UTF-8, then the charset that HTML or XML declares, then a guess.
 * Null when the bytes are no text in any of them. `TextDecoder` is used for UTF-8 alone: on this Node its windows-1252
 * turns curly quotes into control characters.
 */
export function decode(bytes: Buffer): DecodedText | null {
  const marked = byteOrderMark(bytes);
  if (marked) return { text: iconv.decode(bytes, marked), charset: marked };
  const declared = DECLARED.exec(bytes.toString('latin1', 0, DECLARATION_BYTES))?.[1]?.toLowerCase();
  const wide = wideWithoutMark(bytes);
  if (wide) return { text: iconv.decode(bytes, wide), charset: wide };
  if (bytes.includes(0)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, charset: 'utf-8' };
  } catch {
    // not UTF-8, whatever it declares
  }
  const isSingleByte = declared !== undefined && iconv.encodingExists(declared) && !/^(utf|ucs)/.test(declared);
  if (isSingleByte) {
    const text = iconv.decode(bytes, declared);
    if (!text.includes('\ufffd')) return { text, charset: declared };
  }
  const charset = guess(bytes);
  return { text: iconv.decode(bytes, charset), charset, ...(declared === undefined ? {} : { liedAbout: declared }) };
}

/**
 * A line of JSON Lines, which has to be UTF-8, and what is wrong where it is not. One in which more characters are broken
 * than whole is in another charset, by a guess; in any other a few were torn.
 */
export function decodeLine(bytes: Buffer): { text: string; doubt?: string } {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || isUtf8(bytes)) return { text };
  const broken = text.match(/\ufffd/g)!.length;
  const whole = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  if (whole >= broken) return { text, doubt: `not UTF-8 throughout; broken characters: ${broken}` };
  const charset = guess(bytes);
  return { text: iconv.decode(bytes, charset), doubt: `not UTF-8; read as ${charset}` };
}

/** UTF-16, told by its byte order mark. */
export function isMarkedWide(bytes: Buffer): boolean {
  return byteOrderMark(bytes)?.startsWith('utf-16') ?? false;
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
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
