// Who calls, as far as the browser itself says: the sender's origin, and the frames above it. Any doubt about those counts as another
// origin, which is the stricter reading everywhere (WebAuthn L3 §5.1.3 step 2, §5.10).

import type { Origin } from '../../core/item';
import type { Caller } from '../../core/webauthn/client-data';
import { type BridgeSender, originOfUrl } from '../../messages/audiences';

export interface NamedCaller {
  readonly caller: Caller;
  /** False where a frame above has no address of its own: same origin or not, only the browser knows. */
  readonly certain: boolean;
}

/** null: opaque, gone, or not an active document: nothing is ever signed for it. */
export async function callerOf(
  sender: BridgeSender,
  ancestorUrls: (tabId: number, frameId: number) => Promise<readonly string[] | null>,
): Promise<NamedCaller | null> {
  const { origin } = sender;
  if (origin === null || !sender.active) return null;
  const urls = await ancestorUrls(sender.tabId, sender.frameId);
  if (urls === null) return null;
  const above = urls.map(originOfUrl);
  const crossOrigin = above.some((one) => one !== origin);
  const top: Origin | null = above.at(-1) ?? null;
  const certain = !above.includes(null);
  return { caller: { origin, crossOrigin, topOrigin: crossOrigin ? top : null }, certain };
}
