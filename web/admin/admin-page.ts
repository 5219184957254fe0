import type { DatelineAdminClient } from '../../client/dateline-admin-client.ts';
import { createDatelineAdminClient } from '../../client/dateline-admin-client.ts';
import type { DatelineClient } from '../../client/dateline-client.ts';
import { createDatelineClient, DatelineProblem } from '../../client/dateline-client.ts';
import { patch } from '../dom/patch.ts';
import { en } from '../messages/en.ts';
import { createLocaliser } from '../messages/localiser.ts';
import type { AdminModel } from './admin-model.ts';
import { NOBODY, runningJob } from './admin-model.ts';
import { adminView } from './admin-view.ts';

/** Runs the archivist's page inside `root`. The key lives in memory only. */
export class AdminPage {
  readonly #root: HTMLElement;
  readonly #localiser = createLocaliser('en', en);
  #model: AdminModel = NOBODY;
  #admin: DatelineAdminClient = createDatelineAdminClient({});
  #reader: DatelineClient = createDatelineClient();
  #watched: string | null = null;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      if (event.target instanceof HTMLFormElement) this.#submit(event.target);
    });
    root.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
      const { cancel, rollback } = button?.dataset ?? {};
      if (cancel !== undefined) this.#try(() => this.#admin.cancel(cancel));
      if (rollback !== undefined) this.#try(() => this.#admin.rollback(rollback));
    });
    this.#show({});
  }

  #submit(form: HTMLFormElement): void {
    const fields = new FormData(form);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    switch (form.dataset.form) {
      case 'key':
        this.#admin = createDatelineAdminClient({ key: text('key') });
        this.#reader = createDatelineClient({ key: text('key') });
        this.#try(() => Promise.resolve());
        break;
      case 'reindex':
        this.#try(() =>
          this.#admin.startReindex({
            mode: fields.has('changed') ? 'changed' : 'full',
            dryRun: fields.has('dryRun'),
            force: fields.has('force'),
          }),
        );
        break;
      case 'article':
        this.#try(async () => this.#show({ article: await this.#reader.article(text('id')) }));
        break;
    }
  }

  /** Does something, then shows how things stand; or says what went wrong. */
  #try(act: () => Promise<unknown>): void {
    this.#show({ problem: '' });
    act()
      .then(() => this.#load())
      .catch((error: unknown) => {
        this.#show({ problem: error instanceof DatelineProblem ? error.message : 'The service does not answer.' });
      });
  }

  async #load(): Promise<void> {
    const [jobs, generations, insight] = await Promise.all([
      this.#admin.jobs(),
      this.#admin.generations(),
      this.#admin.insight(),
    ]);
    this.#show({ admitted: true, jobs, generations, insight });
    const running = runningJob(this.#model);
    if (running && this.#watched !== running.id) {
      this.#watched = running.id;
      for await (const job of this.#admin.watch(running.id)) {
        this.#show({ jobs: this.#model.jobs.map((one) => (one.id === job.id ? job : one)) });
      }
      this.#watched = null;
      await this.#load();
    }
  }

  #show(changes: Partial<AdminModel>): void {
    this.#model = { ...this.#model, ...changes };
    patch(this.#root, adminView(this.#model, this.#localiser));
  }
}
