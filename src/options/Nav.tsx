// The sections beside the page, and the search that finds a setting by any word of it.

import { useEffect, useState } from 'preact/hooks';
import { fold } from '../core/matching/fold';
import { Icon } from '../ui/icons';
import { Mark } from '../ui/Mark';
import { t } from '../ui/words';
import type { Place } from './place';

const work = { scan: 'scanNav', import: 'importNav', export: 'exportNav', health: 'healthTitle' } as const;
const settings = {
  security: 'securityTitle',
  'ways-in': 'waysInTitle',
  locking: 'lockingTitle',
  passkeys: 'passkeysTitle',
  clipboard: 'clipboardTitle',
  'never-offer': 'neverOfferTitle',
  taught: 'taughtTitle',
  backup: 'backupTitle',
  restore: 'restoreTitle',
  appearance: 'appearanceTitle',
  about: 'aboutTitle',
  danger: 'dangerTitle',
} as const;
const learn = { practice: 'practiceTitle', help: 'helpTitle' } as const;

type Titles = Readonly<Record<string, string>>;

export function Nav({ place }: { readonly place: Place }) {
  const [query, setQuery] = useState('');
  const found = useFound(query, place);
  const find = (words: string): void => {
    setQuery(words);
    // The settings are one page; the others have nothing to look through.
    if (words.trim() !== '' && place !== 'settings') location.hash = '#security';
  };
  const links = (titles: Titles) => {
    const shown = Object.entries(titles).filter(([name]) => found === null || found.has(name));
    return (
      shown.length > 0 && (
        <ul>
          {shown.map(([name, title]) => (
            <li key={name}>
              <a href={`#${name}`} aria-current={place === name ? 'page' : undefined}>
                {t(title)}
              </a>
            </li>
          ))}
        </ul>
      )
    );
  };
  return (
    <nav aria-label={t('sectionsLabel')}>
      <p class="brand">
        <Mark size={32} />
        <span class="name">{t('appName')}</span>
      </p>
      <div class="search">
        <Icon name="search" />
        <input
          type="search"
          data-testid="find-setting"
          aria-label={t('findSetting')}
          placeholder={t('findSetting')}
          autocomplete="off"
          spellcheck={false}
          maxLength={80}
          value={query}
          onInput={(event) => find(event.currentTarget.value)}
          onKeyDown={({ key }) => key === 'Escape' && find('')}
        />
      </div>
      {links(work)}
      {links(settings)}
      {links(learn)}
      <p class="note" role="status">
        {found?.size === 0 && t('findSettingNone')}
      </p>
    </nav>
  );
}

/** Names of what has every word of the query in its title or its text; null: no query. Sections of the settings without it are put out of sight. */
function useFound(query: string, place: Place): ReadonlySet<string> | null {
  const [found, setFound] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    const has = (text: string): boolean => wanted.every((word) => fold(text).includes(word));
    const names = new Set<string>();
    for (const section of document.querySelectorAll<HTMLElement>('main > section[id]')) {
      section.hidden = wanted.length > 0 && !has(section.innerText || (section.textContent ?? ''));
      if (!section.hidden) names.add(section.id);
    }
    for (const [name, title] of Object.entries({ ...work, ...learn })) if (has(t(title))) names.add(name);
    setFound(wanted.length === 0 ? null : names);
  }, [query, place]);
  return found;
}
