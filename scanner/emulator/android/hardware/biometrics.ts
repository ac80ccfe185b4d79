import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeObject } from '../support/java-values.ts';
import { requirePermission } from '../support/require-permission.ts';
import { answerLater } from '../support/run-on-executor.ts';

/** What a prompt says, and how its answer is told. */
type Prompt = {
  title: string;
  subtitle: string;
  negative: string;
  negativeExecutor: HeapObject | null;
  negativeListener: HeapObject | null;
};
type PromptObject = JavaObject<Prompt>;

/** Who waits for a finger. */
type Waiting = {
  readonly windowId: string | undefined;
  readonly succeed: () => Steps<JavaValue | void>;
  readonly fail: () => Steps<JavaValue | void>;
};

const waitings = new WeakMap<Machine, Waiting>();
const errorCanceled = 5;
const systemUi = {
  ownerPackage: 'com.android.systemui',
  ownerClass: 'com.android.systemui.biometrics.AuthContainerView',
};

const signalType = 'Landroid/os/CancellationSignal;';
const executorType = 'Ljava/util/concurrent/Executor;';
const prompt = 'android/hardware/biometrics/BiometricPrompt';
const manager = 'android/hardware/fingerprint/FingerprintManager';
const textType = 'Ljava/lang/CharSequence;';

/** The person touches the sensor, with a finger that the phone knows or not; false when nobody waits for one. */
export function* touchFingerprint(vm: Machine, isKnown: boolean): Steps<boolean> {
  const waiting = waitings.get(vm);
  if (!waiting) return false;
  if (!isKnown) {
    yield* waiting.fail();
    return true;
  }
  end(vm, waiting);
  yield* waiting.succeed();
  return true;
}

function end(vm: Machine, waiting: Waiting): void {
  waitings.delete(vm);
  if (waiting.windowId !== undefined) vm.attached(SYSTEM).dialogs.close(waiting.windowId);
}

/** Waits for a finger until the app cancels. */
function* wait(
  vm: Machine,
  waiting: Waiting,
  signal: JavaObject | null,
  canceled: () => Steps<JavaValue | void>,
): Steps<void> {
  waitings.set(vm, waiting);
  if (!signal) return;
  const listener = makeObject(vm, 'com/android/internal/CancelBiometrics', function* () {
    if (waitings.get(vm) !== waiting) return;
    end(vm, waiting);
    yield* canceled();
  });
  yield* vm.call(signal, 'setOnCancelListener(Landroid/os/CancellationSignal$OnCancelListener;)V', listener);
}

function* authenticate(
  vm: Machine,
  self: PromptObject,
  crypto: HeapObject | null,
  signal: JavaObject | null,
  executor: HeapObject | null,
  callback: HeapObject,
): Steps<void> {
  requirePermission(vm, 'authenticate', 'USE_BIOMETRIC', 'USE_FINGERPRINT');
  const { title, subtitle, negative, negativeExecutor, negativeListener } = self.peer;
  const tell = (selector: string, ...args: readonly JavaValue[]) =>
    answerLater(vm, executor, 'biometrics', () => vm.call(callback, selector, ...args));
  const dialog = vm.attached(SYSTEM).dialogs.open(
    'system-other',
    {
      title,
      message: subtitle,
      buttons: [
        {
          id: 'button_negative',
          text: negative || '取消',
          press: () => {
            waitings.delete(vm);
            if (negativeListener)
              answerLater(vm, negativeExecutor, 'biometrics', () =>
                vm.call(negativeListener, 'onClick(Landroid/content/DialogInterface;I)V', null, -2),
              );
            else tell(`onAuthenticationError(I${textType})V`, 10, '用户取消了指纹操作。');
          },
        },
      ],
    },
    systemUi,
  );
  const waiting: Waiting = {
    windowId: dialog.windowId,
    *succeed() {
      const result = makeObject(vm, `${prompt}$AuthenticationResult`, { crypto });
      tell(`onAuthenticationSucceeded(L${prompt}$AuthenticationResult;)V`, result);
    },
    *fail() {
      tell('onAuthenticationFailed()V');
    },
  };
  yield* wait(vm, waiting, signal, function* () {
    tell(`onAuthenticationError(I${textType})V`, errorCanceled, '指纹操作已取消。');
  });
}

function* authenticateOld(
  vm: Machine,
  _self: JavaObject,
  crypto: HeapObject | null,
  signal: JavaObject | null,
  _flags: number,
  callback: HeapObject | null,
): Steps<void> {
  requirePermission(vm, 'authenticate', 'USE_FINGERPRINT', 'USE_BIOMETRIC');
  if (!callback) vm.throwNew('java/lang/IllegalArgumentException', 'Must supply an authentication callback');
  const target = callback as HeapObject;
  const waiting: Waiting = {
    windowId: undefined,
    succeed: () =>
      vm.call(
        target,
        `onAuthenticationSucceeded(L${manager}$AuthenticationResult;)V`,
        makeObject(vm, `${manager}$AuthenticationResult`, { crypto }),
      ),
    fail: () => vm.call(target, 'onAuthenticationFailed()V'),
  };
  yield* wait(vm, waiting, signal, () =>
    vm.call(target, `onAuthenticationError(I${textType})V`, errorCanceled, '指纹操作已取消。'),
  );
}

function* setText(vm: Machine, self: PromptObject, key: 'title' | 'subtitle', value: HeapObject | null) {
  self.peer[key] = value ? yield* vm.textOf(value) : '';
  return self;
}

const builder = `L${prompt}$Builder;`;
const callbackMethods = (result: string): ClassModel['methods'] => ({
  '<init>()V': () => undefined,
  [`onAuthenticationError(I${textType})V`]: () => undefined,
  [`onAuthenticationHelp(I${textType})V`]: () => undefined,
  [`onAuthenticationSucceeded(L${result};)V`]: () => undefined,
  'onAuthenticationFailed()V': () => undefined,
});
const resultClass = (owner: string): ClassModel =>
  defineClass({
    name: `${owner}$AuthenticationResult`,
    methods: {
      [`getCryptoObject()L${owner}$CryptoObject;`]: (
        _vm: Machine,
        self: JavaObject<{ crypto: HeapObject | null }>,
      ) => self.peer.crypto,
      'getAuthenticationType()I': () => 2,
    },
  });

/** Fingerprints: the phone has a sensor and knows a finger; who asks waits until the person touches it or cancels. */
export const biometricClasses: readonly ClassModel[] = [
  defineClass({
    name: prompt,
    labels: 'container',
    methods: {
      [`authenticate(${signalType}${executorType}L${prompt}$AuthenticationCallback;)V`]: (
        vm: Machine,
        self: PromptObject,
        signal: JavaObject | null,
        executor: HeapObject | null,
        callback: HeapObject,
      ) => authenticate(vm, self, null, signal, executor, callback),
      [`authenticate(L${prompt}$CryptoObject;${signalType}${executorType}L${prompt}$AuthenticationCallback;)V`]:
        authenticate,
    },
  }),
  defineClass({
    name: `${prompt}$Builder`,
    labels: 'container',
    methods: {
      '<init>(Landroid/content/Context;)V': (_vm, self: PromptObject) => {
        self.peer = {
          title: '',
          subtitle: '',
          negative: '',
          negativeExecutor: null,
          negativeListener: null,
        };
      },
      [`setTitle(${textType})${builder}`]: (vm: Machine, self: PromptObject, value: HeapObject | null) =>
        setText(vm, self, 'title', value),
      [`setSubtitle(${textType})${builder}`]: (vm: Machine, self: PromptObject, value: HeapObject | null) =>
        setText(vm, self, 'subtitle', value),
      [`setDescription(${textType})${builder}`]: (_vm: Machine, self: PromptObject) => self,
      [`setConfirmationRequired(Z)${builder}`]: (_vm: Machine, self: PromptObject) => self,
      [`setDeviceCredentialAllowed(Z)${builder}`]: (_vm: Machine, self: PromptObject) => self,
      [`setAllowedAuthenticators(I)${builder}`]: (_vm: Machine, self: PromptObject) => self,
      [`setNegativeButton(${textType}${executorType}Landroid/content/DialogInterface$OnClickListener;)${builder}`]:
        function* (
          vm: Machine,
          self: PromptObject,
          value: HeapObject | null,
          executor: HeapObject | null,
          listener: HeapObject | null,
        ) {
          const negative = value ? yield* vm.textOf(value) : '';
          Object.assign(self.peer, { negative, negativeExecutor: executor, negativeListener: listener });
          return self;
        },
      [`build()L${prompt};`]: (vm: Machine, self: PromptObject) => {
        if (self.peer.title === '')
          vm.throwNew('java/lang/IllegalArgumentException', 'Title must be set and non-empty');
        return makeObject(vm, prompt, { ...self.peer });
      },
    },
  }),
  defineClass({
    name: `${prompt}$AuthenticationCallback`,
    flags: 'abstract',
    methods: callbackMethods(`${prompt}$AuthenticationResult`) ?? {},
  }),
  resultClass(prompt),
  defineClass({
    name: 'android/hardware/biometrics/BiometricManager',
    labels: 'container',
    methods: { 'canAuthenticate()I': () => 0, 'canAuthenticate(I)I': () => 0 },
  }),
  defineClass({
    name: manager,
    labels: 'container',
    methods: {
      'isHardwareDetected()Z': () => true,
      'hasEnrolledFingerprints()Z': () => true,
      [`authenticate(L${manager}$CryptoObject;${signalType}IL${manager}$AuthenticationCallback;Landroid/os/Handler;)V`]:
        authenticateOld,
    },
  }),
  defineClass({
    name: `${manager}$AuthenticationCallback`,
    flags: 'abstract',
    methods: callbackMethods(`${manager}$AuthenticationResult`) ?? {},
  }),
  resultClass(manager),
  defineClass({
    name: 'com/android/internal/CancelBiometrics',
    interfaces: ['android/os/CancellationSignal$OnCancelListener'],
    methods: {
      'onCancel()V': (_vm, self: JavaObject<() => Steps<JavaValue | void>>) => self.peer(),
    },
  }),
];

export const biometricServices = [
  { serviceName: 'biometric', className: 'android/hardware/biometrics/BiometricManager' },
  { serviceName: 'fingerprint', className: manager },
];
