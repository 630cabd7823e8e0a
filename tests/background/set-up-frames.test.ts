import { beforeEach, describe, expect, test } from 'vitest';
import { createFrameReports, type FrameReports } from '../../src/background/frame-reports';
import { createSetUpFrames, NO_SET_UP, type SetUpFrames } from '../../src/background/set-up-frames';
import type { ContentSender } from '../../src/messages/audiences';

const frame = (frameId: number, origin: string | null = 'https://id.example.com', documentId = `d${frameId}`): ContentSender => ({
  audience: 'content',
  origin,
  url: `${origin}/`,
  tabId: 1,
  frameId,
  documentId,
  incognito: false,
  active: true,
});

let reports: FrameReports;
let frames: SetUpFrames;
const [top, inner] = [frame(0), frame(3)];

beforeEach(() => {
  reports = createFrameReports();
  frames = createSetUpFrames(reports);
  for (const sender of [top, inner]) reports.keep({ sender, findings: [] });
});

const elsewhere = (sender: ContentSender) => frames.elsewhere(sender, sender.origin ?? '').ids;
const saved = (...ids: string[]) => ({ ids, unsaved: false });

describe('what one frame shows', () => {
  test('the others learn, once', () => {
    expect(frames.note(inner, saved('a'))).toEqual([top]);
    expect(frames.note(inner, saved('a'))).toEqual([]);
    expect([elsewhere(top), elsewhere(inner)]).toEqual([['a'], []]);
  });

  test('is forgotten when it shows nothing any more, and the others learn that too', () => {
    frames.note(inner, saved('a'));
    expect(frames.note(inner, NO_SET_UP)).toEqual([top]);
    expect(elsewhere(top)).toEqual([]);
    expect(frames.note(inner, NO_SET_UP)).toEqual([]);
  });

  test('is forgotten with its document and with its tab', () => {
    frames.note(inner, saved('a'));
    reports.keep({ sender: frame(3, 'https://id.example.com', 'another'), findings: [] });
    expect(elsewhere(top)).toEqual([]);
    reports.keep({ sender: inner, findings: [] });
    expect(elsewhere(top)).toEqual(['a']);
    reports.forget(1);
    expect(elsewhere(top)).toEqual([]);
  });

  test('counts while it is not saved yet, and when it is the others learn again', () => {
    expect(frames.note(inner, { ids: [], unsaved: true })).toEqual([top]);
    expect(frames.elsewhere(top, top.origin ?? '')).toEqual({ ids: [], unsaved: true });
    expect(frames.note(inner, saved('a'))).toEqual([top]);
    expect(frames.elsewhere(top, top.origin ?? '')).toEqual(saved('a'));
  });

  test.each([
    ['the same site', 'https://id.example.com', ['a']],
    ['another host of it', 'https://www.example.com', ['a']],
    ['another site', 'https://example.org', []],
    ['the same without encryption', 'http://id.example.com', []],
    ['nobody', null, []],
  ])('is for %s', (_, origin, expected) => {
    frames.note(inner, saved('a'));
    expect(elsewhere(frame(0, origin))).toEqual(expected);
  });
});
