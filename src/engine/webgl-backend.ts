import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { DeviceWatch } from './device-watch.ts';

/** Makes tfjs's WebGL backend known anew, on a fresh context where the one that it had was lost. (Importing this file makes it
 *  known for the first time.) */
export function registerWebglBackend(): void {
  removeBackend('webgl');
  registerBackend('webgl', () => new MathBackendWebGL());
}

/** TypeScript's library for workers leaves the canvas out. */
interface Drawn {
  readonly canvas: EventTarget;
}

const LOST = 'the WebGL context was lost';

/** Watches the context of the backend that is running. A lost one goes on answering, with zeros, or never answers. */
export function webglWatch(): DeviceWatch {
  const { gl } = (backend() as MathBackendWebGL).gpgpu;
  const watch = new DeviceWatch(() => (gl.isContextLost() ? LOST : null));
  (gl as unknown as Drawn).canvas.addEventListener('webglcontextlost', () => watch.fail(LOST), { once: true });
  return watch;
}
