import type { Fact } from '../../core/document.ts';
import type { ArticleDraft } from '../draft.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { StepContext } from '../step.ts';
import { organisationMentions } from './recognise/organisation-mentions.ts';
import { readArticle } from './recognise/read-article.ts';
import { ORGANISATION_WEIGHTS, tally, toFacts, type Tally } from './recognise/weigh.ts';

/** Finds the organisations of an article: known ones by every name, defined acronyms, ministries, and names that say what they are. */
export function tagOrganisations(draft: ArticleDraft, { gazetteer }: Pick<StepContext, 'gazetteer'>): ArticleDraft {
  const mentions = organisationMentions(readArticle(draft, gazetteer), gazetteer);
  const facts = toFacts(tally(mentions, ORGANISATION_WEIGHTS), ORGANISATION_WEIGHTS, (sum, salience) =>
    level(sum, salience, gazetteer),
  );
  return { ...draft, organisations: facts };
}

function level(sum: Tally, salience: number, gazetteer: Gazetteer): Fact['level'] {
  const entry = gazetteer.organisations.get(sum.value);
  if (entry?.kind === 'agency') return 'source';
  if (sum.inTitle || (salience >= 0.5 && sum.score > 0)) return 'main';
  return sum.inLead || sum.mentions >= 2 || entry === undefined ? 'involved' : 'passing';
}
