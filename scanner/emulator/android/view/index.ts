import { gestureClasses } from './gesture-detector.ts';
import { accessibilityClasses, accessibilityService } from './accessibility.ts';
import { savedStateClasses } from './saved-state.ts';
import { choreographerClasses } from './choreographer.ts';
import { declaredOnClickListener, view } from './view.ts';
import { gravityClass } from './gravity-class.ts';
import { keyCharacterMap } from './key-character-map.ts';
import { keyEvent } from './key-event.ts';
import { layoutParams, marginLayoutParams } from './layout-params.ts';
import { measureSpec } from './measure-spec.ts';
import { inputEvent, motionEvent } from './motion-event.ts';
import { menuClasses } from './menu/index.ts';
import { orientationEventListener } from './orientation-listener.ts';
import { viewPropertyAnimator } from './view-animation.ts';
import { animatorClasses } from '../animation/value-animator.ts';
import { viewAnimationClasses } from '../animation/view-animations.ts';
import { surfaceClasses } from './surface-view.ts';
import { viewConfiguration } from './view-configuration.ts';
import { viewGroup } from './view-group.ts';
import { viewStub } from './view-stub.ts';
import { viewTreeObserver } from './view-tree-observer.ts';
import { display, windowManager, windowMetrics, windowService } from './window-manager.ts';
import { webClasses } from '../webkit/web-classes.ts';
import { interpolatorClasses } from '../animation/interpolators.ts';
import { insetClasses } from './window-insets.ts';
import { windowLayoutParams } from './window-params.ts';

/** android.view, animations, and the web view */
export const classes = [
  ...choreographerClasses,
  declaredOnClickListener,
  display,
  ...gestureClasses,
  gravityClass,
  inputEvent,
  ...insetClasses,
  ...interpolatorClasses,
  keyCharacterMap,
  keyEvent,
  layoutParams,
  marginLayoutParams,
  measureSpec,
  motionEvent,
  orientationEventListener,
  ...accessibilityClasses,
  ...savedStateClasses,
  ...surfaceClasses,
  view,
  viewGroup,
  viewPropertyAnimator,
  viewStub,
  viewTreeObserver,
  windowLayoutParams,
  windowManager,
  windowMetrics,
  viewConfiguration,
  ...animatorClasses,
  ...menuClasses,
  ...viewAnimationClasses,
  ...webClasses,
];

export const services = [accessibilityService, windowService];
