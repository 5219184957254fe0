import type { Article, Evidence, Fact } from '../../client/dateline-client.ts';
import type { FacetName } from '../../core/facets.ts';
import type { Localiser } from '../messages/localiser.ts';
import type { MessageKey } from '../messages/messages.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';

const FACETS = [
  ['countries', 'country', 'facetCountry'],
  ['regions', 'region', 'facetRegion'],
  ['organisations', 'organisation', 'facetOrganisation'],
] as const;

const LEVELS = {
  main: 'levelMain',
  involved: 'levelInvolved',
  passing: 'levelPassing',
  source: 'levelSource',
} as const satisfies Record<Fact['level'], MessageKey>;

const ZONES = {
  title: 'zoneTitle',
  lead: 'zoneLead',
  body: 'zoneBody',
  subhead: 'zoneSubhead',
  dateline: 'zoneDateline',
  caption: 'zoneCaption',
  credit: 'zoneCredit',
  metadata: 'zoneMetadata',
  url: 'zoneUrl',
} as const satisfies Record<Evidence['zone'], MessageKey>;

const MOST_PLACES = 6;

/** "Why is this tagged Iraq?": every value with the words, the place and the rule that it comes from. */
export function evidenceView(
  { evidence }: Pick<Article, 'evidence'>,
  labelOf: (facet: FacetName, value: string) => string,
  localiser: Localiser,
): VNode {
  const { say } = localiser;
  const groups = FACETS.flatMap(([field, facet, title]) => {
    const facts = evidence[field];
    if (facts.length === 0) return [];
    return [
      h('h3', null, say(title)),
      h(
        'dl',
        null,
        facts.map((fact) => factView(fact, labelOf(facet, fact.value), localiser)),
      ),
    ];
  });
  const dates = evidence.date;
  return h(
    'details',
    { class: 'dl-section dl-evidence' },
    h('summary', null, h('h2', null, say('evidenceTitle'))),
    groups.length + dates.length === 0 ? h('p', null, say('evidenceNone')) : groups,
    dates.length === 0 ? null : h('h3', null, say('evidenceDate')),
    dates.length === 0
      ? null
      : h(
          'dl',
          null,
          dates.map((date) => [
            h('dt', null, date.value ?? say('noDate'), date.chosen ? null : ` (${say('evidenceDismissed')})`),
            h('dd', null, placeView(date, localiser)),
          ]),
        ),
  );
}

function factView(fact: Fact, label: string, localiser: Localiser): VNode[] {
  const { say } = localiser;
  return [
    h(
      'dt',
      null,
      label,
      ' ',
      h('small', null, `${say(LEVELS[fact.level])}, ${say('evidenceMentions', { n: fact.mentions })}`),
    ),
    ...fact.evidence.slice(0, MOST_PLACES).map((evidence) => h('dd', null, placeView(evidence, localiser))),
  ];
}

function placeView({ form, zone, rule, entry }: Evidence, { say }: Localiser): (VNode | string)[] {
  return [
    h('q', { dir: 'auto' }, form),
    ` ${say(ZONES[zone])} · `,
    h('code', null, entry === undefined ? rule : `${rule}, ${entry}`),
  ];
}
