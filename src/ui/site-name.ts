// How an origin is shown to a person. Pure.

/** `https://id.heroku.com` → `id.heroku.com`; an origin that is not https keeps its scheme, since that is worth knowing. */
export const shownSite = (origin: string): string => origin.replace(/^https:\/\//, '');
