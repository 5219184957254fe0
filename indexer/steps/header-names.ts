import { isTitleCase, type KindedLine } from './line-kind.ts';

const SECTION_WORDS = 4;

/** Of few words; the signs between them do not count (`English | Deutsch`). */
export function isSectionName(text: string): boolean {
  return !text.endsWith('?') && text.split(/ (?:[^\p{L}\p{N} ]+ )?/u).length <= SECTION_WORDS;
}

/** `Jo Tuck in La Pintada`, `Reporting from Port Sudan`: who writes from where. No standfirst, unless the title has such capitals, too. */
export function isOfNames(text: string, title: string): boolean {
  return text.split(' ').length <= 8 && !/\p{Nd}|[?!.…:]$/u.test(text) && isTitleCase(text) && !isTitleCase(title);
}

const ROLE = /^(?:\p{L}+ ){0,3}(?:reporter|correspondent|editor|journalist|writer|columnist)\b(?!.*[.?!]$)/iu;
/** Of those who write for an institute. */
const POST =
  /^(?:\p{L}+[ -]){0,3}(?:fellow|associate|analyst|director|professor|lecturer|researcher|scholar|economist|advis[eo]r)(?:$|,| (?:at|of|for|in|and|on) )(?!.*[.?!]$)/iu;
const PERSON = /^\p{Lu}[\p{L}\p{M}.’'-]*(?: \p{Lu}[\p{L}\p{M}.’'-]*){1,3}$/u;
const ROLE_LENGTH = 60;
const POST_LENGTH = 100;

/** `Reporter, The Star`, `Senior Fellow, Asia Programme` below the name of who wrote. */
export function isRole({ text }: KindedLine, previous: KindedLine | undefined): boolean {
  if (previous?.kind === 'byline' && text.length <= ROLE_LENGTH && ROLE.test(text)) return true;
  const isName = previous?.kind === 'byline' || (previous?.kind === 'head' && PERSON.test(previous.text));
  return isName && text.length <= POST_LENGTH && POST.test(text);
}
