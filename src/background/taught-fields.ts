// Fields that the person pointed at. Sealed in the vault beside the items, for it says which sites they visit; a frame is told the rules
// of its own origin and no other, and while the vault is locked nobody is.

import * as v from 'valibot';
import { hex } from '../core/bytes';
import { digitsOf } from '../core/detect/digits';
import { excerptOf } from '../core/detect/excerpt';
import type { FieldFacts, PageFacts } from '../core/detect/facts';
import { type FieldRule, isNameless, sameSignature, signatureOf } from '../core/detect/field-signature';
import { siteRulesFor } from '../core/detect/site-rules';
import type { Env } from '../core/env';
import type { Origin } from '../core/item';
import { siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import type { OpenVault } from '../core/vault/open-vault';
import type { ContentSender } from '../messages/audiences';
import { fieldRule, pageFacts } from '../messages/facts-shape';
import type { PointedFieldReply } from '../messages/push';
import type { SavedFacts, TaughtField } from '../messages/taught-protocol';
import type { Outcome } from '../messages/views';
import type { FrameTarget } from '../platform/frames';
import { factsFile } from './facts-file';
import type { VaultService } from './vault-service';

const TAUGHT = 'taughtFields';
/** The oldest makes room. */
const MOST = 100;

export interface TaughtFields {
  /** The field that the person points at is a code field from now on, or is none. `locked`, `not-a-field`, `field-nameless`, `private-window`: nothing is learnt there. */
  teach(tabId: number, frameId: number, is: FieldRule['is']): Promise<Result<Outcome>>;
  /** A document has come that nothing may have woken the detector in: it is told its rules, and looked at where they name a code field. */
  arrived(target: FrameTarget, origin: Origin): Promise<void>;
  /** Tells a frame its rules, before its detector looks. */
  tell(target: FrameTarget, origin: Origin): Promise<void>;
  /** The vault was opened: pages that are there already are told. */
  follow(open: OpenVault | null): Promise<void>;
  list(): Promise<Result<readonly TaughtField[]>>;
  forget(id: string): Promise<Result<readonly TaughtField[]>>;
  facts(id: string): Promise<Result<SavedFacts>>;
}

interface Taught {
  readonly id: string;
  readonly origin: Origin;
  readonly rule: FieldRule;
  /** What stood around the field, for a bug report; the field is the one that the rule names. */
  readonly facts: PageFacts;
}

export interface TaughtParts {
  readonly env: Pick<Env, 'random'>;
  readonly vault: Pick<VaultService, 'open' | 'change'>;
  /** Offers are wanted there. */
  readonly wanted: (origin: Origin) => Promise<boolean>;
  readonly frames: {
    readonly documentIn: (tabId: number, frameId: number) => Promise<ContentSender | null>;
    readonly pointedFieldIn: (target: FrameTarget) => Promise<PointedFieldReply>;
    readonly giveRules: (target: FrameTarget, origin: Origin, rules: readonly FieldRule[]) => Promise<void>;
    readonly injectDetector: (target: FrameTarget) => Promise<boolean>;
    readonly lookAgain: (target: FrameTarget) => Promise<unknown>;
    /** Frames of all tabs with a web page. */
    readonly webFrames: () => Promise<readonly (FrameTarget & { readonly origin: Origin })[]>;
  };
}

const shape = v.object({
  id: v.string(),
  origin: v.string(),
  rule: fieldRule,
  facts: pageFacts,
}) satisfies v.GenericSchema<unknown, Taught>;

export function createTaughtFields({ env, vault, wanted, frames }: TaughtParts): TaughtFields {
  /** As this very open vault had it then: what changes the vault may change them, too, as a backup that is brought in does. */
  let known: { readonly open: OpenVault; readonly generation: number; readonly taught: readonly Taught[] } | null = null;
  let followed: OpenVault | null = null;

  async function taughtIn(open: OpenVault): Promise<readonly Taught[]> {
    if (known?.open !== open || known.generation !== open.generation) {
      const { generation } = open;
      known = { open, generation, taught: decode(await open.readExtra(TAUGHT)) };
    }
    return known.taught;
  }

  async function save(taught: readonly Taught[]): Promise<Result<null>> {
    return vault.change([{ extra: TAUGHT, value: taught.length === 0 ? null : JSON.stringify(taught) }]);
  }

  async function rulesFor(origin: Origin): Promise<readonly FieldRule[]> {
    const open = await vault.open();
    const taught = open.ok ? await taughtIn(open.value) : [];
    // What the person says comes after what the list says.
    return [...siteRulesFor(origin), ...taught.filter((one) => one.origin === origin).map(({ rule }) => rule)];
  }

  async function look(target: FrameTarget, origin: Origin): Promise<void> {
    const rules = await rulesFor(origin);
    await frames.giveRules(target, origin, rules);
    if (rules.some(({ is }) => is === 'code') && (await wanted(origin))) await frames.injectDetector(target);
    await frames.lookAgain(target);
  }

  async function lookEverywhere(origins: ReadonlySet<Origin>): Promise<void> {
    if (origins.size === 0) return;
    const there = (await frames.webFrames()).filter(({ origin }) => origins.has(origin));
    await Promise.all(there.map((frame) => look(frame, frame.origin)));
  }

  async function listed(): Promise<Result<readonly TaughtField[]>> {
    const open = await vault.open();
    return open.ok ? ok((await taughtIn(open.value)).map(view).toSorted((a, b) => (a.origin < b.origin ? -1 : 1))) : open;
  }

  return {
    async teach(tabId, frameId, is) {
      const open = await vault.open();
      if (!open.ok) return open;
      const target = await frames.documentIn(tabId, frameId);
      if (target?.incognito === true) return fail('private-window');
      if (target === null || !(await frames.injectDetector(target))) return fail('page-not-allowed');
      const { origin } = target;
      if (origin === null) return fail('opaque');
      const pointed = await frames.pointedFieldIn(target);
      const field = pointed?.facts.fields[pointed.index];
      if (pointed === null || field === undefined) return fail('not-a-field');
      const rule: FieldRule = { ...signatureOf(field, pointed.pathname), is };
      if (isNameless(rule)) return fail('field-nameless');
      const others = (await taughtIn(open.value)).filter((one) => one.origin !== origin || !sameSignature(one.rule, rule));
      const taught = { id: hex(env.random(8)), origin, rule, facts: excerptOf(pointed.facts, pointed.index) };
      const saved = await save([...others, taught].slice(-MOST));
      if (!saved.ok) return saved;
      await lookEverywhere(new Set([origin]));
      return ok({ ok: true, key: is === 'code' ? 'outcomeTaughtCode' : 'outcomeTaughtOther', args: [siteName(origin).ascii] });
    },

    async tell(target, origin) {
      const rules = await rulesFor(origin);
      if (rules.length > 0) await frames.giveRules(target, origin, rules);
    },

    async arrived(target, origin) {
      if ((await rulesFor(origin)).length > 0) await look(target, origin);
    },

    async follow(open) {
      if (open === followed) return;
      followed = open;
      if (open !== null) await lookEverywhere(new Set((await taughtIn(open)).map(({ origin }) => origin)));
    },

    list: listed,

    async forget(id) {
      const open = await vault.open();
      if (!open.ok) return open;
      const taught = await taughtIn(open.value);
      const gone = taught.find((one) => one.id === id);
      if (gone === undefined) return listed();
      const saved = await save(taught.filter((one) => one !== gone));
      if (!saved.ok) return saved;
      await lookEverywhere(new Set([gone.origin]));
      return listed();
    },

    async facts(id) {
      const open = await vault.open();
      if (!open.ok) return open;
      const one = (await taughtIn(open.value)).find((other) => other.id === id);
      if (one === undefined) return fail('missing');
      return ok(factsFile(one.facts, one.rule.is === 'code' ? [expectedOf(one)] : [], siteName(one.origin).ascii));
    },
  };
}

/** One by one: a newer version may have added what this one does not read. */
function decode(read: Result<unknown>): readonly Taught[] {
  if (!read.ok || typeof read.value !== 'string') return [];
  try {
    const list: unknown = JSON.parse(read.value);
    return Array.isArray(list) ? list.flatMap((one) => decodeOne(one)) : [];
  } catch {
    return [];
  }
}

function decodeOne(raw: unknown): readonly Taught[] {
  const one = v.safeParse(shape, raw);
  return one.success ? [one.output] : [];
}

const view = ({ id, origin, rule }: Taught): TaughtField => ({
  id,
  origin,
  path: rule.path === '' ? '/' : rule.path,
  is: rule.is,
  called: rule.words || rule.name || rule.id,
});

/** In the words of core/detect/verdict.ts. */
function expectedOf({ facts, rule }: Taught): string {
  const field = facts.fields.find((one: FieldFacts) => sameSignature({ ...signatureOf(one, ''), path: rule.path }, rule));
  const digits = field === undefined ? null : digitsOf(field);
  return digits === null ? 'code authenticator' : `code authenticator ${digits}`;
}
