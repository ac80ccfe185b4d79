import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import { perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';
import { defaultZone, offsetText, zoneName } from './date-parts.ts';
import type { Ref } from './equality.ts';
import { fixedOffsetMs, isKnownZone, offsetAtMs, rawOffsetMs, zoneIds } from './zone-offset.ts';

/** `rawMs` overrides the zone's own offset, as SimpleTimeZone and setRawOffset do. */
export type ZonePeer = { id: string; rawMs: number | null };
export type TimeZone = JavaObject<ZonePeer>;

export function newTimeZone(vm: Machine, id: string, rawMs: number | null = null): TimeZone {
  const made = vm.newObject<ZonePeer>('java/util/SimpleTimeZone');
  made.peer = { id, rawMs };
  return made;
}

const current = perMachine((vm) => ({ id: defaultZone(vm) }));

/** The zone that the phone, or the app by setDefault, is set to. */
export function defaultTimeZone(vm: Machine): TimeZone {
  return newTimeZone(vm, current(vm).id);
}

/** What TimeZone.getTimeZone makes of an id: custom ones in their normal form, unknown ones as GMT. */
function parseZone(vm: Machine, id: string): TimeZone {
  if (isKnownZone(id)) return newTimeZone(vm, id);
  const offset = id.startsWith('GMT') ? fixedOffsetMs(id) : undefined;
  return newTimeZone(vm, offset === undefined || offset === 0 ? 'GMT' : `GMT${offsetText(offset, ':')}`);
}

export function zoneOffsetMs({ id, rawMs }: ZonePeer, epochMs: number): number {
  return rawMs ?? offsetAtMs(id, epochMs);
}

const rawOf = ({ id, rawMs }: ZonePeer): number => rawMs ?? rawOffsetMs(id);

function* dateMs(vm: Machine, date: Ref) {
  return Number(yield* vm.call<bigint>(date, 'getTime()J'));
}

const timeZone = defineClass({
  name: 'java/util/TimeZone',
  flags: 'abstract',
  interfaces: ['java/io/Serializable', 'java/lang/Cloneable'],
  fields: { 'static final SHORT:I': 0, 'static final LONG:I': 1 },
  methods: methods({
    'new()': (_vm, self: TimeZone) => {
      self.peer = { id: 'GMT', rawMs: null };
    },
    'static TimeZone getDefault()': (vm) => defaultTimeZone(vm),
    'static void setDefault(TimeZone)': (vm, zone: TimeZone | null) => {
      current(vm).id = zone?.peer.id ?? defaultZone(vm);
    },
    'static TimeZone getTimeZone(String)': (vm, id: Ref) => parseZone(vm, vm.text(id)),
    'static String[] getAvailableIDs()': (vm) => vm.arrayOf('[Ljava/lang/String;', zoneIds()),
    'static String[] getAvailableIDs(int)': (vm, rawMs: number) =>
      vm.arrayOf(
        '[Ljava/lang/String;',
        zoneIds().filter((id) => rawOffsetMs(id) === rawMs),
      ),
    'String getID()': (_vm, self: TimeZone) => self.peer.id,
    'void setID(String)': (vm, self: TimeZone, id: Ref) => {
      self.peer.id = vm.text(id);
    },
    'int getRawOffset()': (_vm, self: TimeZone) => rawOf(self.peer),
    'void setRawOffset(int)': (_vm, self: TimeZone, rawMs: number) => {
      self.peer.rawMs = rawMs;
    },
    'int getOffset(long)': (_vm, self: TimeZone, epochMs: bigint) => zoneOffsetMs(self.peer, Number(epochMs)),
    'int getDSTSavings()': (_vm, self: TimeZone) => (usesDaylightTime(self.peer) ? 3_600_000 : 0),
    'boolean useDaylightTime()': (_vm, self: TimeZone) => usesDaylightTime(self.peer),
    'boolean observesDaylightTime()': (_vm, self: TimeZone) => usesDaylightTime(self.peer),
    'boolean inDaylightTime(Date)': function* (vm, self: TimeZone, date: Ref) {
      return zoneOffsetMs(self.peer, yield* dateMs(vm, date)) !== rawOf(self.peer);
    },
    'boolean hasSameRules(TimeZone)': (_vm, self: TimeZone, other: TimeZone | null) =>
      other !== null &&
      rawOf(self.peer) === rawOf(other.peer) &&
      usesDaylightTime(self.peer) === usesDaylightTime(other.peer),
    'String getDisplayName()': (_vm, self: TimeZone) => longName(self.peer.id),
    'String getDisplayName(Locale)': (_vm, self: TimeZone, locale: JavaObject<{ language: string }>) =>
      longName(self.peer.id, locale.peer.language),
    'String getDisplayName(boolean, int)': (vm, self: TimeZone, _daylight: boolean, style: number) =>
      style === 0 ? zoneName(self.peer.id, vm.epochMs) : longName(self.peer.id),
    'String getDisplayName(boolean, int, Locale)': (
      vm,
      self: TimeZone,
      _daylight: boolean,
      style: number,
      locale: JavaObject<{ language: string }>,
    ) => (style === 0 ? zoneName(self.peer.id, vm.epochMs) : longName(self.peer.id, locale.peer.language)),
    'java/time/ZoneId toZoneId()': (vm, self: TimeZone) =>
      vm.callStatic('java/time/ZoneId', 'of(Ljava/lang/String;)Ljava/time/ZoneId;', vm.string(self.peer.id)),
    'Object clone()': (vm, self: TimeZone) => newTimeZone(vm, self.peer.id, self.peer.rawMs),
    'boolean equals(Object)': (_vm, self: TimeZone, other: Ref) =>
      other !== null &&
      other.cls.isSubclassOf(self.cls.superclass ?? self.cls) &&
      (other as TimeZone).peer.id === self.peer.id &&
      (other as TimeZone).peer.rawMs === self.peer.rawMs,
    'int hashCode()': (_vm, self: TimeZone) => rawOf(self.peer),
    'String toString()': (_vm, self: TimeZone) => `libcore.util.ZoneInfo[id="${self.peer.id}"]`,
  }),
});

function usesDaylightTime(peer: ZonePeer): boolean {
  if (peer.rawMs !== null) return false;
  return offsetAtMs(peer.id, Date.UTC(2024, 0, 1)) !== offsetAtMs(peer.id, Date.UTC(2024, 6, 1));
}

function longName(id: string, language = 'zh'): string {
  if (!isKnownZone(id)) return id;
  const parts = new Intl.DateTimeFormat(language === '' ? 'en' : language, {
    timeZone: id,
    timeZoneName: 'long',
  }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? id;
}

export const classes: readonly ClassModel[] = [
  timeZone,
  defineClass({
    name: 'java/util/SimpleTimeZone',
    super: 'java/util/TimeZone',
    methods: methods({
      'new(int, String)': (vm, self: TimeZone, rawMs: number, id: Ref) => {
        self.peer = { id: vm.text(id), rawMs };
      },
    }),
  }),
];
