// What web-platform-tests and sites ask of a credential, asked in the page's world of ours. Runs in the page: it sees nothing but its kit.

interface Kit {
  create(plan: string): Promise<PublicKeyCredential>;
  get(plan: string): Promise<PublicKeyCredential>;
}

export async function shapes() {
  const { kit } = globalThis as unknown as { kit: Kit };
  const wrong: string[] = [];
  let counted = 0;
  const is = (what: string, got: unknown, wanted: unknown = true): void => {
    counted++;
    if (!Object.is(got, wanted)) wrong.push(`${what}: ${String(got)}`);
  };
  const bytes = (what: string, value: unknown, length: number): void => {
    is(`${what} is a buffer of this page`, value instanceof ArrayBuffer);
    is(`${what} has its own bytes only`, (value as ArrayBuffer).byteLength, length);
  };
  const registration = await kit.create('result');
  const assertion = await kit.get('result');
  for (const one of [registration, assertion]) {
    is('class', Object.prototype.toString.call(one), '[object PublicKeyCredential]');
    is('prototype', Object.getPrototypeOf(one), PublicKeyCredential.prototype);
    is('instance', one instanceof PublicKeyCredential && one instanceof Credential);
    is('own properties', Reflect.ownKeys(one).length + Reflect.ownKeys(one.response).length, 0);
    is('id', one.id, 'AQIDBA');
    is('type', one.type, 'public-key');
    is('attachment', one.authenticatorAttachment, 'platform');
    bytes('rawId', one.rawId, 4);
    is('rawId again', one.rawId, one.rawId);
    is('response again', one.response, one.response);
    is('response instance', one.response instanceof AuthenticatorResponse);
    bytes('clientDataJSON', one.response.clientDataJSON, one === registration ? 26 : 23);
    is('clientDataJSON again', one.response.clientDataJSON, one.response.clientDataJSON);
    const getter = Object.getOwnPropertyDescriptor(PublicKeyCredential.prototype, 'rawId')?.get as () => unknown;
    is('getter by hand', getter.call(one), one.rawId);
    is('toJSON by hand', JSON.stringify(PublicKeyCredential.prototype.toJSON.call(one)), JSON.stringify(one));
    const [results, again] = [one.getClientExtensionResults(), one.getClientExtensionResults()];
    is('results are fresh', results === again, false);
    for (const name of ['id', 'rawId', 'type', 'response']) {
      is(`${name} is read-only`, Reflect.set(one, name, 'changed'), false);
    }
  }
  const made = registration.response as AuthenticatorAttestationResponse;
  is('attestation', Object.getPrototypeOf(made), AuthenticatorAttestationResponse.prototype);
  bytes('attestationObject', made.attestationObject, 7);
  bytes('getAuthenticatorData', made.getAuthenticatorData(), 5);
  bytes('getPublicKey', made.getPublicKey(), 4);
  is('algorithm', made.getPublicKeyAlgorithm(), -7);
  is('transports', made.getTransports().join(), 'internal');
  const [transports, again] = [made.getTransports(), made.getTransports()];
  is('transports are fresh', transports === again, false);
  const created = registration.getClientExtensionResults() as { credProps: { rk: boolean }; prf: { results: { first: ArrayBuffer } } };
  is('credProps', created.credProps.rk);
  bytes('prf', created.prf.results.first, 4);
  const got = assertion.response as AuthenticatorAssertionResponse;
  is('assertion', Object.getPrototypeOf(got), AuthenticatorAssertionResponse.prototype);
  bytes('authenticatorData', got.authenticatorData, 5);
  bytes('signature', got.signature, 4);
  bytes('userHandle', got.userHandle, 4);
  bytes('largeBlob', (assertion.getClientExtensionResults() as { largeBlob: { blob: ArrayBuffer } }).largeBlob.blob, 2);
  for (const { prototype } of [
    Credential,
    PublicKeyCredential,
    AuthenticatorResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorAssertionResponse,
    CredentialsContainer,
  ]) {
    for (const [name, { get, set, value, enumerable, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor') continue;
      is(`${name} flags`, enumerable && configurable && set === undefined);
      is(`${name} name`, (get ?? value).name, get ? `get ${name}` : name);
      is(`${name} text`, /^function.*\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(get ?? value)));
      is(`${name} is no constructor`, 'prototype' in (get ?? value), false);
      // A foreign receiver meets the browser: a method that promises rejects, others throw.
      let refused = false;
      try {
        const answer = (get ?? value).call({});
        refused = answer instanceof Promise && (await answer.catch((error: unknown) => error)) instanceof TypeError;
      } catch (error) {
        refused = error instanceof TypeError;
      }
      is(`${name} of something else`, refused);
    }
  }
  const names = (one: object): string => Object.keys(one).join();
  is('members of JSON by name', names(registration.toJSON()), names(registration.toJSON()).split(',').sort().join());
  return { wrong, counted, registration: JSON.parse(JSON.stringify(registration)), assertion: JSON.parse(JSON.stringify(assertion)) };
}
