/** Which build this is; set by vite.config.ts. */
declare const __TARGET__: 'chromium' | 'firefox';
/** Whether a virtual authenticator may stand in for a person: only in the build of `npm run wpt`; set by vite.config.ts. */
declare const __TEST_HOOK__: boolean;
