/// <reference path="./virtual-kernels.d.ts" />
import { plain, relaxed } from 'virtual:kernels';

export interface CompiledKernels {
  readonly module: WebAssembly.Module;
  /** Whether multiply and add round once (a hardware FMA) or twice: the two give slightly different numbers. */
  readonly relaxed: boolean;
}

let compiled: Promise<CompiledKernels> | undefined;

/** The kernels in the best build that this browser takes. */
export function compiledKernels(): Promise<CompiledKernels> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<CompiledKernels> {
  const best = bytesOf(relaxed);
  const takesRelaxed = WebAssembly.validate(best);
  return { module: await WebAssembly.compile(takesRelaxed ? best : bytesOf(plain)), relaxed: takesRelaxed };
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
