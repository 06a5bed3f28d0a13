import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The world outside: a proxy that every request to another machine must pass, also those that no page tells of. It answers none. */
export interface Outside {
  /** For Chromium, which takes its own machine's addresses without the proxy. */
  readonly args: readonly string[];
  /** What was asked for: an address, or for TLS its host. Without the browser's own errands. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Chromium's updates, sign-in and form filling, whatever its flags say. */
const OWN_ERRANDS = /^(https?:\/\/)?[\w.-]+\.(google|googleapis|gvt1|gvt2)\.com[:/]/;

export async function watchOutside(): Promise<Outside> {
  const requests: string[] = [];
  const note = (request: string) => OWN_ERRANDS.test(request) || requests.push(request);
  const server = createServer(({ url = '' }, response) => {
    note(url);
    response.writeHead(502).end();
  });
  server.on('connect', ({ url = '' }, socket) => {
    note(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const port = await listen(server);
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { args: [`--proxy-server=http://127.0.0.1:${port}`], requests, close };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
