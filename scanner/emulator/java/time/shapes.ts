import type { JavaObject } from '../../machine/index.ts';
import type { Shape } from './fields.ts';

/** What each class of java.time that stands for a point in time is made of. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  LocalDate: { date: true, time: false, zone: 'none' },
  LocalTime: { date: false, time: true, zone: 'none' },
  LocalDateTime: { date: true, time: true, zone: 'none' },
  OffsetDateTime: { date: true, time: true, zone: 'offset' },
  ZonedDateTime: { date: true, time: true, zone: 'region' },
  Instant: { date: true, time: true, zone: 'offset' },
};

export function shapeOf(object: JavaObject): Shape | undefined {
  return SHAPES[object.cls.name.slice('java/time/'.length)];
}
