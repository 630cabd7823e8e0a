// What is known about one account, each under its name; what is not known has no line.

import type { ComponentChildren } from 'preact';
import type { CardView, SiteView } from '../messages/card-protocol';
import { momentWords } from '../ui/dates';
import { shownSite } from '../ui/site-name';
import { t, tCount } from '../ui/words';

/** A site as the browser compares it, with what it reads as beside it: never the one without the other. */
export function SiteNames({ site }: { readonly site: SiteView }) {
  return (
    <>
      <bdi class="site-ascii">{shownSite(site.origin)}</bdi>
      {site.unicode !== null && (
        <span>
          <span class="unseen">{t('callerReads')} </span>
          <bdi class="site-unicode">{site.unicode}</bdi>
        </span>
      )}
    </>
  );
}

interface Props {
  readonly card: CardView;
  readonly onRecovery: (id: string) => void;
  readonly onPasskey: (id: string) => void;
}

export function CardFacts({ card, onRecovery, onPasskey }: Props) {
  const { otp, sites, tags, note, pinned, recovery, passkeys, verifiedAt, lastUsedAt, createdAt } = card;
  const figures = [String(otp.digits), String(otp.period ?? 0), otp.algorithm.replace('SHA', 'SHA-')];
  return (
    <dl class="facts">
      <Fact name={t('cardSites')} part="sites">
        {sites.length === 0 ? (
          <span class="note">{t('cardNoSite')}</span>
        ) : (
          sites.map((site) => (
            <span class="fact-line" key={site.origin} data-origin={site.origin}>
              <SiteNames site={site} />
            </span>
          ))
        )}
      </Fact>
      {recovery.length > 0 && (
        <Fact name={t('cardRecovery')} part="recovery">
          {recovery.map((set) => (
            <button
              type="button"
              class="link fact-link"
              data-testid="card-recovery"
              key={set.id}
              data-id={set.id}
              onClick={() => onRecovery(set.id)}
            >
              {tCount('recoveryLeft', set.left, String(set.total))}
            </button>
          ))}
        </Fact>
      )}
      {passkeys.length > 0 && (
        <Fact name={t('cardPasskeys')} part="passkeys">
          {passkeys.map((passkey) => (
            <button
              type="button"
              class="link fact-link"
              data-testid="card-passkey"
              key={passkey.id}
              data-id={passkey.id}
              onClick={() => onPasskey(passkey.id)}
            >
              {passkey.userName || t('passkeyOf', passkey.rpId)}
            </button>
          ))}
        </Fact>
      )}
      {note !== '' && (
        <Fact name={t('cardNote')} part="note">
          <span class="fact-note">{note}</span>
        </Fact>
      )}
      {tags.length > 0 && (
        <Fact name={t('cardTags')} part="tags">
          {tags.map((tag) => (
            <span class="tag" key={tag}>
              {tag}
            </span>
          ))}
        </Fact>
      )}
      {pinned && (
        <Fact name={t('cardPinned')} part="pinned">
          {t('cardPinnedYes')}
        </Fact>
      )}
      <Fact name={t('cardCodes')} part="parameters">
        {otp.type === 'hotp'
          ? t('cardCodesHotp', String(otp.digits), String(otp.counter ?? 0), otp.algorithm.replace('SHA', 'SHA-'))
          : otp.type === 'steam'
            ? t('typeSteam')
            : t('cardCodesTotp', ...figures)}
      </Fact>
      {verifiedAt !== null && (
        <Fact name={t('cardVerified')} part="verified">
          {momentWords(verifiedAt)}
        </Fact>
      )}
      {lastUsedAt !== null && (
        <Fact name={t('cardLastUsed')} part="last-used">
          {momentWords(lastUsedAt)}
        </Fact>
      )}
      <Fact name={t('cardCreated')} part="created">
        {momentWords(createdAt)}
      </Fact>
    </dl>
  );
}

/** One line of what is known, by its name. */
export function Fact({ name, part, children }: { readonly name: string; readonly part: string; readonly children: ComponentChildren }) {
  return (
    <div data-fact={part}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
