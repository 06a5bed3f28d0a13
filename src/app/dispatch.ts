import type { RunSpec } from '../core/spec/spec.ts';
import type { Command } from '../protocol.ts';

/** What an element tells the page. Elements only show and ask: `ts-app` alone sends commands and keeps the spec. */
declare global {
  interface HTMLElementEventMap {
    'ts-command': CustomEvent<Command>;
    'ts-spec': CustomEvent<RunSpec>;
    'ts-view': CustomEvent<View>;
  }
}

/** The views that the middle column switches between. */
export const VIEWS = ['progress', 'data', 'transcript', 'runs'] as const;
export type View = (typeof VIEWS)[number];

/** Asks the page to send `command` to the worker. */
export const sendCommand = (from: EventTarget, command: Command): void => dispatch(from, 'ts-command', command);

/** Tells the page that the person changed the run spec. */
export const changeSpec = (from: EventTarget, spec: RunSpec): void => dispatch(from, 'ts-spec', spec);

/** Asks the page to show a view in the middle column. */
export const showView = (from: EventTarget, view: View): void => dispatch(from, 'ts-view', view);

function dispatch(from: EventTarget, type: string, detail: unknown): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
