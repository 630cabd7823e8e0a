// What a person changed on a card, and the request that saves it. Pure.

import type { CardView, SiteView } from '../messages/card-protocol';
import type { PageProtocol } from '../messages/page-protocol';
import { type Algorithm, emptyDraft, type FieldProblems, problemsOf } from './key-draft';

export type CardEdit = PageProtocol['items/edit']['req'];

/** Numbers stay as typed. */
export interface CardDraft {
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly SiteView[];
  /** Parted by commas. */
  readonly tags: string;
  readonly note: string;
  readonly pinned: boolean;
  readonly algorithm: Algorithm;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
}

export const draftOf = ({ issuer, account, sites, tags, note, pinned, otp }: CardView): CardDraft => ({
  issuer,
  account,
  sites,
  tags: tags.join(', '),
  note,
  pinned,
  algorithm: otp.algorithm,
  digits: String(otp.digits),
  period: String(otp.period ?? 30),
  counter: String(otp.counter ?? 0),
});

/** By field; `parameters` that the person did not open are not looked at. */
export function draftProblems({ otp }: CardView, draft: CardDraft, parameters: boolean): FieldProblems {
  const { algorithm, digits, period, counter } = draft;
  return parameters ? problemsOf({ ...emptyDraft(''), secret: '-', type: otp.type, algorithm, digits, period, counter }) : {};
}

/** `parameters`: they were opened, and are sent where one of them differs. */
export function editOf(card: CardView, draft: CardDraft, parameters: boolean): CardEdit {
  const { algorithm, digits, period, counter } = draft;
  const before = draftOf(card);
  const differ = (['algorithm', 'digits', 'period', 'counter'] as const).some((name) => before[name] !== draft[name]);
  return {
    id: card.id,
    revision: card.revision,
    issuer: draft.issuer,
    account: draft.account,
    sites: draft.sites.map(({ origin }) => origin),
    note: draft.note,
    tags: draft.tags
      .split(/[,،、]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    pinned: draft.pinned,
    otp: parameters && differ ? { algorithm, digits: Number(digits), period: Number(period), counter: Number(counter) } : null,
  };
}

/** Nothing that the form shows has changed: only a step or a counter went to a site meanwhile. */
export const sameOnForm = (a: CardView, b: CardView, parameters: boolean): boolean =>
  JSON.stringify(formOf(a, parameters)) === JSON.stringify(formOf(b, parameters));

function formOf(card: CardView, parameters: boolean): CardDraft {
  const draft = draftOf(card);
  return parameters ? draft : { ...draft, counter: '' };
}
