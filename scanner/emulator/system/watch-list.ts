import type { ArgumentTest, PiChannel } from '../../data/index.ts';
import { JavaArray, JavaString, bytesOf, refsOf } from '../machine/index.ts';
import type { JavaValue, Method } from '../machine/index.ts';

type ApiChannel = Extract<PiChannel, { kind: 'api' }>;
type TextChannel = Extract<PiChannel, { kind: 'text' }>;

/** The channels of personal information in the form in which a running device asks for them. */
export type WatchList = {
  /** For the machine: `android/net/wifi/WifiInfo.getSSID`, `android/os/Build#SERIAL` to a key of the taxonomy. */
  readonly methods: ReadonlyMap<string, string>;
  /** What one call to a watched method reads; nothing where its arguments are other ones. */
  readonly typesOfCall: (method: Method, args: readonly JavaValue[], ownPackage: string) => readonly string[];
  /** What a content URI, property, path, shell command or intent action leads to. */
  readonly typesOfText: (channel: TextChannel['channel'], text: string) => readonly string[];
};

/** Names that content URIs of the framework's classes stand for, by the class that the channel table names. */
const uriClasses: readonly (readonly [className: string, uri: string])[] = [
  ['android.provider.ContactsContract', 'content://com.android.contacts'],
  ['android.provider.Contacts', 'content://contacts'],
  ['android.provider.Telephony$Sms', 'content://sms'],
  ['android.provider.Telephony$Mms', 'content://mms'],
  ['android.provider.Telephony$MmsSms', 'content://mms-sms'],
  ['android.provider.CallLog', 'content://call_log'],
  ['android.provider.CalendarContract', 'content://com.android.calendar'],
  ['android.provider.MediaStore', 'content://media'],
  ['android.provider.Browser', 'content://browser'],
];

/** Builds the watch list from the scanner's channel table. */
export function makeWatchList(channels: readonly PiChannel[]): WatchList {
  const byMethod = new Map<string, ApiChannel[]>();
  const texts: TextChannel[] = [];
  for (const channel of channels) {
    if (channel.kind === 'api' && channel.mode === 'call') {
      const key = `${channel.className.replaceAll('.', '/')}.${channel.method}`;
      const known = byMethod.get(key);
      if (known) known.push(channel);
      else byMethod.set(key, [channel]);
    } else if (channel.kind === 'text') texts.push(channel);
    else if (channel.kind === 'uri-class') texts.push(...toUriTexts(channel));
  }
  const methods = new Map([...byMethod].map(([name, [first]]) => [name, first?.piType ?? '']));
  for (const channel of channels)
    if (channel.kind === 'field')
      methods.set(`${channel.className.replaceAll('.', '/')}#${channel.field}`, channel.piType);
  return {
    methods,
    typesOfCall: (method, args, ownPackage) => {
      const found = byMethod.get(`${method.owner.name}.${method.name}`) ?? [];
      const own = method.isStatic ? args : args.slice(1);
      return unique(
        found
          .filter(
            ({ descriptor, when }) =>
              (descriptor === undefined || descriptor === method.descriptor) &&
              (when === undefined || holds(when, own, ownPackage)),
          )
          .map(({ piType }) => piType),
      );
    },
    typesOfText: (channel, text) =>
      unique(
        texts.filter((row) => row.channel === channel && matchesText(row, text)).map(({ piType }) => piType),
      ),
  };
}

function toUriTexts(channel: Extract<PiChannel, { kind: 'uri-class' }>): TextChannel[] {
  return uriClasses
    .filter(([className]) => className === channel.className)
    .map(([, value]) => ({
      kind: 'text',
      piType: channel.piType,
      channel: 'content-uri',
      value,
      match: 'prefix',
    }));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function matchesText({ match, value, channel }: TextChannel, text: string): boolean {
  if (match === 'whole') return text === value;
  if (match === 'words') {
    const words = text.trim().split(/\s+/);
    const wanted = value.split(' ');
    return words.some((_, at) =>
      wanted.every((word, index) => sameWord(words[at + index], word, at + index)),
    );
  }
  if (!text.startsWith(value)) return false;
  // A content URI goes on with a path or a query, not with more of its authority.
  return channel !== 'content-uri' || /^($|[/?#])/.test(text.slice(value.length));
}

/** The program may be named by its path; an argument may go on with one. */
function sameWord(word: string | undefined, wanted: string, at: number): boolean {
  if (word === undefined) return false;
  if (wanted.startsWith('/')) return word.startsWith(wanted);
  return word === wanted || (at === 0 && word.endsWith(`/${wanted}`));
}

function holds(test: ArgumentTest, args: readonly JavaValue[], ownPackage: string): boolean {
  const value = args[test.argument];
  if (test.kind === 'bits') return typeof value === 'number' && (value & test.mask) !== 0;
  const text = textOf(value);
  const isOne =
    text !== undefined &&
    test.values.some((wanted) => text === (wanted === 'own-package' ? ownPackage : wanted));
  return test.kind === 'is' ? isOne : !isOne;
}

function textOf(value: JavaValue): string | undefined {
  if (value instanceof JavaString) return value.value;
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

/** Text of an argument for tests of whole command lines: arrays are joined by spaces. */
export function renderArgument(value: JavaValue): string {
  if (value instanceof JavaArray && Array.isArray(value.data))
    return refsOf(value)
      .map((item) => (item instanceof JavaString ? item.value : ''))
      .join(' ');
  if (value instanceof JavaArray) return Buffer.from(bytesOf(value)).toString('latin1');
  return textOf(value) ?? '';
}
