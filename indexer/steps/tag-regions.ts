import type { Fact } from '../../core/document.ts';
import type { ArticleDraft } from '../draft.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { StepContext } from '../step.ts';
import { readArticle, type ArticleReading } from './recognise/read-article.ts';
import { COUNTRY_WEIGHTS, tally, toFacts, type Mention, type Tally } from './recognise/weigh.ts';

/** Gives the regions of the article's countries, and those that the text names itself. Run after tag-countries. */
export function tagRegions(draft: ArticleDraft, { gazetteer }: Pick<StepContext, 'gazetteer'>): ArticleDraft {
  const named = toFacts(tally(regionMentions(readArticle(draft, gazetteer)), COUNTRY_WEIGHTS), COUNTRY_WEIGHTS, level);
  const facts = new Map<string, Fact>(named.map((fact) => [fact.value, fact]));
  for (const country of draft.countries ?? []) {
    if (country.level !== 'main' && country.level !== 'involved') continue;
    for (const region of gazetteer.regionsOf.get(country.value) ?? []) {
      facts.set(region, merge(facts.get(region), region, country, gazetteer));
    }
  }
  const top = [...facts.values()].reduce((most, fact) => Math.max(most, fact.score), 0);
  const regions = [...facts.values()]
    .map((fact) => ({ ...fact, salience: top === 0 ? 0 : Math.round((fact.score / top) * 1000) / 1000 }))
    .sort((a, b) => b.score - a.score);
  return { ...draft, regions };
}

function regionMentions(reading: ArticleReading): Mention[] {
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    if (passage.zone === 'credit' || passage.zone === 'dateline') continue;
    for (const match of passage.matches) {
      const sense = match.senses.find((one) => one.kind === 'region');
      if (sense === undefined || match.from < passage.datelineTokens) continue;
      mentions.push({
        value: sense.value, passage, from: match.from, to: match.to, rule: sense.rule, factor: sense.confidence, entry: sense.entry,
      }); // prettier-ignore
    }
  }
  return mentions;
}

/** Naming a region once in the text is passing; its countries make it more. */
function level(sum: Tally): Fact['level'] {
  return sum.inTitle ? 'main' : sum.inLead || sum.mentions >= 2 ? 'involved' : 'passing';
}

/** The region of a country inherits the country's level and the first of its evidence. */
function merge(known: Fact | undefined, region: string, country: Fact, gazetteer: Gazetteer): Fact {
  const first = country.evidence[0];
  const label = gazetteer.vocabulary.label('country', country.value);
  const evidence = [
    {
      ...(first ?? { zone: 'metadata' as const, form: label }),
      rule: `country-in-region:${country.value}`,
      weight: country.score,
      entry: `regions:${region}`,
    },
  ];
  return {
    value: region,
    level: known?.level === 'main' || country.level === 'main' ? 'main' : 'involved',
    score: (known?.score ?? 0) + country.score,
    salience: 0,
    mentions: (known?.mentions ?? 0) + country.mentions,
    evidence: [...(known?.evidence ?? []), ...evidence],
  };
}
