import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine } from '../../machine/index.ts';
import { makeUri } from '../net/uri.ts';

/** Classes whose Uri constants name tables of the platform's providers; constants of other types are compiled in. */
const uriConstants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ContactsContract: { AUTHORITY_URI: 'com.android.contacts' },
  ContactsContract$Contacts: {
    CONTENT_URI: 'com.android.contacts/contacts',
    CONTENT_LOOKUP_URI: 'com.android.contacts/contacts/lookup',
    CONTENT_FILTER_URI: 'com.android.contacts/contacts/filter',
    CONTENT_STREQUENT_URI: 'com.android.contacts/contacts/strequent',
    CONTENT_GROUP_URI: 'com.android.contacts/contacts/group',
  },
  ContactsContract$RawContacts: { CONTENT_URI: 'com.android.contacts/raw_contacts' },
  ContactsContract$Data: { CONTENT_URI: 'com.android.contacts/data' },
  ContactsContract$PhoneLookup: { CONTENT_FILTER_URI: 'com.android.contacts/phone_lookup' },
  ContactsContract$Groups: { CONTENT_URI: 'com.android.contacts/groups' },
  ContactsContract$Profile: { CONTENT_URI: 'com.android.contacts/profile' },
  ContactsContract$CommonDataKinds$Phone: {
    CONTENT_URI: 'com.android.contacts/data/phones',
    CONTENT_FILTER_URI: 'com.android.contacts/data/phones/filter',
  },
  ContactsContract$CommonDataKinds$Email: {
    CONTENT_URI: 'com.android.contacts/data/emails',
    CONTENT_LOOKUP_URI: 'com.android.contacts/data/emails/lookup',
    CONTENT_FILTER_URI: 'com.android.contacts/data/emails/filter',
  },
  // From before Android 2; the provider behind it is still there.
  Contacts: { CONTENT_URI: 'contacts' },
  Contacts$People: { CONTENT_URI: 'contacts/people' },
  Contacts$Phones: { CONTENT_URI: 'contacts/phones' },
  Telephony$Sms: { CONTENT_URI: 'sms' },
  Telephony$Sms$Inbox: { CONTENT_URI: 'sms/inbox' },
  Telephony$Sms$Sent: { CONTENT_URI: 'sms/sent' },
  Telephony$Sms$Draft: { CONTENT_URI: 'sms/draft' },
  Telephony$Sms$Outbox: { CONTENT_URI: 'sms/outbox' },
  Telephony$Sms$Conversations: { CONTENT_URI: 'sms/conversations' },
  Telephony$Mms: { CONTENT_URI: 'mms' },
  Telephony$MmsSms: {
    CONTENT_URI: 'mms-sms',
    CONTENT_CONVERSATIONS_URI: 'mms-sms/conversations',
  },
  CallLog: { CONTENT_URI: 'call_log' },
  CallLog$Calls: {
    CONTENT_URI: 'call_log/calls',
    CONTENT_FILTER_URI: 'call_log/calls/filter',
    CONTENT_URI_WITH_VOICEMAIL: 'call_log/calls?allow_voicemails=true',
  },
  CalendarContract: { CONTENT_URI: 'com.android.calendar' },
  CalendarContract$Calendars: { CONTENT_URI: 'com.android.calendar/calendars' },
  CalendarContract$Events: { CONTENT_URI: 'com.android.calendar/events' },
  CalendarContract$Instances: { CONTENT_URI: 'com.android.calendar/instances/when' },
  CalendarContract$Attendees: { CONTENT_URI: 'com.android.calendar/attendees' },
  CalendarContract$Reminders: { CONTENT_URI: 'com.android.calendar/reminders' },
  Browser: { BOOKMARKS_URI: 'browser/bookmarks', SEARCHES_URI: 'browser/searches' },
};

/** Tables of MediaStore, each on its volumes. */
const mediaTables: Readonly<Record<string, string>> = {
  MediaStore$Images$Media: 'images/media',
  MediaStore$Images$Thumbnails: 'images/thumbnails',
  MediaStore$Video$Media: 'video/media',
  MediaStore$Video$Thumbnails: 'video/thumbnails',
  MediaStore$Audio$Media: 'audio/media',
  MediaStore$Audio$Albums: 'audio/albums',
  MediaStore$Audio$Artists: 'audio/artists',
  MediaStore$Files: 'file',
  MediaStore$Downloads: 'downloads',
};

const content = (path: string) => (vm: Machine) => makeUri(vm, `content://${path}`);

function mediaClass(name: string, table: string): ClassModel {
  return defineClass({
    name: `android/provider/${name}`,
    fields:
      name === 'MediaStore$Files'
        ? {}
        : {
            'static final EXTERNAL_CONTENT_URI:Landroid/net/Uri;': content(`media/external/${table}`),
            'static final INTERNAL_CONTENT_URI:Landroid/net/Uri;': content(`media/internal/${table}`),
          },
    methods: {
      // From the time before content resolvers had a query of their own.
      'static query(Landroid/content/ContentResolver;Landroid/net/Uri;[Ljava/lang/String;)Landroid/database/Cursor;':
        (vm, resolver: HeapObject | null, uri: HeapObject | null, projection: HeapObject | null) =>
          vm.call(
            resolver,
            'query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;',
            uri,
            projection,
            null,
            null,
            null,
          ),
      'static getContentUri(Ljava/lang/String;)Landroid/net/Uri;': (vm, volume: JavaString) =>
        makeUri(vm, `content://media/${vm.text(volume)}/${table}`),
      'static getContentUri(Ljava/lang/String;J)Landroid/net/Uri;': (vm, volume: JavaString, id: bigint) =>
        makeUri(vm, `content://media/${vm.text(volume)}/${table}/${id}`),
    },
  });
}

/** Classes of android.provider that name content URIs. */
export const contentUriClasses: readonly ClassModel[] = [
  ...Object.entries(uriConstants).map(([name, constants]) =>
    defineClass({
      name: `android/provider/${name}`,
      fields: Object.fromEntries(
        Object.entries(constants).map(([field, path]) => [
          `static final ${field}:Landroid/net/Uri;`,
          content(path),
        ]),
      ),
      methods: {},
    }),
  ),
  ...Object.entries(mediaTables).map(([name, table]) => mediaClass(name, table)),
];
