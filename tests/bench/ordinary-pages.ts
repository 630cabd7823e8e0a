// Pages as the web is full of them, invented for this: what we see there is almost always nothing.

const page = (path: string, title: string, body: string) => ({
  path,
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><header><img alt="Logo" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"><form role="search"><input type="search" name="q" placeholder="Search"></form></header><main><h1>${title}</h1>${body}</main><footer><form><label>E-mail <input type="email" name="newsletter"></label><button>Subscribe</button></form></footer></body></html>`,
});

const paragraphs = (n: number) => '<p>The harbour was quiet that morning, and the boats lay still.</p>'.repeat(n);
const field = (label: string, attributes: string) => `<label>${label} <input ${attributes}></label>`;

export const ordinaryPages = [
  page('/news/2026/harbour', 'A quiet morning in the harbour', paragraphs(40)),
  page('/blog/rope', 'On rope', `${paragraphs(10)}<textarea name="comment"></textarea><button>Send</button>`),
  page(
    '/shop/lamp',
    'Brass lamp',
    `<img alt="Lamp" width="400" height="400">${field('Quantity', 'type="number" name="quantity" value="1"')}<button>Add to basket</button>`,
  ),
  page('/shop/basket', 'Your basket', `${field('Coupon code', 'name="coupon" placeholder="Enter code"')}<button>Apply</button>`),
  page(
    '/shop/checkout',
    'Checkout',
    ['Name', 'Street', 'Town'].map((name) => field(name, `name="${name}"`)).join('') +
      field('Postal code', 'name="postal_code" autocomplete="postal-code"'),
  ),
  page(
    '/shop/pay',
    'Pay by card',
    field('Card number', 'inputmode="numeric" autocomplete="cc-number"') + field('Security code', 'autocomplete="cc-csc" maxlength="3"'),
  ),
  page(
    '/login',
    'Sign in',
    `<form>${field('E-mail', 'type="email" name="email"')}${field('Password', 'type="password" name="password" autocomplete="current-password"')}<button>Sign in</button></form>`,
  ),
  page(
    '/signup',
    'Create an account',
    `<form>${field('E-mail', 'type="email"')}${field('Password', 'type="password" autocomplete="new-password"')}<button>Sign up</button></form>`,
  ),
  page('/contact', 'Write to us', `${field('Name', 'name="name"')}<textarea></textarea>`),
  page('/maps', 'Map', '<canvas width="800" height="600"></canvas>'),
  page(
    '/dashboard',
    'Dashboard',
    `<svg width="600" height="200"><path d="M0 0h600v200z"/></svg><table>${'<tr><td>1</td><td>2</td></tr>'.repeat(200)}</table>`,
  ),
  page('/settings/profile', 'Profile', field('Display name', 'name="display_name"') + field('Phone', 'type="tel" name="phone"')),
  page('/gift', 'Redeem a gift card', field('Gift card number', 'name="card"') + field('PIN', 'name="pin" maxlength="4"')),
  page('/wiki/semaphore', 'Semaphore', paragraphs(120)),
];
