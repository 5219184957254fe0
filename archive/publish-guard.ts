import { FACET_NAMES } from '../core/facets.ts';
import type { GenerationFacts } from './generation-facts.ts';

/** How much a new generation may differ from the live one. Shares, 0…1. */
export interface GuardThresholds {
  /** Articles, files, known ids and facet values that may be missing. */
  readonly lost: number;
  /** By how much the share of articles with some fault may rise: undated, without title, misdecoded, … */
  readonly faultRise: number;
  /** By how much the share of articles without a facet's value, or with one value, may change. */
  readonly facetShift: number;
  /** By how much average lengths and values per article may change. */
  readonly averageChange: number;
  /** How much of the articles may move to other years (total variation distance). */
  readonly yearShift: number;
}

export const DEFAULT_THRESHOLDS: GuardThresholds = {
  lost: 0.1,
  faultRise: 0.05,
  facetShift: 0.15,
  averageChange: 0.35,
  yearShift: 0.25,
};

/** Small archives live in whole articles: this many may always differ. */
const ALWAYS_ALLOWED = 2;
/** A facet value is missed when at least this many articles, and this share of them, had it. */
const NOTED_ARTICLES = 8;
const NOTED_SHARE = 0.02;

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

type Rule = (candidate: GenerationFacts, live: GenerationFacts, limits: GuardThresholds) => string[];

const FAULTS = [
  ['undated', 'have no date'],
  ['emptyTitles', 'have no title'],
  ['emptyBodies', 'have no text'],
  ['repeatedTitles', 'have the title of another one'],
  ['repeatedBodies', 'begin like another one'],
  ['withMarkup', 'show markup in their text'],
  ['misdecoded', 'show signs of a wrong character set'],
  ['embargoed', 'are under embargo'],
  ['commonestDate', 'share one date'],
] as const;

function lossOf(what: string, before: number, now: number, limit: number): string[] {
  const lost = before - now;
  if (lost <= Math.max(ALWAYS_ALLOWED, before * limit)) return [];
  return [`${lost} of ${before} ${what} are missing (${percent(share(lost, before))}; ${percent(limit)} may be)`];
}

const articlesLost: Rule = (candidate, live, { lost }) => [
  ...lossOf('articles', live.articles, candidate.articles, lost),
  ...lossOf('source files', live.files, candidate.files, lost),
];

const idsLost: Rule = (candidate, live, { lost }) =>
  lossOf('published ids (permalinks)', Math.min(live.articles, live.knownIds), candidate.knownIds, lost);

const faultsRisen: Rule = (candidate, live, { faultRise }) =>
  FAULTS.flatMap(([fact, what]) => {
    const now = share(candidate[fact], candidate.articles);
    const rise = now - share(live[fact], live.articles);
    const more = candidate[fact] - live[fact];
    if (rise <= faultRise || more <= ALWAYS_ALLOWED) return [];
    return [`${percent(now)} of the articles ${what}, ${percent(rise)} more than before`];
  });

const qualitiesLost: Rule = (candidate, live, { facetShift }) =>
  (
    [
      ['withUrl', 'an address'],
      ['withEvidence', 'evidence'],
    ] as const
  ).flatMap(([fact, what]) => {
    const fall = share(live[fact], live.articles) - share(candidate[fact], candidate.articles);
    return fall > facetShift ? [`${percent(fall)} fewer of the articles have ${what}`] : [];
  });

const precisionsShifted: Rule = (candidate, live, { facetShift }) => {
  const exact = (facts: GenerationFacts): number => share(facts.precisions['day'] ?? 0, facts.articles - facts.undated);
  const fall = exact(live) - exact(candidate);
  return fall > facetShift ? [`${percent(fall)} fewer of the dates are known to the day`] : [];
};

const yearsShifted: Rule = (candidate, live, { yearShift }) => {
  const dated = (facts: GenerationFacts): number => facts.articles - facts.undated;
  if (dated(candidate) === 0 || dated(live) === 0) return [];
  const years = new Set([...Object.keys(candidate.years), ...Object.keys(live.years)]);
  let distance = 0;
  for (const year of years) {
    distance += Math.abs(
      share(candidate.years[year] ?? 0, dated(candidate)) - share(live.years[year] ?? 0, dated(live)),
    );
  }
  return distance / 2 > yearShift ? [`${percent(distance / 2)} of the articles moved to other years`] : [];
};

const lengthsChanged: Rule = (candidate, live, { averageChange }) =>
  (
    [
      ['titleUnits', 'titles'],
      ['bodyUnits', 'texts'],
    ] as const
  ).flatMap(([fact, what]) => {
    const before = share(live[fact], live.articles);
    const change = share(share(candidate[fact], candidate.articles) - before, before);
    if (change >= -averageChange && change <= averageChange * 2) return [];
    return [`${what} are ${percent(Math.abs(change))} ${change < 0 ? 'shorter' : 'longer'} on average`];
  });

const facetsChanged: Rule = (candidate, live, limits) =>
  FACET_NAMES.flatMap((name) => {
    const now = candidate.facets[name];
    const before = live.facets[name];
    if (!now || !before) return [];
    const reasons: string[] = [];
    const none = share(now.none, candidate.articles) - share(before.none, live.articles);
    if (none > limits.facetShift) reasons.push(`${percent(none)} more of the articles have no ${name}`);
    const perArticle = share(before.given, live.articles);
    const change = share(share(now.given, candidate.articles) - perArticle, perArticle);
    if (before.given > NOTED_ARTICLES && Math.abs(change) > limits.averageChange) {
      reasons.push(
        `there are ${percent(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} values of ${name} an article`,
      );
    }
    return reasons;
  });

const facetValuesChanged: Rule = (candidate, live, { facetShift }) =>
  FACET_NAMES.flatMap((name) => {
    const now = candidate.facets[name];
    const before = live.facets[name];
    if (!now || !before) return [];
    // Maps: a publisher may be called `constructor`, which every object has.
    const articlesNow = new Map(Object.entries(now.values));
    const articlesBefore = new Map(Object.entries(before.values));
    const reasons: string[] = [];
    for (const [value, articles] of articlesBefore) {
      const left = articlesNow.get(value) ?? 0;
      const shift = share(left, candidate.articles) - share(articles, live.articles);
      const noted = articles >= Math.max(NOTED_ARTICLES, live.articles * NOTED_SHARE);
      // A value beyond the most frequent ones is not listed; it is not lost.
      const halved = left < articles / 2 && articlesNow.size >= now.distinct;
      if (noted && halved) reasons.push(`${name} ${value} fell from ${articles} articles to ${left}`);
      else if (Math.abs(shift) > facetShift) {
        reasons.push(
          `${name} ${value} went ${shift > 0 ? 'up' : 'down'} by ${percent(Math.abs(shift))} of the articles`,
        );
      }
    }
    for (const [value, articles] of articlesNow) {
      if (!articlesBefore.has(value) && share(articles, candidate.articles) > facetShift) {
        reasons.push(`${name} ${value} is new, in ${percent(share(articles, candidate.articles))} of the articles`);
      }
    }
    return reasons;
  });

const synonymsLost: Rule = (candidate, live, { lost }) =>
  lossOf('groups of synonyms', live.synonyms, candidate.synonyms, lost);

const RULES: readonly Rule[] = [
  articlesLost,
  idsLost,
  faultsRisen,
  qualitiesLost,
  precisionsShifted,
  yearsShifted,
  lengthsChanged,
  facetsChanged,
  facetValuesChanged,
  synonymsLost,
];

/** What is wrong with a generation by itself, whatever was live before. */
function absoluteReasons(candidate: GenerationFacts): string[] {
  if (candidate.articles === 0) return ['it holds no article'];
  const half = candidate.articles / 2;
  return [
    ...(candidate.emptyTitles > half ? ['more than half of the articles have no title'] : []),
    ...(candidate.emptyBodies > half ? ['more than half of the articles have no text'] : []),
    ...(candidate.misdecoded > half ? ['more than half of the articles show signs of a wrong character set'] : []),
  ];
}

/**
 * Judges a new generation by itself and against the live one (null when there is none). Pure.
 * @returns why it should not be published, one sentence each; empty when nothing speaks against it
 */
export function judge(
  candidate: GenerationFacts,
  live: GenerationFacts | null,
  thresholds: GuardThresholds = DEFAULT_THRESHOLDS,
): readonly string[] {
  const absolute = absoluteReasons(candidate);
  if (live === null || live.articles === 0 || candidate.articles === 0) return absolute;
  return [...absolute, ...RULES.flatMap((rule) => rule(candidate, live, thresholds))];
}
