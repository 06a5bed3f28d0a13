/** How storage fails: one call, or that one and all behind it; and with which DOMException. */
export interface Fault {
  /** Number of the call, 0-based; null lets all pass, to count them. */
  readonly at: number | null;
  readonly lasts: boolean;
  readonly name: 'UnknownError' | 'QuotaExceededError';
}

export interface Injected {
  /** What the call was that failed first. */
  readonly fired: string | null;
  readonly calls: number;
  /** Storage works again. */
  heal(): void;
}

type Method = (...args: never[]) => unknown;

/** Puts itself between the page's code and the browser's storage, from now on. */
export function inject({ at, lasts, name }: Fault): Injected {
  let calls = 0;
  let fired: string | null = null;
  let healed = false;
  const fails = (what: string): boolean => {
    const number = calls++;
    const isDue = !healed && at !== null && (lasts ? number >= at : number === at);
    if (isDue) fired ??= what;
    return isDue;
  };
  const failing = (prototype: object, method: string) =>
    wrap(prototype, method, (original, target, args) => {
      if (fails(method)) throw new DOMException('injected', name);
      return original.apply(target, args);
    });
  // Reading takes no room.
  const requests = name === 'QuotaExceededError' ? ['add', 'put'] : ['get', 'getAll', 'add', 'put'];
  for (const method of requests) failing(IDBObjectStore.prototype, method);
  wrap(IDBObjectStore.prototype, 'put', (original, target, args) => {
    const request = original.apply(target, args);
    const store = target as IDBObjectStore;
    // The record goes last into a transaction: what comes behind it is the commit.
    if (store.name === 'runs' && fails('commit')) store.transaction.abort();
    return request;
  });
  failing(FileSystemFileHandle.prototype, 'createSyncAccessHandle');
  for (const method of ['write', 'flush']) failing(FileSystemSyncAccessHandle.prototype, method);
  return {
    get fired() {
      return fired;
    },
    get calls() {
      return calls;
    },
    heal: () => {
      healed = true;
    },
  };
}

function wrap(prototype: object, method: string, around: (original: Method, target: unknown, args: never[]) => unknown): void {
  const methods = prototype as Record<string, Method>;
  const original = methods[method];
  methods[method] = function (this: unknown, ...args: never[]) {
    return around(original, this, args);
  };
}

/** Chromium's; this project's libraries for pages do not know it. */
declare const FileSystemSyncAccessHandle: { readonly prototype: object };
