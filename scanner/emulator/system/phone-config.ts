import type { PhoneProfile } from './phone-profile.ts';

/** How a person has set and holds the phone, as far as it chooses resources. */
export type PhoneConfig = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly densityDpi: number;
  readonly locale: string;
  readonly night: boolean;
};

/** What a person changes while apps run. */
export type ConfigChange = {
  readonly orientation?: 'portrait' | 'landscape';
  readonly locale?: PhoneProfile['locale'];
  readonly night?: boolean;
};

/** ActivityInfo.CONFIG_*. */
const changeBits = {
  locale: 0x4,
  orientation: 0x80,
  uiMode: 0x200,
  screenSize: 0x400,
  density: 0x1000,
} as const;

export function configOf({ screen, locale, night }: PhoneProfile): PhoneConfig {
  return { ...screen, locale: `${locale.language}-${locale.country}`, night };
}

/** Which kinds of change lie between two configurations, as bits of ActivityInfo.configChanges. */
export function changesBetween(before: PhoneConfig, after: PhoneConfig): number {
  const isTurned = before.widthPx < before.heightPx !== after.widthPx < after.heightPx;
  const isResized = before.widthPx !== after.widthPx || before.heightPx !== after.heightPx;
  return (
    (before.locale === after.locale ? 0 : changeBits.locale) |
    (isTurned ? changeBits.orientation : 0) |
    (before.night === after.night ? 0 : changeBits.uiMode) |
    (isResized ? changeBits.screenSize : 0) |
    (before.densityDpi === after.densityDpi ? 0 : changeBits.density)
  );
}

/** The phone after a change. */
export function changed(phone: PhoneProfile, { orientation, locale, night }: ConfigChange): PhoneProfile {
  const { widthPx, heightPx, densityDpi } = phone.screen;
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  const [width, height] =
    orientation === undefined
      ? [widthPx, heightPx]
      : orientation === 'portrait'
        ? [short, long]
        : [long, short];
  return {
    ...phone,
    screen: { widthPx: width, heightPx: height, densityDpi },
    locale: locale ?? phone.locale,
    night: night ?? phone.night,
  };
}
