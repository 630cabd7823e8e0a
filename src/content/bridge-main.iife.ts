// The WebAuthn bridge in the page's own world, before any script of the page: a call goes to the background, or where nothing there has to
// say anything, to the browser exactly as it came. webauthn.md §0, §5.

import { ceremony } from './bridge/ceremony';
import { meet } from './bridge/channel';
import { wrap } from './bridge/primordials';
import { wrapStatics } from './bridge/statics';
import { store, teachAll } from './bridge/synthetic';

// A page whose scripts may have run already is left alone until it loads again.
if (isSecureContext && document.head === null) {
  meet(() => {
    teachAll();
    for (const kind of ['create', 'get'] as const) wrap(CredentialsContainer.prototype, kind, ceremony(kind));
    wrap(CredentialsContainer.prototype, 'store', store);
    wrapStatics();
  });
}
