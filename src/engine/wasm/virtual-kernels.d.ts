/** Compiled by `src/cli/kernels-plugin.ts`, base64. */
declare module 'virtual:kernels' {
  export const relaxed: string;
  export const plain: string;
}
