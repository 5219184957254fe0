import type { DateCandidate } from '../draft.ts';
import type { Survey } from './survey.ts';
import { writtenDates } from './written-dates.ts';

/** What is written before a date tells what it is the date of. */
const PUBLISHED_LABEL =
  /(?:publi(?:shed|é|cado|cato|ziert|ée)|posted|veröffentlicht|erschienen|erstellt|eingestellt|online seit|datum|date|fecha|data|created|geplaatst|gepubliceerd|dodano|opublikowano|publicerad|publisert|опубликован[ао]?|yayın(?:lanma)?|نُ?شر)(?!\p{L})[^\d]{0,24}$/iu;
const MODIFIED_LABEL =
  /(?:updated?|modified|aktualisiert|geändert|bearbeitet|änderung|stand|mis à jour|màj|actualizado|aggiornato|modifi(?:ée?|cado|cato)|last|zuletzt|gewijzigd|oppdatert|uppdaterad|abgerufen|revised|обновлен[ао]|изменен[ао]|تحديث)(?!\p{L})[^\d]{0,24}$/iu;
const OTHER_LABEL =
  /(?:©|copyright|\(c\)|seit|since|born|geboren|joined|registriert|dabei|mitglied|heute|today|bis|until|ab|from|deadline|anmeldeschluss|termin)[^\d]{0,14}$/i;

/** Where the article's own blocks begin and end among all blocks of the page. */
export interface ArticleRange {
  readonly first: number;
  readonly last: number;
}

/** Dates in lines of the page, told apart by where they stand and what is written before them. */
export function shownDates(survey: Survey, range: ArticleRange, dayFirst: boolean): DateCandidate[] {
  const found: PlacedDate[] = [];
  survey.blocks.forEach((block, at) => {
    const { text } = block;
    // A long paragraph tells of its own date at its beginning or end; the days in between are part of the story.
    const parts = text.length <= 400 ? [text] : [text.slice(0, 80), text.slice(-80)];
    for (const part of parts) {
      for (const { value, form, start } of writtenDates(part, dayFirst).slice(0, 3)) {
        const before = start === 0 ? labelAbove(survey, at) : part.slice(Math.max(0, start - 40), start);
        found.push({ source: sourceOf(survey, range, at, before), form, value, at });
      }
    }
  });
  return nearestFirst(found, survey);
}

/** A date, and the block of the page that it stands in or behind. */
export interface PlacedDate extends DateCandidate {
  readonly at: number;
}

/** Of several dates of one kind the first is believed: that is the one nearest to the headline, below it rather than above. */
export function nearestFirst(dates: readonly PlacedDate[], { headlineAt }: Survey): DateCandidate[] {
  const distance = ({ at }: PlacedDate): number => (at < headlineAt ? headlineAt - at + 0.5 : at - headlineAt);
  const sorted = headlineAt < 0 ? dates : [...dates].sort((a, b) => distance(a) - distance(b));
  return sorted.map(({ at: _, ...date }) => date);
}

/** `Joined`, `Published`: what the cell or line before says of a date that stands alone in its own. */
function labelAbove(survey: Survey, at: number): string {
  const text = survey.blocks[at - 1]?.text ?? '';
  return text.length <= 24 && !/\d/.test(text) ? text : '';
}

function sourceOf(survey: Survey, { first, last }: ArticleRange, at: number, before: string): string {
  const block = survey.blocks[at]!;
  const { length } = block.text;
  if (survey.placements.get(block.element)!.tags.has('footer') && at > last) return 'footer';
  const start = survey.headlineAt >= 0 ? survey.headlineAt : first;
  const isNear = start >= 0 && at >= start - 6 && at <= start + 8;
  const isLink = block.linkLength > 0.8 * length;
  if (MODIFIED_LABEL.test(before)) return 'modified-line';
  if (OTHER_LABEL.test(before)) return 'other-line';
  if (PUBLISHED_LABEL.test(before)) return isNear ? 'stated-near-headline' : 'stated-line';
  if (isNear && length < 120) return isLink ? 'link-near-headline' : 'near-headline';
  if (isLink) return 'link';
  const { parent, attributes } = block.element;
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${parent?.attributes['class'] ?? ''}`;
  if (length < 80 && /date|datum|time|publish|fecha|meta|byline/i.test(names)) return 'date-class';
  if (length < 80 && first >= 0 && at >= first - 6 && at <= first + 1) return 'before-article';
  if (length < 120 && last >= 0 && at >= last - 1 && at <= last + 3) return 'after-article';
  return length < 40 ? 'alone' : 'shown';
}
