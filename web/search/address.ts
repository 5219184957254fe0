import { FACET_NAMES } from './facet-names.ts';
import type { SearchState } from './state.ts';
import { fromParams, toParams } from './state.ts';

/** Where a search is remembered: the page's address, or nowhere. */
export interface Address {
  read(): SearchState;
  write(state: SearchState, history: 'push' | 'replace'): void;
  /** The address of a search, for links. */
  link(state: SearchState): string;
  /** The search of an address made by `link`; null for any other address. */
  parse(href: string): SearchState | null;
  onBack(listener: (state: SearchState) => void): void;
  close(): void;
}

/**
 * The page's own address. A prefix (`news-` makes `?news-q=nato`) keeps our parameters apart from those of the page
 * around us, which are left as they are, and so is what stands behind `#`: by it some pages tell their views apart.
 */
export function createPageAddress(prefix: string): Address {
  let listener: (() => void) | undefined;
  const read = (params: URLSearchParams): SearchState => {
    const own = new URLSearchParams();
    for (const [name, value] of params) if (name.startsWith(prefix)) own.append(name.slice(prefix.length), value);
    return fromParams(own);
  };
  const link = (state: SearchState): string => {
    const params = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (!isOurs(name, prefix)) params.append(name, value);
    }
    for (const [name, value] of toParams(state)) params.append(`${prefix}${name}`, value);
    const query = params.toString();
    return `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
  };
  return {
    read: () => read(new URLSearchParams(location.search)),
    write: (state, how) => {
      const address = link(state);
      if (address === `${location.pathname}${location.search}${location.hash}`) return;
      if (how === 'push') history.pushState(null, '', address);
      else history.replaceState(history.state, '', address);
    },
    link,
    parse: (href) => {
      const url = new URL(href, location.href);
      return url.origin === location.origin && url.pathname === location.pathname ? read(url.searchParams) : null;
    },
    onBack: (tell) => {
      listener = () => {
        tell(read(new URLSearchParams(location.search)));
      };
      addEventListener('popstate', listener);
    },
    close: () => {
      if (listener) removeEventListener('popstate', listener);
    },
  };
}

/** Remembers nothing; links lead nowhere but still name their search, so they can be followed. */
export function createHiddenAddress(): Address {
  return {
    read: () => fromParams(new URLSearchParams()),
    write: () => undefined,
    link: (state) => `#?${toParams(state).toString()}`,
    parse: (href) => {
      const hash = new URL(href, location.href).hash;
      return hash.startsWith('#?') ? fromParams(new URLSearchParams(hash.slice(2))) : null;
    },
    onBack: () => undefined,
    close: () => undefined,
  };
}

const OWN_NAMES = new Set<string>(['q', 'from', 'to', 'undated', 'sort', 'page', 'cursor', ...FACET_NAMES]);

function isOurs(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && OWN_NAMES.has(name.slice(prefix.length));
}
