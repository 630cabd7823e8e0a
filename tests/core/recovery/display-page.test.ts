import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayPage, newCodesPage } from '../../../src/core/recovery/display-page';

describe('the page that shows the codes', () => {
  test.each([
    ['https://example.com/account/mfa/recovery?sid=1#codes', 'https://example.com/account/mfa/recovery'],
    ['https://user:secret@example.com/codes', 'https://example.com/codes'],
    ['http://localhost:8080/a', 'http://localhost:8080/a'],
    ['https://example.com', 'https://example.com/'],
    ['about:blank', null],
    ['data:text/html,codes', null],
    ['blob:https://example.com/1', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['chrome-extension://abc/page.html', null],
    ['', null],
    [`https://example.com/${'a'.repeat(2100)}`, null],
  ])('%s', (url, page) => {
    expect(displayPage(url)).toBe(page);
  });

  test('is stable, and never more than origin and path', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const page = displayPage(url);
        if (page === null) return;
        expect(page).not.toMatch(/[?#]/);
        expect(displayPage(page)).toBe(page);
      }),
    );
  });
});

describe('where new codes are made', () => {
  const sites = ['https://example.com', 'https://id.example.com'];
  test.each([
    ['the page', { page: 'https://example.com/codes', sites }, 'https://example.com/codes'],
    ['the site where no page is known', { page: null, sites }, 'https://example.com'],
    ['the site where the page is none', { page: 'javascript:alert(1)', sites }, 'https://example.com'],
    ['nowhere', { page: null, sites: [] }, null],
    ['nowhere, where the site is none', { page: null, sites: ['javascript:alert(1)'] }, null],
  ])('%s', (_, set, page) => {
    expect(newCodesPage(set)).toBe(page);
  });
});
