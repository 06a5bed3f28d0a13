import { msg, str } from '@lit/localize';
import type { BackendChoice, BackendName } from '../core/spec/spec.ts';
import type { Environment } from '../core/transcript/events.ts';

const NAMES: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'JavaScript' };

/** «WASM · SIMD · 2 threads», «WebGPU · apple m2». */
export function backendLine({ backend, adapter, simd, threads }: Environment): string {
  const parts = [NAMES[backend]];
  if (backend === 'wasm' && simd) parts.push('SIMD');
  if (backend === 'wasm') parts.push(threads === 1 ? msg('1 thread') : msg(str`${threads} threads`));
  if (backend !== 'wasm' && adapter !== null) parts.push(adapter);
  return parts.join(' · ');
}

/** Why this backend, in plain words. */
export function backendReason({ backend, backendReason: { code, detail }, crossOriginIsolated }: Environment): string {
  const name = NAMES[backend];
  switch (code) {
    case 'hardware-gpu':
      return msg(
        str`This machine has a graphics processor that the browser can compute on (${detail}), so the run uses it through ${name}.`,
      );
    case 'chosen':
      return msg(str`You chose ${name}.`);
    case 'software-gpu':
      return msg(
        str`The only graphics processor here is imitated in software (${detail}). The processor itself is faster, so ${name} is used.`,
      );
    case 'denied-gpu':
      return msg(str`The graphics processor here (${detail}) is known to compute wrongly in browsers, so the run uses ${name}.`);
    case 'no-gpu':
      return msg(str`The browser offers no graphics processor to compute on, so the run uses the processor through ${name}.`);
    case 'fallback':
      return (
        msg(str`What would be faster did not start here (${detail}), so the run uses ${name}.`) +
        (crossOriginIsolated ? '' : ` ${msg('The page is not isolated, so threads are off.')}`)
      );
    default:
      return code satisfies never;
  }
}

export function choiceText(choice: BackendChoice): string {
  if (choice === 'auto') return msg('Automatic: the fastest that works here');
  const texts: Readonly<Record<BackendName, string>> = {
    webgpu: msg('WebGPU, on the graphics processor'),
    wasm: msg('WASM, on the processor'),
    webgl: msg('WebGL, on the graphics processor'),
    cpu: msg('JavaScript, everywhere and slow'),
  };
  return texts[choice];
}
