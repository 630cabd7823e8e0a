// What the store's pictures say, and the scenes that they show.

interface Shot {
  /** Relative to the gallery. */
  readonly page: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What is left out at its left. */
  readonly from?: number;
  readonly zoom?: number;
  /** In the address bar of a browser window around it. */
  readonly address?: string;
  readonly dark?: boolean;
}

export interface Picture {
  readonly title: string;
  readonly text: string;
  readonly shots: readonly Shot[];
}

const popup = { width: 400, height: 580 };
const site = { left: 556, top: 66, width: 668, height: 620, address: 'example-bank.com' };

export const pictures: Readonly<Record<string, Picture>> = {
  '1-codes': {
    title: 'Your whole second factor in one place',
    text: 'Authenticator codes, recovery codes and passkeys in one encrypted vault on your computer.',
    shots: [
      { ...popup, page: 'popup.html?scene=twelve&theme=dark', left: 850, top: 150, zoom: 1, dark: true },
      { ...popup, page: 'popup.html?scene=twelve&theme=light', left: 560, top: 70, zoom: 1.14 },
    ],
  },
  '2-set-up': {
    title: 'Set up without a phone',
    text: 'An offer appears beside the QR code. One click keeps the account.',
    shots: [{ ...site, page: 'store/site.html?page=set-up' }],
  },
  '3-log-in': {
    title: 'Log in with a click',
    text: 'The code is offered on its own site and nowhere else. Look-alike pages get nothing.',
    shots: [{ ...site, page: 'store/site.html?page=log-in', top: 120, height: 512 }],
  },
  '4-passkeys': {
    title: 'Passkeys, with a choice',
    text: 'Your vault, a security key or this device: you are asked, in a window that no page can reach.',
    shots: [
      { ...site, page: 'store/site.html?page=sign-in', address: 'login.example-bank.com' },
      { ...popup, page: 'popup.html?scene=approve-bank&theme=light', left: 800, top: 150, height: 500 },
    ],
  },
  '5-health': {
    title: 'Know what could lock you out',
    text: 'Health lists what is missing, each with the one thing to do about it.',
    shots: [{ page: 'options.html?scene=health&theme=light', left: 556, top: 60, width: 952, from: 240, height: 720, zoom: 0.94 }],
  },
};
