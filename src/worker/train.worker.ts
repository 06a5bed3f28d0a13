import type { Command, Message } from '../protocol.ts';
import { Session } from './session.ts';

const session = new Session((message: Message, transfer: Transferable[] = []) => self.postMessage(message, transfer));
self.addEventListener('message', (event: MessageEvent<Command>) => void session.handle(event.data));
