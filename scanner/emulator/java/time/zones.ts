import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { defaultTimeZone } from '../util/time-zone.ts';
import { isKnownZone } from '../util/zone-offset.ts';
import { offsetId, parseOffset } from './moment.ts';

/** A ZoneId: the id of a region, or a ZoneOffset with its own. */
export type Zone = JavaObject<{ readonly zone: string }>;

export function newZone(vm: Machine, zone: string): Zone {
  const isOffset = parseOffset(zone) !== undefined;
  const made = vm.newObject<Zone['peer']>(isOffset ? 'java/time/ZoneOffset' : 'java/time/ZoneRegion');
  made.peer = { zone };
  return made;
}

/** Id of the zone that the phone is set to. */
export function systemZone(vm: Machine): string {
  return defaultTimeZone(vm).peer.id;
}

function zoneOf(vm: Machine, id: string): Zone {
  const offset = parseOffset(id);
  if (offset !== undefined) return newZone(vm, offsetId(offset));
  const [, prefix = '', rest] = /^(UTC|GMT|UT)(.*)$/.exec(id) ?? [];
  if (rest === '' || isKnownZone(id)) return newZone(vm, id);
  const fixed = rest === undefined ? undefined : parseOffset(rest);
  if (fixed !== undefined) return newZone(vm, prefix + (fixed === 0 ? '' : offsetId(fixed)));
  return /^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(id)
    ? vm.throwNew('java/time/zone/ZoneRulesException', `Unknown time-zone ID: ${id}`)
    : vm.throwNew('java/time/DateTimeException', `Invalid ID for region-based ZoneId, invalid format: ${id}`);
}

function offsetOf(vm: Machine, seconds: number): Zone {
  if (Math.abs(seconds) > 18 * 3600)
    vm.throwNew('java/time/DateTimeException', 'Zone offset not in valid range: -18:00 to +18:00');
  return newZone(vm, offsetId(seconds));
}

const Z = 'java/time/ZoneId';
const O = 'java/time/ZoneOffset';

export const zoneClasses: readonly ClassModel[] = [
  defineClass({
    name: Z,
    interfaces: ['java/io/Serializable'],
    flags: 'abstract',
    methods: methods({
      [`static ${Z} of(String)`]: (vm, id: JavaString | null) => zoneOf(vm, vm.text(id)),
      [`static ${Z} systemDefault()`]: (vm) => newZone(vm, systemZone(vm)),
      'String getId()': (_vm, self: Zone) => self.peer.zone,
      'String toString()': (_vm, self: Zone) => self.peer.zone,
      'boolean equals(Object)': (_vm, self: Zone, other: Ref) =>
        other instanceof JavaObject && other.cls === self.cls && (other as Zone).peer.zone === self.peer.zone,
      'int hashCode()': (_vm, self: Zone) => {
        const offset = parseOffset(self.peer.zone);
        if (offset !== undefined) return offset;
        let hash = 0;
        for (let i = 0; i < self.peer.zone.length; i++)
          hash = (Math.imul(31, hash) + self.peer.zone.charCodeAt(i)) | 0;
        return hash;
      },
    }),
  }),
  defineClass({ name: 'java/time/ZoneRegion', super: Z, flags: 'final' }),
  defineClass({
    name: O,
    super: Z,
    interfaces: ['java/lang/Comparable'],
    flags: 'final',
    fields: {
      [`static final UTC:L${O};`]: (vm: Machine) => newZone(vm, 'Z'),
      [`static final MIN:L${O};`]: (vm: Machine) => newZone(vm, '-18:00'),
      [`static final MAX:L${O};`]: (vm: Machine) => newZone(vm, '+18:00'),
    },
    methods: methods({
      [`static ${O} of(String)`]: (vm, id: JavaString | null) => {
        const text = vm.text(id);
        const offset = parseOffset(text);
        return offset === undefined
          ? vm.throwNew('java/time/DateTimeException', `Invalid ID for ZoneOffset, invalid format: ${text}`)
          : newZone(vm, offsetId(offset));
      },
      [`static ${O} ofHours(int)`]: (vm, hours: number) => offsetOf(vm, hours * 3600),
      [`static ${O} ofHoursMinutes(int, int)`]: (vm, hours: number, minutes: number) =>
        offsetOf(vm, hours * 3600 + minutes * 60),
      [`static ${O} ofTotalSeconds(int)`]: (vm, seconds: number) => offsetOf(vm, seconds),
      'int getTotalSeconds()': (_vm, self: Zone) => parseOffset(self.peer.zone) ?? 0,
      [`int compareTo(${O})`]: (vm, self: Zone, other: Zone | null) =>
        (parseOffset(required(vm, other).peer.zone) ?? 0) - (parseOffset(self.peer.zone) ?? 0),
    }),
  }),
];
