import type { BoilerplateRule } from '../boilerplate.ts';
import { wordsIn } from '../page-lines.ts';
import { LIST_ITEM, type KindedLine } from './line-kind.ts';
import { isTitleLike } from './title-like.ts';

const NOTES: BoilerplateRule = { id: 'release-notes', kind: 'end' };
/** More paragraphs below `Notes to editors` than that are the next text. */
const MOST_PARAGRAPHS = 15;
const TITLE_WORDS = 5;
const SHORT_TITLE_WORDS = 3;
/** Lines below a name in which its telephone stands. */
const CONTACT_LINES = 3;
const NEAR_LINES = 8;

const ENDS = /^\W*(?:ends?|#{2,})\W*$|^#+$/i;
const ABOUT = /^(?:About|ABOUT|Über|À propos d[eu]s?|Acerca de|Sobre)(?: the| THE)?:? (?=\p{Lu})(?!.*[\p{Nd}?!])/u;
const CONTACT = /@\w|\+?\d[\d ()/.-]{7,}\d|^(?:tel|phone|mobile|e-?mail|twitter)\b/iu;

/** What is below the text of a release: whom to call, who is behind it, what editors should know. */
type Part = 'contacts' | 'about' | 'notes';

/**
 * Without what stands below the text of a press release. Notes to editors take all paragraphs with them up to the next title;
 * contacts only names, telephones and what a release says about its sender, for many a text goes on behind `For more information …`.
 */
export function withoutReleaseNotes(lines: readonly KindedLine[]): KindedLine[] {
  let hasText = false;
  let part: Part | null = null;
  let paragraphs = 0;
  return lines.map((line, at) => {
    const opened = hasText ? partOpenedBy(lines, at) : null;
    if (line.kind === 'prose') hasText = true;
    if (opened !== null) {
      if (part !== 'notes') paragraphs = 0;
      part = part === 'notes' ? part : opened;
      return line;
    }
    if (part === null) return line;
    if (line.rule?.id === 'press-release' || beginsArticle(lines, at, part)) part = null;
    else if (line.kind === 'head')
      part = part !== 'notes' && ABOUT.test(line.text) ? 'about' : part === 'about' ? 'contacts' : part;
    else if (line.kind !== 'prose') return line;
    else if (part === 'contacts' && !CONTACT.test(line.text)) part = null;
    else if (++paragraphs > MOST_PARAGRAPHS) part = null;
    return part === null ? line : { ...line, kind: 'boilerplate', rule: NOTES };
  });
}

function partOpenedBy(lines: readonly KindedLine[], at: number): Part | null {
  const { rule, text } = lines[at]!;
  if (rule?.id === 'notes-to-editors') return 'notes';
  if (rule?.id === 'further-information') return 'contacts';
  const isEnd = rule !== undefined && ENDS.test(text);
  return isEnd && lines.slice(at + 1, at + 1 + NEAR_LINES).some(isOfRelease) ? 'contacts' : null;
}

/** What `ENDS` stands above in a release, and no agency has below its stories. */
function isOfRelease({ kind, rule, text }: KindedLine): boolean {
  return /^(?:notes-to-editors|further-information)$/.test(rule?.id ?? '') || (kind === 'head' && ABOUT.test(text));
}

function beginsArticle(lines: readonly KindedLine[], at: number, part: Part): boolean {
  const line = lines[at]!;
  if (line.kind === 'title') return true;
  if (!isTitleLike(line) || ABOUT.test(line.text) || LIST_ITEM.test(line.text)) return false;
  const words = wordsIn(line.text);
  const below = lines.slice(at + 1, at + 1 + CONTACT_LINES);
  const text = below.findIndex(({ kind }) => kind === 'prose');
  const header = text < 0 ? below : below.slice(0, text);
  if (header.some(isContact)) return false;
  if (words >= TITLE_WORDS) return true;
  const hasDetail = header.some(({ kind }) => kind === 'date' || kind === 'byline' || kind === 'caption');
  return words >= SHORT_TITLE_WORDS && (hasDetail || (part !== 'notes' && text === 0 && !CONTACT.test(below[0]!.text)));
}

function isContact({ text, rule }: KindedLine): boolean {
  return CONTACT.test(text) || rule?.id === 'address';
}
