import { boilerplateRule } from '../boilerplate.ts';
import { droppedLine, type ArticleDraft, type DroppedLine, type Paragraph } from '../draft.ts';
import type { StepContext } from '../step.ts';
import { wordsIn } from '../page-lines.ts';
import { ComparableLines } from './comparable-lines.ts';

const REPEATED_LENGTH = 40;

/**
 * Takes out what is the page's and not the article's: lines that a boilerplate rule knows, the title printed again before
 * the lead, and paragraphs that have come before in this article.
 */
export function stripBoilerplate(draft: ArticleDraft, { boilerplate }: StepContext): ArticleDraft {
  const titles = new ComparableLines([draft.title]);
  const seen = new Set<string>();
  const body: Paragraph[] = [];
  const dropped: DroppedLine[] = [];
  let inListing = false;
  for (const [index, paragraph] of draft.body.entries()) {
    const rule = draft.withoutBoilerplate === true ? null : boilerplateRule(paragraph.text, boilerplate);
    if (rule) inListing = rule.kind === 'listing';
    else if (paragraph.kind === 'prose') inListing = false;
    const reason = rule
      ? `boilerplate:${rule.id}`
      : inListing
        ? 'listed-headline'
        : body.length === 0 && titles.has(paragraph.text)
          ? 'repeated-title'
          : paragraph.text.length >= REPEATED_LENGTH && seen.has(paragraph.text)
            ? 'repeated-paragraph'
            : isPulled(draft.body, index)
              ? 'pulled-quote'
              : null;
    if (reason === null) {
      seen.add(paragraph.text);
      body.push(paragraph);
    } else dropped.push(droppedLine(paragraph, reason));
  }
  return dropped.length === 0 ? draft : { ...draft, body, dropped: [...draft.dropped, ...dropped] };
}

const PULLED_WORDS = 8;
const PULLED_LENGTH = 200;
const PULLED_NEAR = 8;
const QUOTING = '> "“”„«»‘’.,!?…';

/** Whether a line says again what a longer paragraph near it says, word for word: a quotation that the page prints large. */
function isPulled(body: readonly Paragraph[], index: number): boolean {
  const { text } = body[index]!;
  if (text.length > PULLED_LENGTH || wordsIn(text) < PULLED_WORDS) return false;
  let [from, end] = [0, text.length];
  while (from < end && QUOTING.includes(text[from]!)) from++;
  while (end > from && QUOTING.includes(text[end - 1]!)) end--;
  const words = text.slice(from, end);
  return body
    .slice(Math.max(0, index - PULLED_NEAR), index + PULLED_NEAR + 1)
    .some((other) => other.text.length > text.length && other.text.includes(words));
}
