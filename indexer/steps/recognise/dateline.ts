const PLACE = "\\p{Lu}[\\p{L}'’./-]*(?: (?:de|del|la|al|el|of|\\p{Lu}[\\p{L}'’./-]*)){0,4}";
const AGENCY = ' ?\\([^)\\n]{2,40}\\)';
const DASH = ' ?(?:--|[-–—])(?= )';

/** A place, then what only a dateline has: a date or an agency. `COMMACK, N.Y., Feb 26 -`, `Kabul, Afghanistan (CNN) --`. */
const WITH_DATE_OR_AGENCY = new RegExp(
  `^\\s*${PLACE}(?:, [^,\\n()–—]{1,40}){0,3}?(?:,? (?:\\p{Lu}\\p{L}{2,8}\\.?|[0-9]{1,2}) ?[0-9]{0,2}(?:, [0-9]{4})?(?:${AGENCY})?|${AGENCY})${DASH}`,
  'u',
);
/** A place in capitals and a dash. `WASHINGTON -`, `ERBIL, Kurdistan Region –`. */
const IN_CAPITALS =
  /^\s*\p{Lu}[\p{Lu}'’./-]+(?: \p{Lu}[\p{Lu}'’./-]+){0,3}(?:, [^,\n()–—-]{1,40}){0,2} ?(?:--|[-–—])(?= )/u;

const LONGEST = 120;

/** How many characters of a first paragraph are its dateline, 0 when it has none. */
export function datelineLength(paragraph: string): number {
  const start = paragraph.slice(0, LONGEST);
  return (IN_CAPITALS.exec(start) ?? WITH_DATE_OR_AGENCY.exec(start))?.[0].length ?? 0;
}

/** `London: «Middle East»`: the desk of the paper, not a place of the story. */
export function namesAnOffice(dateline: string): boolean {
  return /^[\p{L} .'’-]{2,40}[:：]/u.test(dateline) || /[«»“”"]/.test(dateline);
}
