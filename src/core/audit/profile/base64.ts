/** For pictures of some hundred pixels, not for files. */
export const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
