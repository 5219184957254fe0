import { Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

interface Call {
  readonly number: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** An error as it travels between threads; `name` tells the class, the rest is the error's own fields. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: ErrorData;
}

/** A thread that is asked by method name. It is started when first asked. */
export class CallThread {
  readonly #entry: URL;
  readonly #workerData: unknown;
  readonly #revive: (error: ErrorData) => Error;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #worker: Worker | null = null;
  #calls = 0;

  /** `entry` is a module that calls `serveCalls`; `revive` makes errors of the answers. */
  constructor(entry: URL, workerData: unknown, revive: (error: ErrorData) => Error) {
    this.#entry = entry;
    this.#workerData = workerData;
    this.#revive = revive;
  }

  get hasBegun(): boolean {
    return this.#worker !== null;
  }

  /** Calls not yet answered. */
  get load(): number {
    return this.#waiting.size;
  }

  ask(method: string, ...args: readonly unknown[]): Promise<unknown> {
    const worker = (this.#worker ??= this.#start());
    const number = this.#calls++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      worker.postMessage({ number, method, args } satisfies Call);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#workerData });
    worker.on('message', ({ number, result, error }: Answer) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error) waiting?.reject(this.#revive(error));
      else waiting?.resolve(result);
    });
    const fail = (error: Error): void => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the thread has ended')));
    return worker;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Answers the calls that come through a port. */
export function serveCalls(port: MessagePort, carryOut: (method: string, args: readonly unknown[]) => unknown): void {
  port.on('message', ({ number, method, args }: Call) => {
    new Promise((resolve) => resolve(carryOut(method, args))).then(
      (result) => port.postMessage({ number, result } satisfies Answer),
      (error: unknown) => port.postMessage({ number, error: toData(error) } satisfies Answer),
    );
  });
}

function toData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const { cause: _cause, ...fields } = error as Error & Record<string, unknown>;
  return { name: error.name, message: error.message, fields };
}
