import { droppedLine, type ArticleDraft, type Paragraph } from '../draft.ts';

/** Paragraphs of such an ending. */
const MOST = 4;
const SHORTEST = 40;
/** What a publisher says of itself; two stories may end with the same words on their subject. */
const OF_PUBLISHER =
  /(?<!\p{L})(?:we|our|us|journalis[mt]\p{L}*|news ?(?:agency|room|paper|site|letter|outlet|service)s?|magazine|publish(?:er|es|ed)|(?:web|internet) ?site|non-?profit|readers?|subscri\p{L}+|donat\p{L}+)(?!\p{L})/iu;

/**
 * Without the paragraphs that articles of one page end with alike, in which the publisher speaks of itself under no heading. An
 * article that the page prints twice keeps its end.
 */
export function withoutSharedEndings(drafts: readonly ArticleDraft[]): readonly ArticleDraft[] {
  let shorter = drafts;
  for (let round = 0; round < MOST && drafts.length > 1; round++) {
    const before = shorter;
    shorter = withoutLast(before);
    if (shorter.every((draft, at) => draft === before[at])) break;
  }
  return shorter;
}

function withoutLast(drafts: readonly ArticleDraft[]): readonly ArticleDraft[] {
  const openings = new Map<string, Set<string>>();
  for (const { body } of drafts) {
    const text = endingOf(body)?.text;
    if (text !== undefined) openings.set(text, (openings.get(text) ?? new Set()).add(body[0]!.text));
  }
  return drafts.map((draft) => {
    const last = endingOf(draft.body);
    if (last === undefined || openings.get(last.text)!.size < 2) return draft;
    const dropped = [...draft.dropped, droppedLine(last, 'shared-ending')];
    return { ...draft, body: draft.body.slice(0, -1), dropped };
  });
}

function endingOf(body: readonly Paragraph[]): Paragraph | undefined {
  const last = body.at(-1);
  const isEnding = body.length > 1 && last?.kind === 'prose' && last.text.length >= SHORTEST;
  return isEnding && OF_PUBLISHER.test(last.text) ? last : undefined;
}
