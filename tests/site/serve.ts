// Runs the test site alone: npx tsx tests/site/serve.ts [PORT]

import { startSite } from './server';

const site = await startSite({ https: true, port: Number(process.argv[2] ?? 8130) });
console.log(`Test site: ${site.url} and ${site.httpsUrl}. Ctrl+C stops it.`);
