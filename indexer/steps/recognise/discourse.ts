import { GAP, SHAPE, phraseAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { ArticleReading, Passage } from './read-article.ts';

/** What the whole article says about its names: one name has one meaning in one story. */
export interface Discourse {
  /** Place name (folded) → country that the article states for it once: `Glasgow, Ky.` makes every Glasgow American. */
  readonly statedCountry: ReadonlyMap<string, string>;
  /** Place names that are the first word of a firm's name here: after `Piedmont Aviation Inc`, Piedmont is the firm. */
  readonly firms: ReadonlySet<string>;
  /** Every country, region and place that is named, by `entry`. */
  readonly entries: ReadonlySet<string>;
  /** How often each country is told by an unambiguous form. */
  readonly countries: ReadonlyMap<string, number>;
}

/** Reads the article once for what its names mean throughout. */
export function readDiscourse(reading: ArticleReading, gazetteer: Gazetteer): Discourse {
  const statedCountry = new Map<string, string>();
  const firms = new Set<string>();
  const entries = new Set<string>();
  const countries = new Map<string, number>();
  for (const passage of reading.passages) {
    const { tokens, matches } = passage;
    for (const [index, match] of matches.entries()) {
      for (const sense of match.senses) {
        entries.add(sense.entry);
        if (!sense.uncertain && sense.kind !== 'organisation')
          countries.set(sense.value, (countries.get(sense.value) ?? 0) + 1);
      }
      const place = match.senses.find((sense) => sense.kind === 'place');
      if (place === undefined) continue;
      const next = matches[index + 1];
      if (next?.from === match.to && tokens.gaps[match.to] === GAP.COMMA) {
        const around = next.senses.find(
          (sense) => sense.kind === 'country' || (sense.kind === 'place' && !sense.rule.startsWith('c')),
        );
        if (around !== undefined) statedCountry.set(nameOf(passage, match.from, match.to), around.value);
      }
      if (beginsFirm(passage, match.to, gazetteer)) firms.add(nameOf(passage, match.from, match.to));
    }
  }
  return { statedCountry, firms, entries, countries };
}

/** The folded words of a match, the key of the maps above. */
export function nameOf({ tokens }: Passage, from: number, to: number): string {
  return phraseAt(tokens, from, to);
}

/** Up to three capitalised words and then one that only firms have. */
function beginsFirm({ tokens }: Passage, at: number, gazetteer: Gazetteer): boolean {
  const suffixes = gazetteer.words('company-suffixes');
  for (let word = at; word < tokens.count && word < at + 4; word++) {
    if (tokens.gaps[word]! > GAP.AMPERSAND || (tokens.shapes[word]! & SHAPE.CAPITAL) === 0) return false;
    if (suffixes.holds(tokens, word)) return true;
  }
  return false;
}
