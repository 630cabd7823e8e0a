// A background for tests of the bridge's page side: the page says in its own options what is to be answered (`plan`, a member that browsers
// ignore), and can ask what arrived here. Built by bridge-build.ts into a copy of the extension.

import { wordFor } from '../../src/background/webauthn/page-port';
import type { BridgeAct } from '../../src/messages/bridge-wire';
import { ASSERTION, REGISTRATION } from './bridge-credentials';

interface Call {
  readonly call: string;
  readonly options?: { readonly plan?: string; readonly challenge?: string };
}

/** Everything that arrived, oldest first. */
const log: unknown[] = [];

chrome.runtime.onConnect.addListener((port) => {
  const say = (act: BridgeAct): void => port.postMessage(wordFor(act));
  let plan: string | undefined;
  port.onDisconnect.addListener(() => plan !== 'report' && log.push({ plan, gone: true }));
  port.onMessage.addListener((message: Call) => {
    if (plan !== undefined) return void log.push({ plan, ...message });
    plan = message.options?.plan ?? message.call;
    if (plan === 'report')
      return port.postMessage(JSON.stringify({ act: 'reject', name: 'DataError', message: JSON.stringify(log.splice(0)) }));
    log.push({ ...message, origin: (port.sender as { origin?: string }).origin });
    const later = (ms: number, act: BridgeAct): void => void setTimeout(say, ms, act);
    const credential = message.call === 'create' ? REGISTRATION : ASSERTION;
    switch (plan) {
      case 'result':
        return say({ act: 'result', credential });
      case 'parallel':
        return say({ act: 'parallel' });
      case 'parallel, result':
        say({ act: 'parallel' });
        return later(150, { act: 'result', credential });
      case 'parallel, lost':
        say({ act: 'parallel' });
        return void setTimeout(() => port.disconnect(), 50);
      case 'proxied':
        return say({ act: 'proxied' });
      case 'NotAllowedError':
      case 'InvalidStateError':
        return say({ act: 'reject', name: plan });
      case 'lost':
        return port.disconnect();
      case 'pending':
        return;
      case 'capabilities':
        return say({ act: 'capabilities', on: true });
      default:
        return say({ act: 'native' });
    }
  });
});
