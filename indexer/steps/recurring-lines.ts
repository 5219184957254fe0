import type { BoilerplateRule } from '../boilerplate.ts';
import { wordsIn } from '../page-lines.ts';
import type { KindedLine } from './line-kind.ts';
import { isTitleLike, TITLE_WORDS } from './title-like.ts';

const RECURRING: BoilerplateRule = { id: 'recurring-line', kind: 'line' };
/** Right above each title of the page, set apart from the text before: `Print  A+  A-`. */
const ABOVE_TITLES: BoilerplateRule = { id: 'recurring-line', kind: 'end' };
const RECURRING_LENGTH = 200;
const TIMES = 3;

/** Of a chronology: `11:37 a.m. EST`. */
const CLOCK_TIME = /^\p{Nd}{1,2}[:.h]\p{Nd}{2}(?!\p{Nd})/u;
/** Of a conversation: a name of two or three words, alone above what is said. */
const SPEAKER = /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}$/u;

/**
 * Short lines that come three times and more, each time with other text behind them, are the page's furniture, whatever they
 * say: `Article content`, `Advertisement 2`, the label of a site that no rule knows.
 */
export function withoutRecurringLines(lines: KindedLine[]): readonly KindedLine[] {
  const places = new Map<string, number[]>();
  for (const [at, { kind, text }] of lines.entries()) {
    if ((kind !== 'head' && kind !== 'prose') || text.length > RECURRING_LENGTH) continue;
    const key = text.replace(/[0-9][0-9.,]*/g, '0');
    const before = places.get(key);
    if (before === undefined) places.set(key, [at]);
    else before.push(at);
  }
  for (const at of places.values()) {
    if (at.length < TIMES || isContent(lines, at) || textsBehind(lines, at).size < TIMES) continue;
    const rule = at.every((line) => isAboveTitle(lines, line)) ? ABOVE_TITLES : RECURRING;
    for (const line of at) lines[line] = { ...lines[line]!, kind: 'boilerplate', rule };
  }
  return lines;
}

/** Questions, hours of a chronology, and names between what people say. */
function isContent(lines: readonly KindedLine[], places: readonly number[]): boolean {
  const { text } = lines[places[0]!]!;
  if (/[:?]$/.test(text) || CLOCK_TIME.test(text)) return true;
  return SPEAKER.test(text) && places.every((at) => lines[at - 1]?.kind === 'prose' && lines[at + 1]?.kind === 'prose');
}

function isAboveTitle(lines: readonly KindedLine[], at: number): boolean {
  const below = lines[at + 1];
  if (below === undefined || !isTitleLike(below) || wordsIn(below.text) < TITLE_WORDS) return false;
  return at === 0 || lines[at]!.blankBefore > below.blankBefore; // else it may be who signs the text above
}

/** The texts that follow, each once: a title printed twice has one text, and so has an article printed twice. */
function textsBehind(lines: readonly KindedLine[], places: readonly number[]): Set<string> {
  const texts = new Set<string>();
  for (const [index, at] of places.entries()) {
    const end = places[index + 1] ?? lines.length;
    let next = at + 1;
    while (next < end && lines[next]!.kind !== 'prose') next++;
    texts.add(next < end ? lines[next]!.text : '');
  }
  return texts;
}
