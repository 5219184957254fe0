import { boilerplateRule, type BoilerplateRule, type BoilerplateRules } from '../boilerplate.ts';
import { findDates } from '../dates/find-dates.ts';
import type { PageLine } from '../page-lines.ts';
import { isDatelineAlone } from './dateline.ts';

/** What a line of a flat page looks like, by its form alone. */
export type LineKind =
  'clock' | 'boilerplate' | 'marker' | 'caption' | 'byline' | 'date' | 'dateline' | 'prose' | 'head';

export interface KindedLine extends PageLine {
  readonly kind: LineKind;
  readonly rule?: BoilerplateRule;
}

const FINAL_STOP = /[.…。։।][\s"'”’»)\]]*$/u;
const FINAL_MARK = /[!?؟？！:;][\s"'”’»)\]]*$/u;
const CLOCK_WORD =
  /^(?:today|now|current(?: date| time)?|date|local time|heute|aujourd['’]hui|hoy(?: es)?|oggi|сегодня|اليوم|bugün)\b ?(?:is)?[:\-–,]?/iu;
const NAME = String.raw`[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*`;
const BYLINE = new RegExp(
  String.raw`^(?:[Bb][Yy]|Von|VON|Par|PAR|Por|POR|Di|Автор:?|بقلم:?|كتب:?) ${NAME}(?:[ ,&|/]+(?:and|und|et|y|in|at|for|of|AND)?[ ]?${NAME}){0,9}$`,
  'u',
);
const BYLINE_START = /^(?:By|BY|Von|Par|Por|Di|Автор:?|بقلم:?|كتب:?) /u;
const CREDIT =
  /(?:[([][^()[\]]{2,60}[)\]]|(?:photo|picture|image|foto|photograph|credit|courtesy|crédit photo|bild)s?(?: by| credit| courtesy| of)?[:/ ]+[^.]{2,60}|©\s?[^.]{2,60})$/iu;
const DATE_LABEL =
  /^(?:(?:first |last )?(?:published|posted|updated|modified|created|issued|released|date|publié|mis à jour|veröffentlicht|aktualisiert|stand|publicado|actualizado|pubblicato|опубликовано|обновлено|نشر|تاريخ النشر|نُشر)(?: on| at| le| am| el| il| في)?|on)\s*:?\s*/iu;

/** The kind of every line. Letters are counted in Unicode, so that the forms hold in any script. */
export function kindLines(lines: readonly PageLine[], boilerplate: BoilerplateRules): KindedLine[] {
  return lines.map((line) => {
    const rule = boilerplateRule(line.text, boilerplate);
    const { text, blankBefore } = line; // no spread: there are fifty lines in an article
    if (rule === null) return { text, line: line.line, blankBefore, kind: kindOf(text) };
    return { ...line, kind: 'boilerplate', rule };
  });
}

function kindOf(text: string): LineKind {
  if (text.length > 240) return 'prose';
  if (/^\p{Lu}{1,3}$/u.test(text)) return 'marker';
  if (isDateLine(text)) return CLOCK_WORD.test(text) ? 'clock' : 'date';
  if (isDatelineAlone(text)) return 'dateline';
  if (creditOf(text) !== null) return 'caption';
  if (BYLINE_START.test(text) && text.length <= 100 && BYLINE.test(text)) return 'byline';
  return isSentence(text) ? 'prose' : 'head';
}

function isSentence(text: string): boolean {
  if (text.endsWith('.') || FINAL_STOP.test(text)) return text.length >= 60 || text.split(' ').length >= 6;
  return (FINAL_MARK.test(text) || /["”»]$/.test(text)) && text.length >= 100;
}

/** Whether a date line says what its date is: `Published: …`, and not a bare day in a chronology. */
export function hasDateLabel(text: string): boolean {
  return DATE_LABEL.test(text) && !/^on\b/i.test(text);
}

/** A line that is one date, with a label, weekday or time around it and little else. */
function isDateLine(text: string): boolean {
  if (text.length > 110) return false;
  const dates = findDates(text);
  if (dates.length === 0) return false;
  let rest = text.replace(CLOCK_WORD, '').replace(DATE_LABEL, '');
  rest = dates.reduce((left, date) => left.replace(text.slice(date.start, date.end), ' '), rest);
  const words = rest.match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  return (
    words.filter(
      (word) =>
        !/^(?:am|pm|gmt|utc|bst|est|edt|cet|ist|at|on|updated|published|posted|year|г|года|um|uhr|à|um)$/iu.test(word),
    ).length <= 3
  );
}

/** A full stop last, or before the last sign: no credit in words ends so. One in brackets may. */
function endsLikeSentence(text: string): boolean {
  return text.includes('.', text.length - 2) && !/[)\]]$/.test(text);
}

/** The credit at the end of a caption, `AFP` of `… on Tuesday. (AFP)`; null when a line bears none. */
export function creditOf(text: string): string | null {
  if (text.length > 400 || endsLikeSentence(text)) return null;
  const match = CREDIT.exec(text)?.[0];
  if (match === undefined || match.length === text.length) return null;
  const credit = match
    .replace(/^[([©\s]+|[)\]\s]+$/g, '')
    .replace(
      /^(?:photo|picture|image|foto|photograph|credit|courtesy|crédit photo|bild)s?(?: by| credit| courtesy| of)?[:/ ]+/iu,
      '',
    );
  const isBracketed = /^[([]/.test(match);
  return isBracketed && !looksLikeCredit(credit) ? null : credit;
}

/** A name in capitals or title case, an agency with a partner, or a word that says where a picture is from. */
function looksLikeCredit(credit: string): boolean {
  if (
    /\b(?:archives?|file|files|handout|photo|photos|picture|courtesy|screenshot|screengrab|getty|images|via|credit|archiv|archivo)\b/iu.test(
      credit,
    )
  )
    return true;
  if (/^\d|\d{3}/.test(credit)) return false;
  const words = credit.split(/[\s/,-]+/);
  if (words.length > 5) return false;
  return (
    /^(?:dpa|epa|efe|ansa|afp|ap|reuters|tass|cna|spa)\b/iu.test(credit) ||
    (words.length >= 1 && words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word)))
  );
}
