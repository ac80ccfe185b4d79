import type { Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

export type SettingsTable = 'secure' | 'system' | 'global';

/** What the settings provider holds, before the app writes to it; undefined for a key that the phone does not have. */
export function findSetting(vm: Machine, table: SettingsTable, key: string): string | undefined {
  const { phone } = vm.attached(SYSTEM);
  const written = writtenSettings(vm).get(`${table}/${key}`);
  if (written !== undefined) return written;
  const tables: Readonly<Record<SettingsTable, Readonly<Record<string, string>>>> = {
    secure: {
      android_id: phone.ids.androidId,
      // Android 8 took the address away from apps; the name stayed.
      ...(phone.apiLevel < 26 && { bluetooth_address: phone.ids.bluetoothMac }),
      bluetooth_name: phone.bluetoothName,
      location_mode: '3',
      location_providers_allowed: 'gps,network',
      default_input_method: 'com.android.inputmethod.latin/.LatinIME',
      enabled_input_methods: 'com.android.inputmethod.latin/.LatinIME',
      accessibility_enabled: '0',
      install_non_market_apps: '0',
      user_setup_complete: '1',
    },
    system: {
      screen_brightness: '102',
      screen_brightness_mode: '1',
      screen_off_timeout: '60000',
      accelerometer_rotation: '0',
      font_scale: '1.0',
      time_12_24: '24',
      volume_music: '7',
      haptic_feedback_enabled: '1',
    },
    global: {
      device_name: phone.build.model,
      adb_enabled: '0',
      development_settings_enabled: '0',
      airplane_mode_on: '0',
      wifi_on: '1',
      bluetooth_on: '1',
      mobile_data: '1',
      auto_time: '1',
      auto_time_zone: '1',
      device_provisioned: '1',
      boot_count: '12',
      animator_duration_scale: '1.0',
      transition_animation_scale: '1.0',
      window_animation_scale: '1.0',
      always_finish_activities: '0',
      stay_on_while_plugged_in: '0',
      data_roaming: '0',
      http_proxy: ':0',
    },
  };
  return tables[table][key];
}

const written = new WeakMap<Machine, Map<string, string>>();

function writtenSettings(vm: Machine): Map<string, string> {
  let values = written.get(vm);
  if (!values) {
    values = new Map();
    written.set(vm, values);
  }
  return values;
}

/** Keeps what the app wrote into a settings table for the life of its process. */
export function writeSetting(vm: Machine, table: SettingsTable, key: string, value: string): void {
  writtenSettings(vm).set(`${table}/${key}`, value);
}
