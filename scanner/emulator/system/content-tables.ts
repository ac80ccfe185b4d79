import type { PhoneProfile } from './phone-profile.ts';

/** Rows of a content provider of the platform. */
export type ContentTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | bigint | null)[])[];
  /** Without prefix; the first that is granted opens the table. */
  readonly permissions: readonly string[];
  /** Without the permission: throw, as most providers do, or show nothing, as media does from Android 10. */
  readonly refusal: 'throw' | 'empty';
};

type Row = Readonly<Record<string, string | number | bigint | null>>;

function toTable(
  rows: readonly Row[],
  columns: readonly string[],
  permissions: readonly string[],
  refusal: ContentTable['refusal'] = 'throw',
): ContentTable {
  return { columns, permissions, refusal, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}

const contactColumns = [
  '_id',
  'contact_id',
  'raw_contact_id',
  'lookup',
  'display_name',
  'display_name_alt',
  'sort_key',
  'has_phone_number',
  'photo_id',
  'photo_uri',
  'photo_thumb_uri',
  'times_contacted',
  'last_time_contacted',
  'starred',
  'mimetype',
  'data1',
  'data2',
  'data3',
  'data4',
  'number',
  'account_name',
  'account_type',
];

function contactRow(contact: PhoneProfile['contacts'][number], id: number, data: Row): Row {
  return {
    _id: id,
    contact_id: contact.id,
    raw_contact_id: contact.id,
    lookup: `0r${contact.id}-appgov`,
    display_name: contact.name,
    display_name_alt: contact.name,
    sort_key: contact.name,
    has_phone_number: 1,
    times_contacted: 0,
    starred: 0,
    number: contact.phone,
    ...data,
  };
}

function contacts(phone: PhoneProfile, path: string): ContentTable {
  const phones = phone.contacts.map((contact) =>
    contactRow(contact, contact.id * 10 + 1, {
      mimetype: 'vnd.android.cursor.item/phone_v2',
      data1: contact.phone,
      data2: 2,
      data4: contact.phone,
    }),
  );
  const emails = phone.contacts.map((contact) =>
    contactRow(contact, contact.id * 10 + 2, {
      mimetype: 'vnd.android.cursor.item/email_v2',
      data1: contact.email,
      data2: 1,
    }),
  );
  const names = phone.contacts.map((contact) =>
    contactRow(contact, contact.id * 10 + 3, {
      mimetype: 'vnd.android.cursor.item/name',
      data1: contact.name,
      data2: contact.name,
    }),
  );
  const rows = path.startsWith('/data/phones')
    ? phones
    : path.startsWith('/data/emails')
      ? emails
      : path.startsWith('/data')
        ? [...names, ...phones, ...emails]
        : phone.contacts.map((contact) => contactRow(contact, contact.id, {}));
  return toTable(rows, contactColumns, ['READ_CONTACTS']);
}

function messages(phone: PhoneProfile, path: string): ContentTable {
  const isInbox = !/sent|draft|outbox|failed|queued/.test(path);
  const rows = phone.sms.map((message) => ({
    _id: message.id,
    thread_id: message.id,
    address: message.address,
    date: BigInt(message.dateMs),
    date_sent: BigInt(message.dateMs),
    read: 1,
    seen: 1,
    type: message.type,
    status: -1,
    body: message.body,
    sub_id: 1,
  }));
  const columns = [
    '_id',
    'thread_id',
    'address',
    'person',
    'date',
    'date_sent',
    'protocol',
    'read',
    'status',
    'type',
    'subject',
    'body',
    'service_center',
    'locked',
    'sub_id',
    'error_code',
    'creator',
    'seen',
  ];
  return toTable(isInbox ? rows : [], columns, ['READ_SMS']);
}

function calls(phone: PhoneProfile): ContentTable {
  const rows = phone.calls.map((call) => ({
    _id: call.id,
    number: call.number,
    date: BigInt(call.dateMs),
    duration: call.durationS,
    type: call.type,
    new: 0,
    name: null,
    formatted_number: call.number,
    countryiso: 'CN',
    presentation: 1,
  }));
  const columns = [
    '_id',
    'number',
    'presentation',
    'date',
    'duration',
    'type',
    'new',
    'name',
    'numbertype',
    'numberlabel',
    'countryiso',
    'geocoded_location',
    'formatted_number',
    'subscription_id',
  ];
  return toTable(rows, columns, ['READ_CALL_LOG']);
}

function calendar(phone: PhoneProfile, path: string): ContentTable {
  const permissions = ['READ_CALENDAR'];
  if (path.startsWith('/calendars'))
    return toTable(
      [
        {
          _id: 1,
          name: 'appgov',
          calendar_displayName: 'appgov',
          account_name: 'local',
          account_type: 'LOCAL',
          visible: 1,
        },
      ],
      ['_id', 'name', 'calendar_displayName', 'account_name', 'account_type', 'ownerAccount', 'visible'],
      permissions,
    );
  const rows = phone.events.map((event) => ({
    _id: event.id,
    event_id: event.id,
    calendar_id: 1,
    title: event.title,
    eventLocation: event.place,
    dtstart: BigInt(event.startMs),
    dtend: BigInt(event.endMs),
    begin: BigInt(event.startMs),
    end: BigInt(event.endMs),
    allDay: 0,
    eventTimezone: phone.timeZone,
  }));
  const columns = [
    '_id',
    'event_id',
    'calendar_id',
    'title',
    'description',
    'eventLocation',
    'dtstart',
    'dtend',
    'begin',
    'end',
    'allDay',
    'eventTimezone',
    'rrule',
    'organizer',
  ];
  return toTable(rows, columns, permissions);
}

const mediaFolders = { image: '/images/', video: '/video/', audio: '/audio/' } as const;
const newMediaPermissions = {
  image: 'READ_MEDIA_IMAGES',
  video: 'READ_MEDIA_VIDEO',
  audio: 'READ_MEDIA_AUDIO',
} as const;
const mediaTypes = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/mp4' } as const;

function media(phone: PhoneProfile, path: string, targetSdk: number): ContentTable {
  const kinds = (['image', 'video', 'audio'] as const).filter(
    (kind) => path.includes(mediaFolders[kind]) || /\/file(s)?(\/|$)/.test(path),
  );
  const rows = phone.media
    .filter(({ kind }) => kinds.includes(kind))
    .map((item) => ({
      _id: item.id,
      _data: item.path,
      _display_name: item.path.slice(item.path.lastIndexOf('/') + 1),
      title: item.name,
      _size: item.sizeBytes,
      mime_type: mediaTypes[item.kind],
      date_added: BigInt(Math.floor(phone.bootTimeMs / 1000) - 86_400),
      date_modified: BigInt(Math.floor(phone.bootTimeMs / 1000) - 86_400),
      datetaken: BigInt(phone.bootTimeMs - 86_400_000),
      latitude: phone.apiLevel >= 29 ? null : item.latitude,
      longitude: phone.apiLevel >= 29 ? null : item.longitude,
      bucket_id: '1',
      bucket_display_name: 'DCIM',
      width: 4000,
      height: 3000,
      duration: item.kind === 'image' ? null : 12_000,
      media_type: { image: 1, video: 3, audio: 2 }[item.kind],
      orientation: 0,
    }));
  const columns = [
    '_id',
    '_data',
    '_display_name',
    'title',
    '_size',
    'mime_type',
    'date_added',
    'date_modified',
    'datetaken',
    'latitude',
    'longitude',
    'bucket_id',
    'bucket_display_name',
    'width',
    'height',
    'duration',
    'media_type',
    'orientation',
    'artist',
    'album',
    'relative_path',
  ];
  const isGranular = phone.apiLevel >= 33 && targetSdk >= 33;
  const permissions = isGranular
    ? kinds.map((kind) => newMediaPermissions[kind])
    : ['READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE'];
  return toTable(rows, columns, permissions, phone.apiLevel >= 29 && targetSdk >= 29 ? 'empty' : 'throw');
}

/** A table of `content://authority/path`, or undefined where the phone has no such provider. */
export function findContentTable(
  phone: PhoneProfile,
  targetSdk: number,
  authority: string,
  path: string,
): ContentTable | undefined {
  switch (authority) {
    case 'com.android.contacts':
    case 'contacts':
      return contacts(phone, path);
    case 'icc':
      return toTable([], ['name', 'number', '_id'], ['READ_CONTACTS']);
    case 'sms':
    case 'mms-sms':
    case 'mms':
      return messages(phone, authority === 'sms' ? path : '/draft');
    case 'call_log':
    case 'call_log_shadow':
      return calls(phone);
    case 'com.android.calendar':
      return calendar(phone, path);
    case 'media':
      return media(phone, path, targetSdk);
    case 'telephony':
      return path.startsWith('/siminfo')
        ? toTable(
            [
              {
                _id: 1,
                icc_id: phone.ids.iccid,
                sim_id: 0,
                display_name: phone.operator.name,
                number: phone.ids.phoneNumber,
              },
            ],
            ['_id', 'icc_id', 'sim_id', 'display_name', 'carrier_name', 'number'],
            ['READ_PHONE_STATE_PRIVILEGED'],
          )
        : undefined;
    case 'com.vivo.vms.IdProvider':
      return path.startsWith('/IdentifierId/OAID')
        ? toTable([{ value: phone.ids.oaid }], ['value'], [])
        : toTable([{ value: phone.ids.vaid }], ['value'], []);
    case 'com.meizu.flyme.openidsdk':
      return toTable([{ value: phone.ids.oaid, code: 0, expired: 0n }], ['value', 'code', 'expired'], []);
    default:
      return undefined;
  }
}
