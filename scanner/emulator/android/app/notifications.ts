import { JavaString, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString as Text,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeBundle, type Bundle } from '../os/bundle.ts';
import { makeList, readCollection } from '../support/java-values.ts';
import { apiLevel, holds } from '../support/require-permission.ts';

type Builder = JavaObject<{ readonly values: Map<string, JavaValue> }>;

const title = 'android.title';
const content = 'android.text';
const bigText = 'android.bigText';

function textOf(value: JavaValue | undefined): string {
  return value instanceof JavaString ? value.value : '';
}

/** Writes a notification down, if the app may show any. */
export function recordNotification(vm: Machine, notification: JavaObject): void {
  if (!mayNotify(vm)) return;
  const extras = vm.getField(notification, 'extras:Landroid/os/Bundle;') as Bundle | null;
  vm.attached(SYSTEM).events.record({
    kind: 'notification',
    title: textOf(extras?.peer.get(title)),
    text: textOf(extras?.peer.get(content)) || textOf(extras?.peer.get(bigText)),
  });
}

function mayNotify(vm: Machine): boolean {
  return apiLevel(vm) < 33 || holds(vm, 'POST_NOTIFICATIONS');
}

/** Setters of the builder that only keep what they are given. */
const setters: readonly (readonly [selector: string, key: string])[] = [
  ['setContentTitle(Ljava/lang/CharSequence;)', title],
  ['setContentText(Ljava/lang/CharSequence;)', content],
  ['setSubText(Ljava/lang/CharSequence;)', 'android.subText'],
  ['setContentInfo(Ljava/lang/CharSequence;)', 'android.infoText'],
  ['setTicker(Ljava/lang/CharSequence;)', 'ticker'],
  ['setContentIntent(Landroid/app/PendingIntent;)', 'contentIntent'],
  ['setDeleteIntent(Landroid/app/PendingIntent;)', 'deleteIntent'],
  ['setChannelId(Ljava/lang/String;)', 'channelId'],
  ...[
    'setSmallIcon(I)',
    'setSmallIcon(II)',
    'setSmallIcon(Landroid/graphics/drawable/Icon;)',
    'setLargeIcon(Landroid/graphics/Bitmap;)',
    'setLargeIcon(Landroid/graphics/drawable/Icon;)',
    'setAutoCancel(Z)',
    'setOngoing(Z)',
    'setOnlyAlertOnce(Z)',
    'setWhen(J)',
    'setShowWhen(Z)',
    'setUsesChronometer(Z)',
    'setDefaults(I)',
    'setPriority(I)',
    'setVisibility(I)',
    'setCategory(Ljava/lang/String;)',
    'setColor(I)',
    'setColorized(Z)',
    'setNumber(I)',
    'setProgress(IIZ)',
    'setVibrate([J)',
    'setLights(III)',
    'setSound(Landroid/net/Uri;)',
    'setSound(Landroid/net/Uri;I)',
    'setGroup(Ljava/lang/String;)',
    'setGroupSummary(Z)',
    'setSortKey(Ljava/lang/String;)',
    'setLocalOnly(Z)',
    'setTimeoutAfter(J)',
    'setBadgeIconType(I)',
    'setShortcutId(Ljava/lang/String;)',
    'setGroupAlertBehavior(I)',
    'setAllowSystemGeneratedContextualActions(Z)',
    'setForegroundServiceBehavior(I)',
    'setContent(Landroid/widget/RemoteViews;)',
    'setCustomContentView(Landroid/widget/RemoteViews;)',
    'setCustomBigContentView(Landroid/widget/RemoteViews;)',
    'setCustomHeadsUpContentView(Landroid/widget/RemoteViews;)',
    'setFullScreenIntent(Landroid/app/PendingIntent;Z)',
    'addAction(ILjava/lang/CharSequence;Landroid/app/PendingIntent;)',
    'addAction(Landroid/app/Notification$Action;)',
    'setRemoteInputHistory([Ljava/lang/CharSequence;)',
    'setSettingsText(Ljava/lang/CharSequence;)',
    'addPerson(Ljava/lang/String;)',
    'setExtras(Landroid/os/Bundle;)',
    'setTicker(Ljava/lang/CharSequence;Landroid/widget/RemoteViews;)',
    'setPublicVersion(Landroid/app/Notification;)',
    'setBubbleMetadata(Landroid/app/Notification$BubbleMetadata;)',
    'setLocusId(Landroid/content/LocusId;)',
    'addPerson(Landroid/app/Person;)',
    'setSound(Landroid/net/Uri;Landroid/media/AudioAttributes;)',
  ].map((selector) => [selector, ''] as const),
];

function build(vm: Machine, self: Builder): JavaObject {
  const notification = vm.newObject('android/app/Notification');
  vm.setField(notification, 'extras:Landroid/os/Bundle;', makeBundle(vm, self.peer.values));
  vm.setField(notification, 'tickerText:Ljava/lang/CharSequence;', self.peer.values.get('ticker') ?? null);
  vm.setField(
    notification,
    'contentIntent:Landroid/app/PendingIntent;',
    self.peer.values.get('contentIntent') ?? null,
  );
  return notification;
}

const builderType = 'Landroid/app/Notification$Builder;';

const notificationBuilder = defineClass({
  name: 'android/app/Notification$Builder',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: Builder) => {
      self.peer = { values: new Map() };
    },
    '<init>(Landroid/content/Context;Ljava/lang/String;)V': (_vm, self: Builder) => {
      self.peer = { values: new Map() };
    },
    ...Object.fromEntries(
      setters.map(([selector, key]) => [
        `${selector}${builderType}`,
        (_vm: Machine, self: Builder, value: JavaValue) => {
          if (key !== '') self.peer.values.set(key, value);
          return self;
        },
      ]),
    ),
    [`setStyle(Landroid/app/Notification$Style;)${builderType}`]: (
      _vm: Machine,
      self: Builder,
      style: JavaObject<{ text?: HeapObject | null } | undefined> | null,
    ) => {
      if (style?.peer?.text) self.peer.values.set(bigText, style.peer.text);
      return self;
    },
    [`addExtras(Landroid/os/Bundle;)${builderType}`]: (
      _vm: Machine,
      self: Builder,
      extras: Bundle | null,
    ) => {
      for (const [key, value] of extras?.peer ?? []) self.peer.values.set(key, value);
      return self;
    },
    'getExtras()Landroid/os/Bundle;': (vm, self: Builder) => makeBundle(vm, self.peer.values),
    'build()Landroid/app/Notification;': build,
    'getNotification()Landroid/app/Notification;': build,
  },
});

function* createChannels(vm: Machine, channels: HeapObject | null): Steps<void> {
  for (const channel of yield* readCollection(vm, channels)) keepChannel(vm, channel as Channel);
}

type Channel = JavaObject<{
  id: Text | null;
  name: HeapObject | null;
  importance: number;
  description: Text | null;
}>;
const channelBooks = new WeakMap<Machine, Map<string, Channel>>();

function channelsOf(vm: Machine): Map<string, Channel> {
  let book = channelBooks.get(vm);
  if (!book) {
    book = new Map();
    channelBooks.set(vm, book);
  }
  return book;
}

function keepChannel(vm: Machine, channel: Channel): void {
  channelsOf(vm).set(textOf(channel.peer.id), channel);
}

const notificationManager = defineClass({
  name: 'android/app/NotificationManager',
  labels: 'container',
  methods: {
    'notify(ILandroid/app/Notification;)V': (vm, _self: JavaObject, _id: number, notification: JavaObject) =>
      recordNotification(vm, notification),
    'notify(Ljava/lang/String;ILandroid/app/Notification;)V': (
      vm,
      _self: JavaObject,
      _tag: Text | null,
      _id: number,
      notification: JavaObject,
    ) => recordNotification(vm, notification),
    'cancel(I)V': () => undefined,
    'cancel(Ljava/lang/String;I)V': () => undefined,
    'cancelAll()V': () => undefined,
    'areNotificationsEnabled()Z': mayNotify,
    'getImportance()I': () => 3,
    'getCurrentInterruptionFilter()I': () => 1,
    'isNotificationPolicyAccessGranted()Z': () => false,
    'getActiveNotifications()[Landroid/service/notification/StatusBarNotification;': (vm) =>
      vm.newArray('[Landroid/service/notification/StatusBarNotification;', 0),
    'createNotificationChannel(Landroid/app/NotificationChannel;)V': (
      vm,
      _self: JavaObject,
      channel: Channel,
    ) => keepChannel(vm, channel),
    'createNotificationChannels(Ljava/util/List;)V': (vm, _self: JavaObject, channels: HeapObject | null) =>
      createChannels(vm, channels),
    'createNotificationChannelGroup(Landroid/app/NotificationChannelGroup;)V': () => undefined,
    'getNotificationChannel(Ljava/lang/String;)Landroid/app/NotificationChannel;': (
      vm,
      _self: JavaObject,
      id: Text | null,
    ) => channelsOf(vm).get(textOf(id)) ?? null,
    'getNotificationChannels()Ljava/util/List;': (vm) => makeList(vm, channelsOf(vm).values()),
    'deleteNotificationChannel(Ljava/lang/String;)V': (vm, _self: JavaObject, id: Text | null) => {
      channelsOf(vm).delete(textOf(id));
    },
  },
});

const channelSetters = [
  'enableLights(Z)V',
  'enableVibration(Z)V',
  'setLightColor(I)V',
  'setVibrationPattern([J)V',
  'setShowBadge(Z)V',
  'setSound(Landroid/net/Uri;Landroid/media/AudioAttributes;)V',
  'setLockscreenVisibility(I)V',
  'setBypassDnd(Z)V',
  'setGroup(Ljava/lang/String;)V',
];

const style = (name: string): ClassModel =>
  defineClass({
    name: `android/app/Notification$${name}`,
    super: 'android/app/Notification$Style',
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: JavaObject<{ text: HeapObject | null }>) => {
        self.peer = { text: null };
      },
      '<init>(Landroid/app/Notification$Builder;)V': (
        _vm,
        self: JavaObject<{ text: HeapObject | null; builder?: Builder }>,
        builder: Builder,
      ) => {
        self.peer = { text: null, builder };
      },
      [`bigText(Ljava/lang/CharSequence;)Landroid/app/Notification$${name};`]: (
        _vm: Machine,
        self: JavaObject<{ text: HeapObject | null; builder?: Builder }>,
        text: HeapObject | null,
      ) => {
        self.peer.text = text;
        if (text) self.peer.builder?.peer.values.set(bigText, text);
        return self;
      },
      ...Object.fromEntries(
        ['setBigContentTitle', 'setSummaryText'].map((setter) => [
          `${setter}(Ljava/lang/CharSequence;)Landroid/app/Notification$${name};`,
          (_vm: Machine, self: JavaObject) => self,
        ]),
      ),
    },
  });

/** android.app: notifications. */
export const notificationClasses: readonly ClassModel[] = [
  notificationBuilder,
  notificationManager,
  defineClass({
    name: 'android/app/Notification$Style',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
  style('BigTextStyle'),
  style('BigPictureStyle'),
  style('InboxStyle'),
  defineClass({
    name: 'android/app/Notification',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    fields: {
      'extras:Landroid/os/Bundle;': null,
      'tickerText:Ljava/lang/CharSequence;': null,
      'contentIntent:Landroid/app/PendingIntent;': null,
      'deleteIntent:Landroid/app/PendingIntent;': null,
      'contentView:Landroid/widget/RemoteViews;': null,
      'flags:I': 0,
      'icon:I': 0,
      'defaults:I': 0,
      'priority:I': 0,
      'number:I': 0,
      'when:J': 0n,
      'category:Ljava/lang/String;': null,
      'audioAttributes:Landroid/media/AudioAttributes;': null,
      'audioStreamType:I': -1,
      'iconLevel:I': 0,
      'ledARGB:I': 0,
      'ledOnMS:I': 0,
      'ledOffMS:I': 0,
      'color:I': 0,
      'visibility:I': 0,
      'sound:Landroid/net/Uri;': null,
      'vibrate:[J': null,
      'bigContentView:Landroid/widget/RemoteViews;': null,
      'headsUpContentView:Landroid/widget/RemoteViews;': null,
      'fullScreenIntent:Landroid/app/PendingIntent;': null,
    },
    methods: {
      '<init>()V': (vm, self: JavaObject) => {
        vm.setField(self, 'extras:Landroid/os/Bundle;', makeBundle(vm));
      },
      'getChannelId()Ljava/lang/String;': () => null,
      'getGroup()Ljava/lang/String;': () => null,
    },
  }),
  defineClass({
    name: 'android/app/NotificationChannel',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      '<init>(Ljava/lang/String;Ljava/lang/CharSequence;I)V': (
        _vm,
        self: Channel,
        id: Text | null,
        name: HeapObject | null,
        importance: number,
      ) => {
        self.peer = { id, name, importance, description: null };
      },
      'getId()Ljava/lang/String;': (_vm, self: Channel) => self.peer.id,
      'getName()Ljava/lang/CharSequence;': (_vm, self: Channel) => self.peer.name,
      'getImportance()I': (_vm, self: Channel) => self.peer.importance,
      'setDescription(Ljava/lang/String;)V': (_vm, self: Channel, description: Text | null) => {
        self.peer.description = description;
      },
      'getDescription()Ljava/lang/String;': (_vm, self: Channel) => self.peer.description,
      ...Object.fromEntries(channelSetters.map((selector) => [selector, () => undefined])),
    },
  }),
];

export const notificationServices: readonly SystemServiceModel[] = [
  { serviceName: 'notification', className: 'android/app/NotificationManager' },
];
