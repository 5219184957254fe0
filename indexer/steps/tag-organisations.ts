import type { Fact } from '../../core/document.ts';
import type { ArticleDraft } from '../draft.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { GAP, termAt } from '../gazetteer/tokens.ts';
import type { StepContext } from '../step.ts';
import { bodiesOfCountries } from './recognise/bodies-of-countries.ts';
import {
  acronymsOf,
  definedOrganisations,
  definesOrganisations,
  type Definition,
} from './recognise/defined-organisations.ts';
import { openOrganisations } from './recognise/open-organisations.ts';
import { knownOrganisations } from './recognise/organisation-mentions.ts';
import { readArticle } from './recognise/read-article.ts';
import { stateBodies } from './recognise/state-bodies.ts';
import { statedOrganisations, withStated } from './recognise/stated-facts.ts';
import { ORGANISATION_WEIGHTS, tally, toFacts, type Mention, type Tally } from './recognise/weigh.ts';

/** Finds the organisations of an article: known ones by every name, defined acronyms, ministries, and names that say what they are. */
export function tagOrganisations(draft: ArticleDraft, { gazetteer }: Pick<StepContext, 'gazetteer'>): ArticleDraft {
  const reading = readArticle(draft, gazetteer);
  const about = (draft.countries ?? []).filter((fact) => fact.level === 'main' || fact.level === 'involved');
  const isEnglish = reading.language === undefined || reading.language === 'en';
  const acronyms = definesOrganisations(reading.language) ? acronymsOf(reading, gazetteer) : NONE;
  const taken = [
    ...knownOrganisations(reading, gazetteer, new Set(about.map((fact) => fact.value)), acronyms),
    ...(isEnglish ? stateBodies(reading, gazetteer, mainCountries(about)) : []),
    ...(isEnglish ? bodiesOfCountries(reading, gazetteer, withoutUnitedStates(about)) : []),
    ...definedOrganisations(reading, acronyms),
  ];
  const mentions = isEnglish ? [...taken, ...openOrganisations(reading, taken, gazetteer)] : taken;
  const length = draft.body.reduce((sum, paragraph) => sum + paragraph.text.length, 0);
  const facts = toFacts(tally(mentions, ORGANISATION_WEIGHTS), ORGANISATION_WEIGHTS, (sum, salience) =>
    level(sum, salience, length, gazetteer),
  );
  return {
    ...draft,
    organisations: withStated(facts, statedOrganisations(draft.stated.organisations, reading.language, gazetteer)),
  };
}

const NONE: ReadonlyMap<string, Definition> = new Map();

function level(sum: Tally, salience: number, length: number, gazetteer: Gazetteer): Fact['level'] {
  const entry = gazetteer.organisations.get(sum.value);
  if (entry?.kind === 'agency') return 'source';
  if (sum.mentions === 0) return 'passing';
  if (sum.inTitle) return 'main';
  if (entry?.kind === 'international' && prominence(sum, length) < BACKDROP) return 'passing';
  if (salience >= 0.5 && (sum.inLead || sum.mentions >= 2)) return 'main';
  if (entry === undefined && sum.score < GUESS && sum.mentions < 2) return 'passing';
  return 'involved';
}

function mainCountries(countries: readonly Fact[]): string[] {
  return countries.filter((fact) => fact.level === 'main').map((fact) => fact.value);
}

/** None where the story is of the United States as well: then `the Supreme Court` is theirs. */
function withoutUnitedStates(countries: readonly Fact[]): string[] {
  return countries.some(({ value }) => value === 'US') ? [] : mainCountries(countries);
}

/** The world's bodies are the backdrop of half the news: below this they are named, not involved. */
const BACKDROP = 1.5;
/** A guessed name needs this score, or a second mention. */
const GUESS = 0.5;

/**
 * Mentions, those of the lead half as much again and those that a sentence of the text begins with twice, against the length
 * of the article (slowly: 8 times as long halves it).
 */
function prominence({ zones, all }: Tally, length: number): number {
  const lead = zones.get('lead') ?? 0;
  const body = (zones.get('body') ?? 0) + (zones.get('subhead') ?? 0);
  return (1.5 * lead + body + all.filter(isSubject).length) / (Math.max(length, 100) / 1000) ** 0.3;
}

/** `Unicef said …`, `The World Bank will …`: who acts, not where or according to whom. */
function isSubject({ passage, from, supports }: Mention): boolean {
  if (passage.zone !== 'body' || supports === true) return false;
  const first = from > 0 && termAt(passage.tokens, from - 1) === 'the' ? from - 1 : from;
  return first === 0 || passage.tokens.gaps[first] === GAP.STOP;
}
