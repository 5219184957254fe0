import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { ArticleReading } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** Every place in the article that names an organisation. */
export function organisationMentions(reading: ArticleReading, gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    for (const match of passage.matches) {
      const sense = match.senses.find((one) => one.kind === 'organisation');
      if (sense === undefined) continue;
      if (
        passage.capitals &&
        match.to - match.from === 1 &&
        gazetteer.words('not-in-capitals').has(passage.tokens.terms[match.from]!)
      )
        continue;
      mentions.push({
        value: sense.value, passage, from: match.from, to: match.to, rule: sense.rule, factor: sense.confidence, entry: sense.entry,
      }); // prettier-ignore
    }
  }
  return mentions;
}
