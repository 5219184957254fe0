import type { IndexDocument, IndexSchema } from './schema.ts';

/** One field of words between spaces, and one facet. */
export const SCHEMA: IndexSchema = {
  fields: [{ name: 'text', weight: 1, lengthWeight: 0.5 }],
  facets: ['colour'],
  storedParts: 1,
  commonWords: [],
  variantsOf: () => [],
  readTexts: () => [],
  visitWords: (text, visit) => text.split(' ').forEach((word) => visit(word)),
};

export const article = (id: string): IndexDocument => ({
  id, fields: [`word ${id}`], facets: [['red']], days: null, visibleFrom: 0, stored: [new Uint8Array([1])],
}); // prettier-ignore
