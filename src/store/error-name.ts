/** A DOMException's name, which is its kind. */
export const errorName = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');
