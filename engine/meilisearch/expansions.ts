import type { Hit, Notice } from '../../core/result.ts';
import type { IndexSettings } from '../settings.ts';
import { engineWords } from './engine-words.ts';

interface Name {
  readonly words: string;
  /** As the settings have it. */
  readonly text: string;
}

/** What is needed of a word of the query. */
interface Asked {
  readonly words: readonly string[];
  readonly literal: boolean;
  readonly typed: string;
}

/** Tells which synonyms made articles of a page match. */
export type TellExpansions = (wanted: readonly Asked[], hits: readonly Hit[]) => Notice[];

/**
 * Meilisearch does not say which synonym it took; a page shows it: an article on it holds another name and not the one
 * that was typed, as far as title and snippets go.
 */
export function prepareExpansions({ synonyms }: IndexSettings): TellExpansions {
  const groups = new Map<string, Name[]>();
  let longest = 0;
  for (const group of synonyms) {
    const names = group.map((text) => ({ words: engineWords(text).join(' '), text }));
    for (const { words } of names) {
      groups.set(words, [...(groups.get(words) ?? []), ...names]);
      longest = Math.max(longest, words.split(' ').length);
    }
  }
  return (wanted, hits) => {
    const runs = runsOf(wanted, longest).filter(({ words }) => groups.has(words));
    if (runs.length === 0) return [];
    const shown = hits.map(wordsShown);
    return runs.flatMap(({ words, about }) => {
      const others = groups.get(words)!.filter((other) => other.words !== words && other.words !== '');
      const made = others.filter((other) => shown.some((text) => holds(text, other.words) && !holds(text, words)));
      return made.length === 0
        ? []
        : [{ code: 'expanded' as const, about, words: [...new Set(made.map(({ text }) => text))] }];
    });
  };
}

/** Plain words that stand side by side in the query, of any number up to `longest`. */
function runsOf(wanted: readonly Asked[], longest: number): { words: string; about: string }[] {
  return wanted.flatMap((_, from) => {
    const runs = [];
    for (let to = from + 1; to <= wanted.length && to - from <= longest && !wanted[to - 1]!.literal; to++) {
      const run = wanted.slice(from, to);
      runs.push({ words: run.flatMap(({ words }) => words).join(' '), about: run.map(({ typed }) => typed).join(' ') });
    }
    return runs;
  });
}

function wordsShown({ document, snippets }: Hit): string {
  const texts = [document.title, ...snippets.map(({ text }) => text)];
  return texts.map((text) => ` ${engineWords(text).join(' ')} `).join('|');
}

const holds = (shown: string, words: string): boolean => shown.includes(` ${words} `);
