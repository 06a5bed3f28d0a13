/** The version in package.json, put in by the build. */
declare const __TRAINSCRIPT_VERSION__: string;
