import type { Command, Message } from '../protocol.ts';
import { Session } from './session.ts';

const session = new Session((message: Message) => self.postMessage(message));
self.addEventListener('message', (event: MessageEvent<Command>) => void session.handle(event.data));
