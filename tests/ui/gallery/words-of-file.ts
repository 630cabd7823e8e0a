// i18n.getMessage out of the language file itself, for pages that run without the extension.

export interface MessageFile {
  readonly [key: string]: { readonly message: string; readonly placeholders?: Readonly<Record<string, { readonly content: string }>> };
}

/** As browsers do: names are case-insensitive, `$1`–`$9` are the arguments, an unknown key is empty. */
export function messageOf(file: MessageFile, key: string, args: readonly string[]): string {
  const entry = file[key];
  if (entry === undefined) return '';
  const filled = (text: string): string => text.replace(/\$([1-9])/g, (_, n: string) => args[Number(n) - 1] ?? '');
  return entry.message.replace(/\$([a-z0-9_]+)\$|\$[1-9]/gi, (whole, name?: string) => {
    if (name === undefined) return filled(whole);
    const placeholder = entry.placeholders?.[name.toLowerCase()];
    return placeholder === undefined ? whole : filled(placeholder.content);
  });
}
