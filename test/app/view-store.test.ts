import { expect, test, vi } from 'vitest';
import { ViewStore } from '../../src/app/view-store.ts';
import type { Command, Message } from '../../src/protocol.ts';
import { digitsData, mnistData } from '../ui/fixture-data.ts';
import { ENVIRONMENT, finishedState } from '../ui/fixture-state.ts';

/** A store on a worker that only notes what it is sent, and on frames that come when they are asked to. */
function storeUnderTest() {
  const sent: Command[] = [];
  const frames: (() => void)[] = [];
  const saved: string[] = [];
  let receive: (message: Message) => void = () => {};
  const store = new ViewStore(
    (onMessage) => {
      receive = onMessage;
      return { send: (command) => sent.push(command), close: () => {} };
    },
    undefined,
    (callback) => frames.push(callback),
    (_, name) => saved.push(name),
  );
  const frame = () => {
    for (const callback of frames.splice(0)) callback();
  };
  return { store, sent, saved, frame, receive: (message: Message) => receive(message) };
}

const kinds = (commands: readonly Command[]) => commands.map((command) => command.kind);

test('greets the worker with the backend that the spec asks for', () => {
  expect(storeUnderTest().sent).toEqual([{ kind: 'hello', backend: 'auto' }]);
});

test('tells its listeners once a frame, however many messages came', () => {
  const { store, receive, frame } = storeUnderTest();
  frame();
  const seen: (string | undefined)[] = [];
  store.subscribe((state) => seen.push(state.environment?.backend));
  receive({ kind: 'ready', environment: ENVIRONMENT });
  receive({ kind: 'load-progress', phase: 'pretrain', stage: 'read', done: 1, total: 2 });
  expect(seen).toEqual([]);
  frame();
  frame();
  expect(seen).toEqual(['wasm']);
});

test('Start with nothing loaded loads the samples, and starts when both are there', () => {
  const { store, sent, receive } = storeUnderTest();
  receive({ kind: 'ready', environment: ENVIRONMENT });
  store.send({ kind: 'start', spec: store.state.spec });
  expect(sent.slice(1).map((command) => [command.kind, 'sample' in command && command.sample])).toEqual([
    ['load-sample', 'mnist'],
    ['load-sample', 'digits'],
  ]);
  expect(store.state.starting).toBe(true);
  receive({ kind: 'data-loaded', phase: 'pretrain', data: mnistData().summary! });
  expect(kinds(sent)).not.toContain('start');
  receive({ kind: 'data-loaded', phase: 'finetune', data: digitsData().summary! });
  expect(sent.at(-1)).toEqual({ kind: 'start', spec: store.state.spec });
});

test('a start that waits for a sample ends when the sample cannot be had', () => {
  const { store, sent, receive } = storeUnderTest();
  receive({ kind: 'ready', environment: ENVIRONMENT });
  store.send({ kind: 'start', spec: store.state.spec });
  receive({ kind: 'problem', scope: 'pretrain', problem: { code: 'file-empty', fields: { file: 'x' } } });
  receive({ kind: 'data-loaded', phase: 'finetune', data: digitsData().summary! });
  expect(store.state.starting).toBe(false);
  expect(kinds(sent)).not.toContain('start');
});

test('Start before the engine is ready sends nothing', () => {
  const { store, sent } = storeUnderTest();
  store.send({ kind: 'start', spec: store.state.spec });
  expect(kinds(sent)).toEqual(['hello']);
  expect(store.state.starting).toBe(false);
});

test('another backend is asked of the worker at once', () => {
  const { store, sent } = storeUnderTest();
  store.setSpec({ ...store.state.spec, backend: 'cpu' });
  store.setSpec({ ...store.state.spec, seed: 8 });
  expect(sent).toEqual([
    { kind: 'hello', backend: 'auto' },
    { kind: 'hello', backend: 'cpu' },
  ]);
});

test('a bundle is saved once, as it comes, whatever run is shown by then', () => {
  const { store, saved, receive, frame } = storeUnderTest();
  const ready = (runId: string): Message => ({ kind: 'bundle-ready', runId, name: `${runId}.zip`, file: new File(['zip'], 'x') });
  receive({ kind: 'run-opened', runId: 'a', live: false });
  store.send({ kind: 'start', spec: store.state.spec });
  store.send({ kind: 'make-bundle', runId: 'a', locale: 'en' });
  receive({ kind: 'run-opened', runId: 'b', live: true });
  receive({ kind: 'bundle-progress', runId: 'a', entry: 'steps.csv', bytes: 3 });
  receive(ready('a'));
  receive({ kind: 'run-opened', runId: 'c', live: true });
  frame();
  expect(saved).toEqual(['a.zip']);
  receive({ kind: 'ready', environment: ENVIRONMENT });
  receive(ready('c'));
  expect(saved).toEqual(['a.zip', 'c.zip']);
});

test('a sample that is loaded for a run that is taken up starts no other', () => {
  const { store, sent, receive } = storeUnderTest();
  receive({ kind: 'ready', environment: ENVIRONMENT });
  store.send({ kind: 'resume-run', runId: 'a' });
  receive({ kind: 'resuming', runId: 'a', spec: { ...store.state.spec, seed: 8 } });
  receive({ kind: 'data-loaded', phase: 'pretrain', data: mnistData().summary! });
  receive({ kind: 'data-loaded', phase: 'finetune', data: digitsData().summary! });
  expect(kinds(sent)).toEqual(['hello', 'resume-run']);
  expect(store.state).toMatchObject({ resuming: 'a', spec: { seed: 8 } });
});

test('a run whose files the browser knows is taken up once the person has answered whether they may be read, at once where none are', async () => {
  const { store, sent, receive } = storeUnderTest();
  const asked: string[] = [];
  let answer: (state: PermissionState) => void = () => undefined;
  const file = {
    queryPermission: async () => 'prompt',
    requestPermission: () => {
      asked.push('rows.csv');
      return new Promise<PermissionState>((resolve) => {
        answer = resolve;
      });
    },
  } as unknown as FileSystemFileHandle;
  const run = { ...finishedState().runs[0], status: 'interrupted' } as const;
  receive({
    kind: 'runs',
    runs: [
      { ...run, runId: 'known', files: [file] },
      { ...run, runId: 'plain' },
    ],
    lost: [],
    storage: { usage: 0, quota: 1 },
  });
  store.send({ kind: 'resume-run', runId: 'plain' });
  store.send({ kind: 'resume-run', runId: 'known' });
  await vi.waitFor(() => expect(asked).toEqual(['rows.csv']));
  expect(sent.slice(1)).toEqual([{ kind: 'resume-run', runId: 'plain' }]);
  answer('denied');
  await vi.waitFor(() =>
    expect(sent.slice(1)).toEqual([
      { kind: 'resume-run', runId: 'plain' },
      { kind: 'resume-run', runId: 'known' },
    ]),
  );
});
