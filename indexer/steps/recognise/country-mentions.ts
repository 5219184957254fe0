import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match, Sense } from '../../gazetteer/form-trie.ts';
import { namesAnOffice } from './dateline.ts';
import { isConfirmedPlace } from './place-rules.ts';
import { isPersonsName, isOtherThing, modifierFactor } from './country-rules.ts';
import type { ArticleReading, Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** How much a country gains from a body that sits in it. */
const HOME_OF_ORGANISATION = 0.5;

/** Every place in the article that tells a country. */
export function countryMentions(reading: ArticleReading, gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    const office = passage.zone === 'dateline' && namesAnOffice(passage.tokens.text);
    if (office || passage.zone === 'credit') continue;
    for (const match of passage.matches) {
      for (const mention of mentionsOf(match, passage, gazetteer)) mentions.push(mention);
    }
  }
  return mentions;
}

function mentionsOf(match: Match, passage: Passage, gazetteer: Gazetteer): Mention[] {
  const inDateline = match.from < passage.datelineTokens || passage.zone === 'dateline';
  const sense = choose(match, passage, gazetteer, inDateline);
  if (sense === undefined) return [];
  const common = { passage, from: match.from, to: match.to, ...(inDateline ? { zone: 'dateline' as const } : {}) };
  if (sense.kind === 'organisation') {
    const home = gazetteer.organisations.get(sense.value)?.country;
    if (home === undefined || inDateline) return [];
    return [{ ...common, value: home, rule: 'home-of-organisation', factor: HOME_OF_ORGANISATION, entry: sense.entry }];
  }
  const modifier = modifierFactor(match, passage);
  return [
    {
      ...common,
      value: sense.value,
      rule: modifier < 1 ? `${sense.rule}-modifier` : sense.rule,
      factor: sense.confidence * modifier,
      entry: sense.entry,
    },
  ];
}

/** The sense that tells a country, when what stands around the match allows it. */
function choose(match: Match, passage: Passage, gazetteer: Gazetteer, inDateline: boolean): Sense | undefined {
  if (match.senses.some((sense) => sense.kind === 'blocker')) return undefined;
  const organisation = match.senses.find((sense) => sense.kind === 'organisation' && !sense.uncertain);
  const candidates = match.senses.filter(
    (sense) => sense.kind === 'country' || sense.kind === 'demonym' || sense.kind === 'place',
  );
  const sense =
    candidates.find((one) => one.kind !== 'place') ??
    candidates.find((one) => !one.uncertain) ??
    candidates[0] ??
    organisation;
  if (sense === undefined) return undefined;
  if (sense.kind === 'organisation') return sense;
  if (isOtherThing(match, passage, gazetteer) || isPersonsName(match, passage, gazetteer)) return undefined;
  if (sense.kind === 'place' && sense.uncertain && !isConfirmedPlace(match, sense, passage, gazetteer, inDateline))
    return undefined;
  return sense;
}
