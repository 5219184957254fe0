import type { Fact } from '../../core/document.ts';
import type { ArticleDraft } from '../draft.ts';
import type { StepContext } from '../step.ts';
import { countryMentions } from './recognise/country-mentions.ts';
import { readArticle } from './recognise/read-article.ts';
import { statedCountries, withStated } from './recognise/stated-facts.ts';
import { withMessages } from './with-messages.ts';
import { COUNTRY_WEIGHTS, tally, toFacts, type Tally } from './recognise/weigh.ts';

/** Finds the countries an article is about, with the evidence for each. */
export function tagCountries(draft: ArticleDraft, { gazetteer }: Pick<StepContext, 'gazetteer'>): ArticleDraft {
  const reading = readArticle(draft, gazetteer);
  const mentions = countryMentions(reading, gazetteer);
  const found = toFacts(tally(mentions, COUNTRY_WEIGHTS), COUNTRY_WEIGHTS, level);
  const { facts, unknown } = statedCountries(draft.stated.countries, reading.language, gazetteer);
  const said = unknown.map((actual) => ({
    rule: 'country-unknown',
    reason: 'a stated country is neither an ISO code nor a name that data/ knows',
    actual,
  }));
  return withMessages({ ...draft, countries: withStated(found, facts) }, said);
}

/** Named twice only and this weak beside the top country, it is background. */
const BACKGROUND = 0.15;

/** A dateline is as good a sign as a lead: desks file from where the story is. Offices are told apart before. */
function level(sum: Tally, salience: number): Fact['level'] {
  if (sum.mentions === 0) return 'passing';
  if (sum.inTitle || salience >= 0.5) return 'main';
  if (sum.inLead || sum.zones.has('dateline')) return 'involved';
  return sum.mentions >= 3 || (sum.mentions === 2 && salience >= BACKGROUND) ? 'involved' : 'passing';
}
