import { expect, test } from 'vitest';
import { coversOrigin } from '../../../src/core/matching/host-list';

test.each([
  ['example.com', 'https://example.com', true],
  ['example.com', 'http://a.b.example.com:8080', true],
  ['Example.COM.', 'https://example.com', true],
  ['*.example.com', 'https://www.example.com', true],
  ['.example.com', 'https://example.com', true],
  ['example.com', 'https://notexample.com', false],
  ['example.com', 'https://example.com.evil.test', false],
  ['www.example.com', 'https://example.com', false],
  ['', 'https://example.com', false],
  ['.', 'https://example.com', false],
  ['127.0.0.1', 'http://127.0.0.1:3000', true],
  ['example.com', 'null', false],
])('%j and %s: %s', (host, origin, expected) => expect(coversOrigin([host], origin)).toBe(expected));
