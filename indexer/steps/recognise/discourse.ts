import { GAP, SHAPE, phraseAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { ArticleReading, Passage } from './read-article.ts';

/** What the whole article says about its names: one name has one meaning in one story. */
export interface Discourse {
  /** Place name (folded) → country that the article states for it once: `Glasgow, Ky.` makes every Glasgow American. */
  readonly statedCountry: ReadonlyMap<string, string>;
  /** Place names that are the first word of a firm's name here: after `Piedmont Aviation Inc`, Piedmont is the firm. */
  readonly firms: ReadonlySet<string>;
  /** What is named anywhere; few articles name something that depends on it. */
  readonly named: () => Named;
}

interface Named {
  /** Every country, region and place, by `entry`. */
  readonly entries: ReadonlySet<string>;
  /** Every country that an unambiguous form tells. */
  readonly countries: ReadonlySet<string>;
}

/** Reads the article once for what its names mean throughout. */
export function readDiscourse(reading: ArticleReading, gazetteer: Gazetteer): Discourse {
  const statedCountry = new Map<string, string>();
  const firms = new Set<string>();
  for (const passage of reading.passages) {
    const { tokens, matches } = passage;
    for (const [index, match] of matches.entries()) {
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
  let named: Named | undefined;
  return { statedCountry, firms, named: () => (named ??= allNamed(reading)) };
}

function allNamed({ passages }: ArticleReading): Named {
  const entries = new Set<string>();
  const countries = new Set<string>();
  for (const { matches } of passages) {
    for (const { senses } of matches) {
      for (const { entry, uncertain, kind, value } of senses) {
        entries.add(entry);
        if (!uncertain && kind !== 'organisation') countries.add(value);
      }
    }
  }
  return { entries, countries };
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
