import type { DatelineAdminClient } from '../../client/dateline-admin-client.ts';
import { createDatelineAdminClient } from '../../client/dateline-admin-client.ts';
import type { Article, DatelineClient } from '../../client/dateline-client.ts';
import { createDatelineClient, DatelineProblem } from '../../client/dateline-client.ts';
import { patch } from '../dom/patch.ts';
import { en } from '../messages/en.ts';
import { createLocaliser } from '../messages/localiser.ts';
import type { AdminModel, Draft, DraftField, Question } from './admin-model.ts';
import { draftOf, NOBODY, runningJob, toRawArticle } from './admin-model.ts';
import { adminView } from './admin-view.ts';

/** Something that is done for the archivist; what it returns is said afterwards. */
type Act = () => Promise<string>;

/** Runs the archivist's page inside `root`. The key lives in memory only. */
export class AdminPage {
  readonly #root: HTMLElement;
  readonly #localiser = createLocaliser('en', en);
  #model: AdminModel = NOBODY;
  #admin: DatelineAdminClient = createDatelineAdminClient({});
  #reader: DatelineClient = createDatelineClient();
  #watched: string | null = null;
  #loads = 0;
  /** What waits for the answer to the question. */
  #asked: Act | null = null;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      if (event.target instanceof HTMLFormElement) this.#submit(event.target);
    });
    root.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
      if (button) this.#press(button.dataset);
    });
    // What is typed is part of the model, so that showing the progress of a job does not undo it.
    root.addEventListener('input', ({ target }) => {
      const { draft } = this.#model;
      if (!draft || !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
      if (target.form?.dataset.form !== 'edit') return;
      this.#model = { ...this.#model, draft: withField(draft, target.name as DraftField, target.value) };
    });
    // The browser tells it a while after: by then the next question may be open.
    const closed = ({ target }: Event): void => {
      if (target instanceof HTMLDialogElement && !target.open) this.#show({ question: null });
    };
    root.addEventListener('close', closed, { capture: true });
    this.#show({});
  }

  #press({ cancel, rollback, lift, answer }: DOMStringMap): void {
    if (cancel !== undefined) this.#try(() => this.#admin.cancel(cancel).then(() => 'The run is asked to stop.'));
    if (rollback !== undefined) {
      this.#ask({ text: `Show readers generation ${rollback} instead of the live one?`, verb: 'Go back' }, () =>
        this.#admin.rollback(rollback).then(() => `Readers see generation ${rollback}.`),
      );
    }
    if (lift !== undefined) {
      this.#try(() => this.#admin.liftTakedown(lift).then(() => `${lift} returns with the next reindex.`));
    }
    if (answer !== undefined) {
      const act = answer === 'yes' ? this.#asked : null;
      this.#show({ question: null });
      if (act) this.#try(act);
    }
  }

  #submit(form: HTMLFormElement): void {
    const fields = new FormData(form);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const { article, draft } = this.#model;
    switch (form.dataset.form) {
      case 'key':
        this.#admin = createDatelineAdminClient({ key: text('key') });
        this.#reader = createDatelineClient({ key: text('key') });
        this.#try(() => this.#admin.jobs().then(() => '')); // a wrong key is refused once, not by everything there is to show
        break;
      case 'reindex': {
        const force = fields.has('force');
        const options = {
          mode: fields.has('changed') ? 'changed' : 'full',
          dryRun: fields.has('dryRun'),
          force,
        } as const;
        const start: Act = () => this.#admin.startReindex(options).then(() => 'The run has begun.');
        if (force)
          this.#ask({ text: 'Publish whatever comes of it, even if the guard refuses?', verb: 'Start' }, start);
        else this.#try(start);
        break;
      }
      case 'article':
        this.#try(() => this.#open(idIn(text('id'))));
        break;
      case 'edit':
        if (draft) this.#try(() => this.#publish(draft));
        break;
      case 'takedown':
        if (article) {
          const question = `Take down “${article.title}”, everywhere and over all reindexes, until it is let back?`;
          this.#ask({ text: question, verb: 'Take down' }, async () => {
            await this.#admin.takeDown(article.id, text('reason'));
            this.#show({ article: null, draft: null });
            return `${article.id} is taken down.`;
          });
        }
        break;
    }
  }

  /** Shows an article to read and to change, or an empty one where there is none yet. */
  async #open(id: string): Promise<string> {
    const article = await this.#reader.article(id).catch((error: unknown): Article | null => {
      if (error instanceof DatelineProblem && error.problem.status === 404) return null;
      throw error;
    });
    this.#show({ article, draft: draftOf(id, article) });
    return article ? '' : `There is no article ${id}; what you publish will be it.`;
  }

  async #publish(draft: Draft): Promise<string> {
    const { document, messages } = await this.#admin.putArticle(draft.id, toRawArticle(draft));
    const current = this.#model.draft;
    if (current?.id === draft.id) {
      // What has been typed since is not published yet, and stays.
      this.#show({ article: document, draft: current === draft ? draftOf(draft.id, document) : current });
    }
    return [`${document.id} is published.`, ...messages.map(({ reason }) => reason)].join(' ');
  }

  #ask(question: Question, act: Act): void {
    this.#asked = act;
    this.#show({ question });
  }

  /** Does something, says so and shows how things stand; or says what went wrong. */
  #try(act: Act): void {
    this.#show({ problem: '', done: '' });
    act()
      .then((done) => {
        this.#show({ done });
        return this.#load();
      })
      .catch((error: unknown) => {
        this.#show({ problem: error instanceof DatelineProblem ? wordsOf(error) : 'The service does not answer.' });
      });
  }

  async #load(): Promise<void> {
    const turn = ++this.#loads;
    const [jobs, generations, takedowns, insight] = await Promise.all([
      this.#admin.jobs(),
      this.#admin.generations(),
      this.#admin.takedowns(),
      this.#admin.insight(),
    ]);
    if (turn !== this.#loads) return; // how things stood; how they stand is asked already
    this.#show({ admitted: true, jobs, generations, takedowns, insight });
    const running = runningJob(this.#model);
    if (running && this.#watched !== running.id) {
      this.#watched = running.id;
      try {
        for await (const job of this.#admin.watch(running.id)) {
          this.#show({ jobs: this.#model.jobs.map((one) => (one.id === job.id ? job : one)) });
        }
      } finally {
        this.#watched = null; // a stream that broke is opened anew by whatever is done next
      }
      await this.#load();
    }
  }

  #show(changes: Partial<AdminModel>): void {
    const focused = document.activeElement;
    this.#model = { ...this.#model, ...changes };
    patch(this.#root, adminView(this.#model, this.#localiser));
    const dialog = this.#root.querySelector('dialog');
    if (this.#model.question && !dialog?.open) dialog?.showModal();
    if (!this.#model.question && dialog?.open) dialog.close();
    // Who had the focus is gone: it goes to what was said.
    if (focused && !focused.isConnected) {
      this.#root.querySelector<HTMLElement>(this.#model.problem === '' ? '[role="status"]' : '[role="alert"]')?.focus();
    }
  }
}

function withField(draft: Draft, name: DraftField, value: string): Draft {
  return { ...draft, fields: { ...draft.fields, [name]: value } };
}

/** The id in the address of an article's page, or the text itself. */
function idIn(text: string): string {
  return /\/articles\/([^/?#]+)/.exec(text)?.[1] ?? text;
}

function wordsOf({ message, problem }: DatelineProblem): string {
  return [message, ...(problem.reasons ?? [])].join(': ');
}
