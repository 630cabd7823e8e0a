// `?lang=de`: the words of that language, and its direction.

import { speakIn } from '../../../src/ui/document-language';
import { type MessageFile, messageOf } from './words-of-file';

export async function speakAsAsked(parameters: URLSearchParams): Promise<void> {
  const folder = parameters.get('lang') ?? 'en';
  const { default: words } = (await import(`../../../public/_locales/${folder}/messages.json`)) as { default: MessageFile };
  speakIn(document, (key, args) => messageOf(words, key, args));
}
