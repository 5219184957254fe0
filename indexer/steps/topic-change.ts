import type { KindedLine } from './line-kind.ts';

/** Letters of text that are looked at above a headline, and below it: enough to know what a story speaks of. */
const ABOVE_LENGTH = 4_000;
const BELOW_LENGTH = 1_500;
/** Lines that are looked at, whatever stands in them. */
const MOST_LINES = 100;
/** Fewer names, or words of the headline, tell nothing. */
const FEWEST_NAMES = 5;
const FEWEST_WORDS = 6;
/**
 * What the text below may keep of the story above: its share of the words of the title above, and half the share of its names
 * that stand above, too. Neighbours in a paper have a little in common.
 */
const KEPT = 0.3;
/** Of the words of the headline, the text below takes up at least as many, and more than the text above had. */
const TAKEN_UP = 0.5;
const MORE_TAKEN_UP = 3;

/**
 * Whether a headline begins another story than the one above it (the indexes of its first line and of its title), by the words around it: the text below it takes up its words, which the text
 * above does not know, and hardly the words of the title above; and it names others. The head of a section does none of it.
 */
export function turnsToAnotherStory(
  lines: readonly KindedLine[],
  storyAbove: { readonly from: number; readonly title: number } | undefined,
  headline: number,
): boolean {
  const head = wordsOf(lines[headline]!.text);
  if (head.size < FEWEST_WORDS) return false;
  const below = prose(lines.slice(headline + 1, headline + 1 + MOST_LINES), BELOW_LENGTH);
  const taken = shared(head, wordsOf(below));
  if (taken < TAKEN_UP * head.size) return false;
  const from = Math.max(storyAbove?.from ?? 0, headline - MOST_LINES);
  const above = prose(lines.slice(from, headline).reverse(), ABOVE_LENGTH);
  if (taken - shared(head, wordsOf(above)) < MORE_TAKEN_UP) return false;
  const names = namesOf(below);
  if (names.size < FEWEST_NAMES) return false;
  const title = wordsOf(lines[storyAbove?.title ?? -1]?.text ?? '');
  const kept = shared(title, wordsOf(below)) / Math.max(1, title.size);
  return kept + shared(names, namesOf(above)) / names.size / 2 <= KEPT;
}

/** The paragraphs among the lines, in their order, until they are long enough. */
function prose(lines: readonly KindedLine[], length: number): string {
  let text = '';
  for (const line of lines) {
    if (line.kind === 'prose' || line.kind === 'standfirst') text += `${line.text}\n`;
    if (text.length >= length) break;
  }
  return text;
}

const STEM = 6;

/** The longer words, by their beginning: `farmer` and `farmers`, `elect` and `election` come near enough. */
function wordsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, STEM)));
}

const NAME = /(?<=[^\s.!?:“"«„] )\p{Lu}[\p{L}\p{M}]{2,}/gu;

/** Words with a capital that no sentence begins with. */
function namesOf(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(NAME), ([name]) => name.toLowerCase().replace(/s$/, '')));
}

function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const word of some) if (others.has(word)) count++;
  return count;
}
