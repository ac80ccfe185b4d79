import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject } from '../../machine/index.ts';
import { answerLater } from '../support/run-on-executor.ts';

const internalError = 1;
const executorType = 'Ljava/util/concurrent/Executor;';

/**
 * Services that see what other apps show. Only the person can switch one on, in the settings, and nobody does here: they
 * are never bound, and one that an app makes itself sees nothing, as on a phone.
 */
export const watchingServices: readonly ClassModel[] = [
  defineClass({
    name: 'android/accessibilityservice/AccessibilityService',
    super: 'android/app/Service',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>()V': (vm, self: JavaObject) => vm.callSpecial('android/app/Service', '<init>()V', self),
      'getRootInActiveWindow()Landroid/view/accessibility/AccessibilityNodeInfo;': () => null,
      'getRootInActiveWindow(I)Landroid/view/accessibility/AccessibilityNodeInfo;': () => null,
      'getWindows()Ljava/util/List;': (vm) => vm.construct('java/util/ArrayList', '()V'),
      [`takeScreenshot(I${executorType}Landroid/accessibilityservice/AccessibilityService$TakeScreenshotCallback;)V`]:
        (vm, _self: JavaObject, _display: number, executor: HeapObject | null, callback: HeapObject) =>
          answerLater(vm, executor, 'take screenshot', () =>
            vm.call(callback, 'onFailure(I)V', internalError),
          ),
      'final performGlobalAction(I)Z': () => false,
      'getServiceInfo()Landroid/accessibilityservice/AccessibilityServiceInfo;': () => null,
      'setServiceInfo(Landroid/accessibilityservice/AccessibilityServiceInfo;)V': () => undefined,
      'onServiceConnected()V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/service/notification/NotificationListenerService',
    super: 'android/app/Service',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>()V': (vm, self: JavaObject) => vm.callSpecial('android/app/Service', '<init>()V', self),
      'getActiveNotifications()[Landroid/service/notification/StatusBarNotification;': () => null,
      'getActiveNotifications([Ljava/lang/String;)[Landroid/service/notification/StatusBarNotification;':
        () => null,
      'onListenerConnected()V': () => undefined,
      'onListenerDisconnected()V': () => undefined,
      'onNotificationPosted(Landroid/service/notification/StatusBarNotification;)V': () => undefined,
      'onNotificationRemoved(Landroid/service/notification/StatusBarNotification;)V': () => undefined,
      'cancelNotification(Ljava/lang/String;)V': () => undefined,
      'static requestRebind(Landroid/content/ComponentName;)V': () => undefined,
    },
  }),
];
