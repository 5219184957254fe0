import { z } from 'zod';

/** One line of a file in `data/`: what an editor may write. `id` is unique in its file; `source` says who vouches for it. */
const base = {
  id: z.string().min(1).max(80),
  name: z.string().min(1).max(200),
  /** Other names of the same thing, written with the capitals they have in running text. */
  aliases: z.array(z.string().min(1)).default([]),
  /** Aliases that are also words or other things (`WHO`, `ISO`): they count when a certain name is in the same article. */
  uncertain: z.array(z.string().min(1)).default([]),
  /** Names that other entries knowingly have too; without this the data check refuses a clash. */
  shared: z.array(z.string().min(1)).default([]),
  note: z.string().optional(),
  source: z.string().min(1),
};

const countryCode = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug');

/** Names in one other language. Adjectives are base forms: inflect.ts makes the endings. */
const foreignNames = z.strictObject({
  names: z.array(z.string().min(1)).default([]),
  adjectives: z.array(z.string().min(1)).default([]),
});
export const LANGUAGES = ['fr', 'de', 'es', 'ru', 'ar'] as const;
const languages = z.partialRecord(z.enum(LANGUAGES), foreignNames).default({});

export const countryEntry = z.strictObject({
  ...base,
  id: countryCode,
  /** Adjectives and people, every form: `Iraqi`, `Iraqis`. */
  demonyms: z.array(z.string().min(1)).default([]),
  /** Names of states that are no more, and what they are counted as is this line. */
  former: z.array(z.string().min(1)).default([]),
  status: z.enum(['state', 'territory', 'disputed']).default('state'),
  languages,
});

export const placeEntry = z.strictObject({
  ...base,
  country: countryCode,
  kind: z.enum(['capital', 'city', 'area', 'seat']),
  /** Needs no confirmation in the text; other cities do. */
  certain: z.boolean().default(false),
  population: z.int().min(0).optional(),
  /** `Ky.`, `N.J.`: read as the place only behind a comma, `Glasgow, Ky.` */
  abbreviations: z.array(z.string().min(1)).default([]),
  languages,
});

export const regionEntry = z.strictObject({
  ...base,
  id: slug,
  kind: z.enum(['m49', 'newsroom']),
  /** UN M49 numeric code. */
  m49: z
    .string()
    .regex(/^\d{3}$/, 'three digits')
    .optional(),
  parent: slug.nullable(),
  countries: z.array(countryCode).default([]),
  languages,
});

const ORGANISATION_KINDS = [
  'international', 'armed-group', 'party', 'central-bank', 'government', 'military', 'agency', 'ngo', 'company', 'sport',
  'university', 'court', 'exchange', 'mission', 'union', 'religious', 'media', 'specialised',
] as const; // prettier-ignore

export const organisationEntry = z.strictObject({
  ...base,
  id: slug,
  kind: z.enum(ORGANISATION_KINDS),
  /** Where it sits, when a mention of it tells that the story touches this country. */
  country: countryCode.optional(),
  /** Words of its field, in small letters: beside one of them a name that it shares with others is its own. */
  topics: z.array(z.string().min(1)).default([]),
  languages,
});

/** A name that only looks like one of ours: it takes its words out of the running. */
export const blockerEntry = z.strictObject(base);

export const synonymEntry = z.strictObject({
  id: slug,
  names: z.array(z.string().min(1)).min(2),
  note: z.string().optional(),
  source: z.string().min(1),
});

/** Lists of single words that rules look up. */
export const wordListEntry = z.strictObject({
  id: slug,
  words: z.array(z.string().min(1)),
  note: z.string().optional(),
  source: z.string().min(1),
});

export type CountryEntry = z.infer<typeof countryEntry>;
export type PlaceEntry = z.infer<typeof placeEntry>;
export type RegionEntry = z.infer<typeof regionEntry>;
export type OrganisationEntry = z.infer<typeof organisationEntry>;
export type BlockerEntry = z.infer<typeof blockerEntry>;
export type SynonymEntry = z.infer<typeof synonymEntry>;
export type WordListEntry = z.infer<typeof wordListEntry>;

/** Everything in `data/`, as read and validated line by line. */
export interface Entries {
  readonly countries: readonly CountryEntry[];
  readonly places: readonly PlaceEntry[];
  readonly regions: readonly RegionEntry[];
  readonly organisations: readonly OrganisationEntry[];
  readonly blockers: readonly BlockerEntry[];
  readonly synonyms: readonly SynonymEntry[];
  readonly words: readonly WordListEntry[];
}
