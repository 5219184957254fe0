import { dayOf, parseCalendarDate } from '../../core/calendar-date.ts';
import { DatelineError } from '../../core/errors.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { FacetFilter, Filters } from '../../core/query.ts';
import { QUERY_LIMITS } from '../../core/query.ts';

/** Filters under construction. AND, OR and NOT of them exist only where Dateline's filters can say the same. */
export type Constraint = Filters;

/** A filter that cannot be read, or asks for what Dateline does not filter by. */
export function refuseFilter(reason: string): DatelineError {
  return new DatelineError('invalid_parameter', `filter: ${reason}`, { details: { parameter: 'filter' } });
}

const sameValues = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value));

function andOfFacet(name: FacetName, a: FacetFilter, b: FacetFilter): FacetFilter {
  const exclude = [...new Set([...a.exclude, ...b.exclude])];
  if (a.include.length === 0) return { include: b.include, exclude };
  if (b.include.length === 0 || sameValues(a.include, b.include)) return { include: a.include, exclude };
  throw refuseFilter(`${name} is asked for twice; values of one facet can be ORed, not ANDed`);
}

/** Both hold. @throws invalid_parameter when one facet would have to hold two choices at the same time */
export function andOf(a: Constraint, b: Constraint): Constraint {
  const facets: Partial<Record<FacetName, FacetFilter>> = { ...a.facets };
  for (const name of FACET_NAMES) {
    const theirs = b.facets[name];
    const ours = a.facets[name];
    if (theirs) facets[name] = ours ? andOfFacet(name, ours, theirs) : theirs;
  }
  const firsts = [a.dates?.first, b.dates?.first].filter((day) => day !== undefined);
  const lasts = [a.dates?.last, b.dates?.last].filter((day) => day !== undefined);
  const undated = a.undated ?? b.undated;
  if (a.undated !== undefined && b.undated !== undefined && a.undated !== b.undated) {
    throw refuseFilter('nothing is dated and undated');
  }
  return {
    facets,
    ...((firsts.length > 0 || lasts.length > 0) && {
      dates: {
        ...(firsts.length > 0 && { first: Math.max(...firsts) }),
        ...(lasts.length > 0 && { last: Math.min(...lasts) }),
      },
    }),
    ...(undated !== undefined && { undated }),
  };
}

/** The one facet that a constraint is about, if it includes values of one facet and says nothing else. */
function choiceOf(constraint: Constraint): { name: FacetName; include: readonly string[] } | null {
  const named = FACET_NAMES.filter((name) => constraint.facets[name] !== undefined);
  const name = named[0];
  const filter = name && constraint.facets[name];
  if (!filter || named.length > 1 || filter.exclude.length > 0) return null;
  return constraint.dates || constraint.undated ? null : { name, include: filter.include };
}

/** One of them holds. @throws invalid_parameter unless both choose values of the same facet */
export function orOf(a: Constraint, b: Constraint): Constraint {
  const [one, other] = [choiceOf(a), choiceOf(b)];
  if (!one || other?.name !== one.name) throw refuseFilter('OR joins values of one facet only');
  return { facets: { [one.name]: { include: [...new Set([...one.include, ...other.include])], exclude: [] } } };
}

/** It does not hold. @throws invalid_parameter unless it is about one facet, or about having a date */
export function notOf(constraint: Constraint): Constraint {
  const named = FACET_NAMES.filter((name) => constraint.facets[name] !== undefined);
  if (named.length === 0 && constraint.undated !== undefined && !constraint.dates) {
    return { facets: {}, undated: constraint.undated === 'only' ? 'exclude' : 'only' };
  }
  const name = named[0];
  const filter = name && constraint.facets[name];
  if (!filter || named.length > 1 || constraint.dates || constraint.undated)
    throw refuseFilter('NOT stands before one condition');
  if (filter.include.length > 0 && filter.exclude.length > 0) throw refuseFilter('NOT stands before one condition');
  // Not (neither A nor B) is A or B.
  return { facets: { [name]: { include: filter.exclude, exclude: filter.include } } };
}

export function undatedConstraint(undated: 'only' | 'exclude'): Constraint {
  return { facets: {}, undated };
}

/** A comparison of `date`, written as a date of any precision (four digits are a year) or, as Meilisearch has it, in Unix seconds. */
export function dateConstraint(sign: string, value: string): Constraint {
  const seconds = /^(?!\d{4}$)-?\d{1,12}(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
  const day = seconds === undefined ? undefined : dayOf(seconds * 1000);
  const range = day === undefined ? parseCalendarDate(value) : { first: day, last: day };
  if (!range) throw refuseFilter(`${value.slice(0, 40)} is not a date`);
  switch (sign) {
    case '>=':
      return { facets: {}, dates: { first: range.first } };
    case '>':
      return { facets: {}, dates: { first: range.last + 1 } };
    case '<=':
      return { facets: {}, dates: { last: range.last } };
    case '<':
      return { facets: {}, dates: { last: range.first - 1 } };
    default:
      return { facets: {}, dates: { first: range.first, last: range.last } };
  }
}

/** @throws invalid_parameter when a facet has more values than a filter may have */
export function checkSize(constraint: Constraint): Constraint {
  for (const name of FACET_NAMES) {
    const filter = constraint.facets[name];
    if (filter && filter.include.length + filter.exclude.length > QUERY_LIMITS.filterValues) {
      throw refuseFilter(`${name} has more than ${QUERY_LIMITS.filterValues} values`);
    }
  }
  return constraint;
}
