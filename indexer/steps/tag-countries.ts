import type { Fact } from '../../core/document.ts';
import type { ArticleDraft } from '../draft.ts';
import type { StepContext } from '../step.ts';
import { countryMentions } from './recognise/country-mentions.ts';
import { readArticle } from './recognise/read-article.ts';
import { COUNTRY_WEIGHTS, tally, toFacts, type Tally } from './recognise/weigh.ts';

/** Finds the countries an article is about, with the evidence for each. */
export function tagCountries(draft: ArticleDraft, { gazetteer }: Pick<StepContext, 'gazetteer'>): ArticleDraft {
  const reading = readArticle(draft, gazetteer);
  const mentions = countryMentions(reading, gazetteer);
  return { ...draft, countries: toFacts(tally(mentions, COUNTRY_WEIGHTS), COUNTRY_WEIGHTS, level) };
}

function level(sum: Tally, salience: number): Fact['level'] {
  if (sum.inTitle || (salience >= 0.5 && sum.score > 0)) return 'main';
  return sum.inLead || sum.mentions >= 2 ? 'involved' : 'passing';
}
