// What the background answers with, in the standard's JSON. Nobody verifies it: these tests are about the objects made of it.

export const REGISTRATION = {
  id: 'AQIDBA',
  rawId: 'AQIDBA',
  type: 'public-key',
  authenticatorAttachment: 'platform',
  clientExtensionResults: { credProps: { rk: true }, prf: { enabled: true, results: { first: 'AAECAw' } } },
  response: {
    clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0',
    authenticatorData: 'CQgHBgU',
    transports: ['internal'],
    publicKey: 'MFkwEw',
    publicKeyAlgorithm: -7,
    attestationObject: 'o2NmbXQ_-w',
  },
};

export const ASSERTION = {
  id: 'AQIDBA',
  rawId: 'AQIDBA',
  type: 'public-key',
  authenticatorAttachment: 'platform',
  clientExtensionResults: { largeBlob: { blob: '_-8' } },
  response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0', authenticatorData: 'CQgHBgU', signature: 'MEUCIQ', userHandle: 'dXNlcg' },
};
