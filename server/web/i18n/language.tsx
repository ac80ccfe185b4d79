import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Text } from '../../../rules/engine/verdict.ts';
import type { Language } from './locale.ts';
import { words, type TextKey, type TextParams } from './words/index.ts';

const STORAGE_KEY = 'appgov.language';

/** Turns a dictionary key, and the values its placeholders need, into a line in the person's language. */
export type Translate = <Key extends TextKey>(
  key: Key,
  ...params: TextParams<Key> extends never ? [] : [Readonly<Record<TextParams<Key>, string | number>>]
) => string;

export type Speech = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: Translate;
  /** The side of a two-language text that the person reads. */
  readonly pick: (text: Text) => string;
  /** Several names as one line. */
  readonly join: (names: readonly string[]) => string;
};

const SpeechContext = createContext<Speech | undefined>(undefined);

function fill(template: string, params: Readonly<Record<string, string | number>> | undefined): string {
  if (params === undefined) return template;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}

/** The remembered choice; Chinese where none was made. */
function findRememberedLanguage(): Language {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    // Storage may be barred by the browser's settings; the choice then lasts as long as the page.
    return 'zh-CN';
  }
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setState] = useState<Language>(findRememberedLanguage);

  const setLanguage = useCallback((next: Language) => {
    setState(next);
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // As above: not remembered, still switched.
    }
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const speech = useMemo<Speech>(() => {
    const side = language === 'en' ? 'en' : 'zh';
    return {
      language,
      setLanguage,
      t: (key, ...params) => fill(words[key][side], params[0]),
      pick: (text) => (language === 'en' ? text.en || text.zh : text.zh || text.en),
      join: (names) => names.join(language === 'en' ? ', ' : '、'),
    };
  }, [language, setLanguage]);

  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The person's language and the words in it. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error('useSpeech outside LanguageProvider');
  return speech;
}
