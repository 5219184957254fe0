import type { Localiser } from '../messages/localiser.ts';
import { createLocaliser } from '../messages/localiser.ts';
import { loadMessages } from '../messages/load-messages.ts';
import type { Locale } from '../messages/messages.ts';
import { localeOf } from '../messages/messages.ts';
import type { Places } from '../view/places.ts';
import type { View } from '../view/view.ts';
import { createHiddenAddress, createPageAddress } from './address.ts';
import { Announcer } from './announcer.ts';
import type { SearchAnswer } from './answer.ts';
import { SearchSession } from './session.ts';
import type { SearchState } from './state.ts';
import { toParams } from './state.ts';
import { createTransport } from './transport.ts';

/** A session with all that its elements need to show it. */
export interface SessionContext {
  readonly session: SearchSession;
  readonly localiser: Localiser;
  readonly announcer: Announcer;
  readonly view: () => View;
  /** Recent searches and the like are kept under this name. */
  readonly storageName: string;
}

/** What an element may state about its session. The first element of a session to state something is heard. */
interface Settings {
  /** Where the HTTP API is; default: where this script came from (`<api>/assets/…`). */
  readonly api: string;
  readonly locale: Locale;
  /** Prefix of our parameters in the page's address; null keeps the search out of it. */
  readonly urlPrefix: string | null;
}

const MAIN = 'main';

interface Joined {
  readonly context: Promise<SessionContext>;
  /** Elements of the page that take part. */
  members: number;
}

const sessions = new Map<string, Joined>();

/**
 * The context of an element's session, made when its first element asks; all elements of the page have been read by then.
 * The element takes part until `signal` aborts, and the session ends with its last element.
 */
export function joinSession(element: HTMLElement, signal: AbortSignal): Promise<SessionContext> {
  const name = element.getAttribute('session') ?? MAIN;
  let session = sessions.get(name);
  if (!session) {
    const context = Promise.resolve().then(() => createContext(name, readSettings(name, element)));
    session = { context, members: 0 };
    sessions.set(name, session);
  }
  const joined = session;
  joined.members++;
  const leave = (): void => {
    joined.members--;
    setTimeout(() => endIfLeft(name, joined)); // an element that is moved leaves and is back at once
  };
  signal.addEventListener('abort', leave, { once: true });
  return joined.context;
}

function endIfLeft(name: string, joined: Joined): void {
  if (joined.members > 0 || sessions.get(name) !== joined) return;
  sessions.delete(name);
  joined.context.then(
    ({ session }) => session.close(),
    () => undefined, // it never began
  );
}

function readSettings(name: string, first: HTMLElement): Settings {
  const scope = first.getRootNode() as Document | ShadowRoot;
  const members = [first, ...scope.querySelectorAll<HTMLElement>('*')].filter(
    (element) =>
      element.localName.startsWith('news-') &&
      element.localName !== 'news-search' &&
      (element.getAttribute('session') ?? MAIN) === name,
  );
  const stated = (attribute: string): string | null =>
    members.find((element) => element.hasAttribute(attribute))?.getAttribute(attribute) ?? null;
  const languages = [stated('lang'), first.closest('[lang]')?.getAttribute('lang'), document.documentElement.lang];
  const api = stated('api');
  return {
    api: (api === null ? new URL('..', import.meta.url) : new URL(api, location.href)).href.replace(/\/$/, ''),
    locale: languages.map((tag) => (tag ? localeOf(tag) : null)).find((locale) => locale !== null) ?? 'en',
    urlPrefix: stated('no-url') === null ? (stated('url-prefix') ?? 'news-') : null,
  };
}

async function createContext(name: string, settings: Settings): Promise<SessionContext> {
  const { api, locale, urlPrefix } = settings;
  const localiser = createLocaliser(locale, await loadMessages(locale));
  const transport = createTransport(api);
  const carried = readCarried(name);
  const session = new SearchSession({
    transport,
    address: urlPrefix === null ? createHiddenAddress() : createPageAddress(urlPrefix),
    locale,
    first: carried?.answer,
  });
  let places: Places = carried?.places ?? [];
  if (!carried) {
    void transport.places(locale).then(
      (loaded) => {
        places = loaded;
        session.dispatchEvent(new Event('change'));
      },
      () => undefined, // facets are plain lists then
    );
  }
  const view = (): View => ({
    state: session.state,
    answer: session.answer,
    failure: session.failure,
    busy: session.busy,
    localiser,
    stated: null, // the page around us is left as it is
    places,
    today: new Date().toISOString().slice(0, 10),
    scripted: true,
    link: (state) => session.link(state),
    articleLink: (id) => articleLink(settings, session.state, id),
  });
  session.start();
  return {
    session,
    localiser,
    announcer: new Announcer(session, view),
    storageName: `dateline:${api}`,
    view,
  };
}

/** The address of an article on the service, with the search that leads back and the language it is read in. */
function articleLink({ api, locale }: Settings, state: SearchState, id: string): string {
  const params = toParams(state);
  const onOurPage = new URL(api).origin === location.origin;
  const lang = onOurPage ? new URLSearchParams(location.search).get('lang') : locale;
  if (lang !== null) params.set('lang', lang);
  const query = params.toString();
  return `${api}/articles/${encodeURIComponent(id)}${query === '' ? '' : `?${query}`}`;
}

/** What the server put into the page beside the markup it rendered, so the first answer is not asked for twice. Good once. */
function readCarried(name: string): { readonly answer: SearchAnswer; readonly places: Places } | null {
  const carrier = name === MAIN ? document.getElementById('dl-carried') : null;
  carrier?.remove();
  return carrier?.textContent ? (JSON.parse(carrier.textContent) as { answer: SearchAnswer; places: Places }) : null;
}
