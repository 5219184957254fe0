import { DOCUMENT_LIMITS, type Evidence, type Fact } from '../../../core/document.ts';
import type { Passage, Zone } from './read-article.ts';

/** A value found at one place. `factor` is the confidence of the form, lowered by what stands around it. */
export interface Mention {
  readonly value: string;
  readonly passage: Passage;
  /** Tokens of the passage: from, up to but not including. */
  readonly from: number;
  readonly to: number;
  readonly rule: string;
  readonly factor: number;
  readonly entry?: string;
  /** Overrides the zone of the passage: a dateline inside the lead. */
  readonly zone?: Zone;
  /** Strengthens a value that the text names elsewhere, and is no mention by itself. */
  readonly supports?: boolean;
}

/** What a mention adds to the score of its value, by where it stands. */
export const COUNTRY_WEIGHTS: Readonly<Record<Zone, number>> = {
  title: 5, lead: 3, body: 1, subhead: 1, dateline: 3, caption: 0.5, credit: 0, metadata: 8, url: 0,
}; // prettier-ignore
export const ORGANISATION_WEIGHTS: Readonly<Record<Zone, number>> = { ...COUNTRY_WEIGHTS, dateline: 0, caption: 0.3 };

/** Evidence kept for one value; further mentions are counted but not listed. */
const MOST_EVIDENCE = 25;

/** Facts kept of one article, the strongest; a hostile text may name thousands. */
const MOST_FACTS = 300;

/** Everything known about one value of an article, before it is judged. */
export interface Tally {
  readonly value: string;
  score: number;
  mentions: number;
  inTitle: boolean;
  inLead: boolean;
  /** How many mentions in which zone. */
  readonly zones: Map<Zone, number>;
  readonly all: Mention[];
}

/** Sums the mentions up by value, in order of first mention. */
export function tally(mentions: readonly Mention[], weights: Readonly<Record<Zone, number>>): Tally[] {
  const byValue = new Map<string, Tally>();
  for (const mention of mentions) {
    let sum = byValue.get(mention.value);
    if (sum === undefined) {
      sum = { value: mention.value, score: 0, mentions: 0, inTitle: false, inLead: false, zones: new Map(), all: [] };
      byValue.set(mention.value, sum);
    }
    const zone = mention.zone ?? mention.passage.zone;
    sum.score += weights[zone] * mention.factor;
    if (mention.supports !== true) {
      if (weights[zone] > 0) sum.mentions++;
      sum.zones.set(zone, (sum.zones.get(zone) ?? 0) + 1);
      sum.inTitle ||= zone === 'title' || zone === 'metadata';
      sum.inLead ||= zone === 'lead';
    }
    sum.all.push(mention);
  }
  return [...byValue.values()];
}

/** Facts of the tallies with the level that `judge` gives them, the strongest first. */
export function toFacts(
  tallies: readonly Tally[],
  weights: Readonly<Record<Zone, number>>,
  judge: (tally: Tally, salience: number) => Fact['level'],
): Fact[] {
  const top = tallies.reduce((most, sum) => Math.max(most, sum.score), 0);
  return tallies
    .filter((sum) => sum.value.length <= DOCUMENT_LIMITS.facetValue) // a run of endless words is no name
    .map((sum) => {
      const salience = top === 0 ? 0 : sum.score / top;
      return {
        value: sum.value,
        level: judge(sum, salience),
        score: round(sum.score),
        salience: round(salience),
        mentions: sum.mentions,
        evidence: sum.all.slice(0, MOST_EVIDENCE).map((mention) => toEvidence(mention, weights)),
      };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FACTS);
}

function toEvidence(mention: Mention, weights: Readonly<Record<Zone, number>>): Evidence {
  const { passage, from, to } = mention;
  const zone = mention.zone ?? passage.zone;
  const start = passage.tokens.starts[from]!;
  const end = passage.tokens.ends[to - 1]!;
  const evidence = { zone } as Evidence; // filled in the order that documents show; spreading makes a third more garbage
  if (passage.line !== undefined) evidence.line = passage.line;
  if (passage.offset !== undefined) {
    evidence.start = passage.offset + start;
    evidence.end = passage.offset + end;
  }
  evidence.form = passage.tokens.text.slice(start, end);
  evidence.rule = mention.rule;
  evidence.weight = round(weights[zone] * mention.factor);
  if (mention.entry !== undefined) evidence.entry = mention.entry;
  return evidence;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
