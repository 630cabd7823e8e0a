// The browser's request against what was approved: equal in every field, or another request.

import { describe, expect, test } from 'vitest';
import { base64url, utf8 } from '../../../src/core/bytes';
import { type ApprovedRequest, matchRequest, type ProxiedRequest } from '../../../src/core/webauthn/request-match';

const id = (text: string): string => base64url(utf8(text));
const caller = { remoteDesktopClientOverride: { origin: 'https://www.example.com', sameOriginWithAncestors: true } };

const approvedGet: ApprovedRequest = {
  kind: 'get',
  origin: 'https://www.example.com',
  sameOriginWithAncestors: true,
  rpId: 'example.com',
  challenge: utf8('challenge'),
  credentialIds: [utf8('one'), utf8('two')],
  userHandle: null,
};
const detailsGet = {
  challenge: id('challenge'),
  rpId: 'example.com',
  allowCredentials: [
    { type: 'public-key', id: id('two') },
    { type: 'public-key', id: id('one') },
  ],
  extensions: caller,
};
const approvedCreate: ApprovedRequest = { ...approvedGet, kind: 'create', credentialIds: [], userHandle: utf8('me') };
const detailsCreate = { rp: { id: 'example.com' }, user: { id: id('me') }, challenge: id('challenge'), extensions: caller };

const get = (change: object): ProxiedRequest => ({ kind: 'get', requestId: 1, details: { ...detailsGet, ...change } });
const create = (change: object): ProxiedRequest => ({ kind: 'create', requestId: 1, details: { ...detailsCreate, ...change } });
const says = (sameOriginWithAncestors: unknown, origin: unknown = 'https://www.example.com') => ({
  extensions: { remoteDesktopClientOverride: { origin, sameOriginWithAncestors } },
});

test('the approved request is itself, whatever the order of its list', () => {
  expect(matchRequest(get({}), approvedGet)).toEqual({ ok: true, value: { sameOriginWithAncestors: true } });
  expect(matchRequest(create({}), approvedCreate)).toEqual({ ok: true, value: { sameOriginWithAncestors: true } });
  expect(matchRequest(create({ excludeCredentials: null }), approvedCreate).ok).toBe(true);
});

test('a doubt about the frames is settled by the browser', () => {
  const doubt = { ...approvedGet, sameOriginWithAncestors: null };
  expect(matchRequest(get(says(false)), doubt)).toEqual({ ok: true, value: { sameOriginWithAncestors: false } });
  expect(matchRequest(get(says(true)), doubt)).toEqual({ ok: true, value: { sameOriginWithAncestors: true } });
  expect(matchRequest(get(says('yes')), doubt)).toMatchObject({ error: { code: 'ancestors' } });
});

describe('one difference is another request', () => {
  test.each([
    ['kind', create({}), approvedGet],
    ['origin', get(says(true, 'https://example.com')), approvedGet],
    ['origin', get({ extensions: {} }), approvedGet],
    ['origin', get({ extensions: undefined }), approvedGet],
    ['ancestors', get(says(false)), approvedGet],
    ['ancestors', get(says(undefined)), approvedGet],
    ['rpId', get({ rpId: 'www.example.com' }), approvedGet],
    ['rpId', get({ rpId: undefined }), approvedGet],
    ['rpId', create({ rp: { id: 'www.example.com' } }), approvedCreate],
    ['challenge', get({ challenge: id('another') }), approvedGet],
    ['challenge', get({ challenge: 7 }), approvedGet],
    ['credentials', get({ allowCredentials: [] }), approvedGet],
    ['credentials', get({ allowCredentials: undefined }), approvedGet],
    ['credentials', get({ allowCredentials: 'all' }), approvedGet],
    ['credentials', get({ allowCredentials: [...detailsGet.allowCredentials, { id: id('three') }] }), approvedGet],
    ['credentials', get({ allowCredentials: [...detailsGet.allowCredentials, {}] }), approvedGet],
    ['credentials', create({ excludeCredentials: [{ id: id('one') }] }), approvedCreate],
    ['user', create({ user: { id: id('you') } }), approvedCreate],
    ['user', create({ user: {} }), approvedCreate],
  ] as const)('%s', (code, request, approved) => {
    expect(matchRequest(request, approved)).toMatchObject({ ok: false, error: { code } });
  });

  test.each([null, 'text', 7, [], { extensions: 'x' }])('junk: %j', (details) => {
    expect(matchRequest({ kind: 'get', requestId: 1, details }, approvedGet).ok).toBe(false);
  });
});
