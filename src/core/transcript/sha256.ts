import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A hash that takes its bytes piece by piece: WebCrypto's `digest` wants them all at once. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** The hash in lower-case hex; nothing may be added after it. */
  hex(): string;
}

export function runningSha256(): RunningHash {
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => bytesToHex(hash.digest()),
  };
}

/** SHA-256 of the bytes, in lower-case hex, as `sha256sum` prints it. */
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** The same by the browser’s own code where the page may use it (over HTTPS or on this machine), which is five times as fast:
 *  for what is whole and large. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // TypeScript's library takes it for granted; in insecure contexts it is missing.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  return subtle ? bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes))) : sha256Hex(bytes);
}
