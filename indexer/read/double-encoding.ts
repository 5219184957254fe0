import iconv from 'iconv-lite';

/** What windows-1252 (and Latin-1, with its controls) has for the bytes 80 to BF. */
const CONTINUED = '[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';
/** A character whose bytes in UTF-8 were each taken for a character: `Ã©` for `é`. */
const TWICE = new RegExp(
  `[\\u00c2-\\u00df]${CONTINUED}|[\\u00e0-\\u00ef]${CONTINUED}{2}|[\\u00f0-\\u00f4]${CONTINUED}{3}`,
  'g',
);
/** Below this many, or this share of all that is not ASCII, such characters may be meant. */
const LEAST = 10;
const LEAST_SHARE = 0.9;

/** Undoes that UTF-8 was read as windows-1252 or Latin-1 and saved as UTF-8 again; any other text is left as it is. */
export function mendDoubleEncoding(text: string): string {
  let found = 0;
  let characters = 0;
  for (const [match] of text.matchAll(TWICE)) {
    found += 1;
    characters += match.length;
  }
  if (found < LEAST || characters < LEAST_SHARE * beyondAscii(text)) return text;
  return text.replace(TWICE, mendCharacter);
}

function mendCharacter(twice: string): string {
  const bytes = Buffer.concat(
    Array.from(twice, (character) =>
      character <= '\u00ff' ? Buffer.of(character.charCodeAt(0)) : iconv.encode(character, 'windows-1252'),
    ),
  );
  const mended = bytes.toString('utf8');
  return mended.includes('\ufffd') ? twice : mended;
}

function beyondAscii(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) count += 1;
  return count;
}
