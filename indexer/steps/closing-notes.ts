import { authorOf, startsLikeByline, type KindedLine } from './line-kind.ts';

const NAME = String.raw`\p{Lu}[\p{L}\p{M}.’'-]*(?: (?:(?:al|bin|da|de|del|den|der|di|du|el|la|van|von) )?\p{Lu}[\p{L}\p{M}.’'-]*){1,4}`;
const NAMES = new RegExp(NAME, 'gu');
const ROLE =
  '(?:writer|author|columnist|contributor|commentator|journalist|reporter|correspondent|editor|blogger|(?:research |visiting |senior |non-?resident )?fellow|(?:senior|political|policy|research) analyst)s?';
/** `Jane Doe, of the Coast Trust, is a senior fellow at …`, `The writer is the author of …` */
const OF_WRITER = new RegExp(
  String.raw`^(?:${NAME}(?:,? (?:and|&) ${NAME})?(?: \(@\w+\))?(?:, [^,.“”"]{2,60},)?|[Tt]he (?:author|writer)s?) (?:is|are|was|has been|works as|serves as) [^.“”"]{0,80}?\b${ROLE}\b`,
  'u',
);
/** `Write to Jane Doe at jane@coast.example`, `He can be reached at …`; the posts of others hold links and days. */
const CONTACT =
  /^(?:[Ww]rite to|[Rr]each|[Cc]ontact|[Ff]ollow|E-?mail|[Ss]end|[Ll]et us know|[Gg]et in touch)\b.*@|\b(?:can be reached (?:at|by|on|via)|(?:[Rr]each|[Ff]ollow|[Cc]ontact) (?:him|her|them|us) (?:at|by|on|via)|(?:[Tt]el|[Pp]hone)[.:] ?\+?\d)/;
const VERSION = String.raw`(?:article|story|report|post|column|piece|interview|text)`;
/** What editors say of a text: `This story has been updated`, `An earlier version of this article …`, `Editor’s note: …` */
const OF_EDITOR = new RegExp(
  String.raw`^(?:editor['’]?s?['’]? notes?|corrections?|clarification)\s?[:—–-]|^(?:(?:note|update): )?(?:an?|the|in an?) (?:earlier|original|previous) version of (?:this|the) ${VERSION}\b|^th(?:is|e) ${VERSION} (?:(?:has been|was|is|is being)(?: first| originally| also)?|first|originally|also) (?:updated|corrected|amended|(?:lightly )?edited|changed|written|reported|produced|published|translated|based on|part of|appeared|published)\b|^(?:interview(?:er)?: .{2,60}\. )?translated (?:from (?:the )?\p{L}+ )?by\b|^(?:the )?(?:views|opinions) (?:and opinions )?expressed (?:in|by|here)\b`,
  'iu',
);
const ABOUT = /^about(?: the)? /i;
const ABOUT_WRITER = /^about the (?:author|writer)s?$/i;
/** Behind the name that is the heading: `Desk of the Coast` above `Desk of the Coast is a …` */
const DEFINES = /^ (?:is|are|was) (?:an?|the|one)\b/;
const MARKS = /^[\s—–•*([-]+/;
const NOTE_LENGTH = 600;

/**
 * The indexes of the lines at the end of an article that speak of the article or of who made it: they say that a person
 * writes, where to reach one, or what was changed, or open with a name that the byline or the short line above them gives;
 * and what stands below the links at the foot of the page.
 */
export function closingNotes(lines: readonly KindedLine[]): ReadonlySet<number> {
  const notes = new Set<number>();
  const first = Math.max(
    0,
    lines.findIndex(({ kind }) => kind === 'prose'),
  );
  const writers = lines.flatMap(({ kind, text }) =>
    kind === 'byline' || (kind === 'date' && startsLikeByline(text)) ? (authorOf(text)?.match(NAMES) ?? []) : [],
  );
  const footer = lines.findLastIndex(({ rule }) => rule?.id === 'site-footer');
  for (let at = lines.length - 1; at > first; at--) {
    const { kind, text } = lines[at]!;
    if (kind !== 'prose' && kind !== 'head') continue;
    const above = lines[at - 1]!;
    const heading = above.kind === 'head' ? above.text : undefined;
    const isBelowFooter = footer > first && at > footer;
    if (text.length <= NOTE_LENGTH && (isBelowFooter || isNote(text.replace(MARKS, ''), writers, heading)))
      notes.add(at);
    else if (kind === 'prose') break;
  }
  return notes;
}

function isNote(text: string, writers: readonly string[], heading: string | undefined): boolean {
  if ([OF_WRITER, CONTACT, OF_EDITOR].some((note) => note.test(text))) return true;
  if (writers.some((name) => opensWith(text, name))) return true;
  if (heading === undefined) return false;
  if (ABOUT_WRITER.test(heading)) return true;
  return ABOUT.test(heading)
    ? opensWith(text, heading.replace(ABOUT, ''))
    : opensWith(text, heading) && DEFINES.test(text.slice(heading.length));
}

function opensWith(text: string, name: string): boolean {
  return name.length >= 4 && text.startsWith(name) && /^(?: \p{L}|,)/u.test(text.slice(name.length));
}
