import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject } from '../../machine/index.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeList } from '../support/java-values.ts';
import { accessibilityAction } from './accessibility-actions.ts';
import { ignored } from './accessors.ts';

const view$ = 'Landroid/view/View;';
const event$ = 'Landroid/view/accessibility/AccessibilityEvent;';
const manager = 'android/view/accessibility/AccessibilityManager';

/** Nobody has switched on a service that reads the screen aloud or acts on it. */
export const accessibilityClasses: readonly ClassModel[] = [
  accessibilityAction,
  defineClass({
    name: manager,
    labels: 'container',
    methods: {
      'isEnabled()Z': () => false,
      'isTouchExplorationEnabled()Z': () => false,
      'isAudioDescriptionRequested()Z': () => false,
      'getEnabledAccessibilityServiceList(I)Ljava/util/List;': (vm) => makeList(vm, []),
      'getInstalledAccessibilityServiceList()Ljava/util/List;': (vm) => makeList(vm, []),
      'getRecommendedTimeoutMillis(II)I': (_vm, _self: JavaObject, original: number) => original,
      [`sendAccessibilityEvent(${event$})V`]: (vm) =>
        vm.throwNew('java/lang/IllegalStateException', 'Accessibility off. Did you forget to check that?'),
      'interrupt()V': ignored,
      ...Object.fromEntries(
        ['AccessibilityStateChange', 'TouchExplorationStateChange'].flatMap((name) => [
          [`add${name}Listener(L${manager}$${name}Listener;)Z`, () => true],
          [`add${name}Listener(L${manager}$${name}Listener;Landroid/os/Handler;)V`, ignored],
          [`remove${name}Listener(L${manager}$${name}Listener;)Z`, () => true],
        ]),
      ),
    },
  }),
  defineClass({
    name: 'android/view/View$AccessibilityDelegate',
    labels: 'container',
    methods: {
      '<init>()V': ignored,
      [`sendAccessibilityEvent(${view$}I)V`]: ignored,
      [`sendAccessibilityEventUnchecked(${view$}${event$})V`]: ignored,
      [`performAccessibilityAction(${view$}ILandroid/os/Bundle;)Z`]: () => false,
      [`dispatchPopulateAccessibilityEvent(${view$}${event$})Z`]: () => false,
      [`onPopulateAccessibilityEvent(${view$}${event$})V`]: ignored,
      [`onInitializeAccessibilityEvent(${view$}${event$})V`]: ignored,
      [`onInitializeAccessibilityNodeInfo(${view$}Landroid/view/accessibility/AccessibilityNodeInfo;)V`]:
        ignored,
      [`onRequestSendAccessibilityEvent(Landroid/view/ViewGroup;${view$}${event$})Z`]: () => true,
      [`getAccessibilityNodeProvider(${view$})Landroid/view/accessibility/AccessibilityNodeProvider;`]: () =>
        null,
    },
  }),
];

export const accessibilityService: SystemServiceModel = { serviceName: 'accessibility', className: manager };
