import { expect, test } from 'vitest';
import type { Fact } from '../../core/document.ts';
import { emptyDraft } from '../draft.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { tagCountries } from './tag-countries.ts';
import { tagOrganisations } from './tag-organisations.ts';
import { tagRegions } from './tag-regions.ts';

const { gazetteer } = shippedContext;

/** Golden articles: the same story in five languages gives the same countries, organisations and regions. */
const STORY: Readonly<Record<string, { title: string; body: string[] }>> = {
  en: {
    title: 'NATO expands its mission in Iraq',
    body: [
      'The Iraqi government and NATO agreed in Baghdad on a larger training mission, the UN Security Council was told. The United States welcomed it.',
      'Germany and Russia disagreed; German officers will train the Iraqi army, Russian diplomats said in Moscow. The European Union will pay, the European Union said.',
    ],
  },
  fr: {
    title: 'L’OTAN élargit sa mission en Irak',
    body: [
      'Le gouvernement irakien et l’OTAN se sont entendus à Bagdad sur une mission de formation élargie, a appris le Conseil de sécurité de l’ONU. Les États-Unis s’en félicitent.',
      'L’Allemagne et la Russie sont en désaccord ; des officiers allemands formeront l’armée irakienne, ont dit des diplomates russes à Moscou. L’Union européenne paiera, a dit l’UE.',
    ],
  },
  de: {
    title: 'Nato weitet Einsatz im Irak aus',
    body: [
      'Die irakische Regierung und die Nato haben sich in Bagdad auf einen größeren Ausbildungseinsatz geeinigt, erfuhr der UN-Sicherheitsrat. Die Vereinigten Staaten begrüßten das.',
      'Deutschland und Russland sind uneins; deutsche Offiziere bilden die irakische Armee aus, sagten russische Diplomaten in Moskau. Die Europäische Union zahlt, sagte die EU.',
    ],
  },
  es: {
    title: 'La OTAN amplía su misión en Irak',
    body: [
      'El gobierno iraquí y la OTAN acordaron en Bagdad una misión de formación más amplia, supo el Consejo de Seguridad de la ONU. Estados Unidos lo celebró.',
      'Alemania y Rusia discrepan; oficiales alemanes formarán al ejército iraquí, dijeron diplomáticos rusos en Moscú. La Unión Europea pagará, dijo la UE.',
    ],
  },
  ru: {
    title: 'НАТО расширяет миссию в Ираке',
    body: [
      'Иракское правительство и НАТО договорились в Багдаде о расширении учебной миссии, сообщили в Совете Безопасности ООН. США приветствовали это.',
      'Германия и Россия не согласны; немецкие офицеры будут обучать иракскую армию, сказали российские дипломаты в Москве. Евросоюз заплатит, заявили в ЕС.',
    ],
  },
  ar: {
    title: 'الناتو يوسع مهمته في العراق',
    body: [
      'اتفقت الحكومة العراقية والناتو في بغداد على توسيع مهمة التدريب، وأبلغ مجلس الأمن الدولي بذلك. ورحبت الولايات المتحدة بالاتفاق.',
      'واختلفت ألمانيا وروسيا، وسيدرب ضباط ألمان الجيش العراقي، وفق ما قاله دبلوماسيون روس في موسكو. وسيدفع الاتحاد الأوروبي، وقال الاتحاد الأوروبي إنه مستعد.',
    ],
  },
};

function inFacet(facts: readonly Fact[] | undefined): string[] {
  return (facts ?? []).filter((fact) => fact.level === 'main' || fact.level === 'involved').map((fact) => fact.value).sort(); // prettier-ignore
}

test.each(Object.keys(STORY))('the story in %s', (language) => {
  const { title, body } = STORY[language]!;
  const draft = {
    ...emptyDraft('story'),
    language,
    title,
    body: body.map((text) => ({ text, kind: 'prose' as const })),
  };
  const tagged = tagRegions(tagOrganisations(tagCountries(draft, { gazetteer }), { gazetteer }), { gazetteer });
  expect(inFacet(tagged.countries)).toEqual(['DE', 'IQ', 'RU', 'US']);
  expect(tagged.countries?.[0]).toMatchObject({ value: 'IQ', level: 'main' });
  expect(inFacet(tagged.organisations)).toEqual(
    expect.arrayContaining(['European Union', 'NATO', 'UN Security Council']),
  );
  expect(inFacet(tagged.regions)).toEqual(
    expect.arrayContaining(['asia', 'europe', 'middle-east', 'northern-america', 'western-asia']),
  );
});

test.each<[string, string, string[]]>([
  ['fr', 'La Birmanie et la Côte d’Ivoire ; les Tchétchènes de Russie', ['CI', 'MM', 'RU']],
  ['fr', 'Une délégation néerlandaise est arrivée à Pékin', ['CN', 'NL']],
  ['de', 'Frankreichs Präsident sprach mit der Schweizer Regierung in Genf', ['CH', 'FR']],
  ['de', 'Der österreichische Kanzler reist nach Großbritannien', ['AT', 'GB']],
  ['es', 'El presidente estadounidense viajó a Arabia Saudí', ['SA', 'US']],
  ['es', 'La selección española ganó a Corea del Sur', ['ES', 'KR']],
  ['ru', 'Президент Украины встретился с премьером Великобритании', ['GB', 'UA']],
  ['ru', 'Китайские компании вышли из Саудовской Аравии', ['CN', 'SA']],
  ['ar', 'وزير الخارجية السعودي يزور القاهرة وطهران', ['EG', 'IR', 'SA']],
  ['ar', 'القوات الروسية في سوريا وللعراق موقف', ['IQ', 'RU', 'SY']],
])('%s: %s', (language, title, expected) => {
  expect(inFacet(tagCountries({ ...emptyDraft('t'), language, title }, { gazetteer }).countries)).toEqual(expected);
});

test('names of one language are not read in another', () => {
  const title = 'La Suisse et Polen';
  expect(inFacet(tagCountries({ ...emptyDraft('t'), language: 'en', title }, { gazetteer }).countries)).toEqual([]);
});
