/** Which build this is; set by vite.config.ts. */
declare const __TARGET__: 'chromium' | 'firefox';
