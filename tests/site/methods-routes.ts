// Addresses of the methods list and of codes that are sent.

import { channelPage, choicePage, inboxPage, methodsPage } from './methods-pages';
import type { Reply, Visit } from './routes';
import { CHANNELS, type Channel, type SiteState, type User } from './state';

function ask(state: SiteState, visit: Visit, user: User, channel: Channel, done: () => Reply): Reply {
  const { setting, variant, session } = visit;
  if (visit.method === 'POST') {
    const verdict = state.trySentCode(setting.host, user, session, channel, (visit.form.get('code') ?? '').replace(/\s/g, ''));
    if (verdict === 'accepted') return done();
    return { page: channelPage(setting, variant, user, channel, visit.path, 'That is not the code that we sent.'), status: 400 };
  }
  state.send(user, session, channel);
  return { page: channelPage(setting, variant, user, channel, visit.path, null) };
}

function remove({ session: { user }, form, variant }: Visit): Reply {
  const method = form.get('method');
  if (method === 'app' && user !== null) user.mfa = null;
  if (user !== null) user.keys = user.keys.filter(({ id }) => id !== form.get('key'));
  const channel = CHANNELS.find((one) => one === method);
  if (channel !== undefined) user?.channels.delete(channel);
  return { to: `/account/mfa${variant.search}` };
}

/** null: none of these addresses. */
export function answerMethods(state: SiteState, visit: Visit): Reply | null {
  const { path, setting, variant, session } = visit;
  const [, where, channelName] = path.match(/^\/(account\/mfa|login)\/(sms|email)$/) ?? [];
  const channel = CHANNELS.find((one) => one === channelName);
  const account = path.startsWith('/account/mfa');
  const user = account ? session.user : session.pending;
  if (path === '/inbox') return { page: inboxPage(setting, state.messages) };
  if (channel === undefined && !['/account/mfa', '/account/mfa/remove', '/login/methods'].includes(path)) return null;
  if (user === null) return { to: `/login${variant.search}` };
  if (channel !== undefined) {
    return ask(state, visit, user, channel, () => {
      if (where === 'login') {
        session.user = user;
        session.pending = null;
        return { to: `/account${variant.search}` };
      }
      user.channels.add(channel);
      return { to: `/account/mfa${variant.search}` };
    });
  }
  if (path === '/account/mfa/remove') return remove(visit);
  return { page: path === '/login/methods' ? choicePage(setting, variant, user) : methodsPage(setting, variant, user) };
}
