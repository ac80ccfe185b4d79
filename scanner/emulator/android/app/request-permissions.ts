import { JavaString, refsOf } from '../../machine/index.ts';
import type { JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { afterRefusal } from '../../system/permission-rules.ts';
import { SYSTEM } from '../../system/system.ts';

const granted = 0;
const denied = -1;

/**
 * Activity.requestPermissions: one system dialog for each permission that the person still decides, then
 * onRequestPermissionsResult. What the platform decides by itself is answered without a dialog.
 */
export function* requestPermissions(
  vm: Machine,
  activity: JavaObject,
  permissions: JavaArray,
  requestCode: number,
): Steps<void> {
  const system = vm.attached(SYSTEM);
  const names = refsOf(permissions).map((item) => (item instanceof JavaString ? item.value : ''));
  const toAsk = names.filter((name) => system.permissions.asksPerson(name));
  for (const name of names) system.permissions.countRequest(name);
  system.events.record({ kind: 'permission-request', permissions: names, dialogShown: toAsk.length > 0 });

  const answer = () => {
    system.postToMain('permission result', function* () {
      const results = vm.newArray('[I', names.length);
      names.forEach((name, index) => {
        results.data[index] = system.permissions.isGranted(name) ? granted : denied;
      });
      const array = vm.arrayOf('[Ljava/lang/String;', names);
      yield* vm.call(
        activity,
        'onRequestPermissionsResult(I[Ljava/lang/String;[I)V',
        requestCode,
        array,
        results,
      );
    });
  };
  const askNext = (index: number) => {
    const name = toAsk[index];
    if (name === undefined) answer();
    else openDialog(vm, name, () => askNext(index + 1));
  };
  askNext(0);
}

function openDialog(vm: Machine, permission: string, next: () => void): void {
  const system = vm.attached(SYSTEM);
  const decide = (isGranted: boolean) => {
    const { permissions, phone } = system;
    const previous = permissions.decisionOf(permission);
    permissions.decide(permission, isGranted ? 'granted' : afterRefusal(previous, phone.apiLevel, false));
    system.events.record({ kind: 'permission-result', permission, granted: isGranted }, []);
    next();
  };
  system.dialogs.open('system-permission', {
    title: `要允许“${system.app.manifest.label}”使用${permissionName(permission)}吗？`,
    message: permission,
    buttons: [
      { id: 'permission_allow_button', text: '允许', press: () => decide(true) },
      { id: 'permission_deny_button', text: '不允许', press: () => decide(false) },
    ],
  });
}

const groupNames: Readonly<Record<string, string>> = {
  CAMERA: '相机',
  RECORD_AUDIO: '麦克风',
  ACCESS_FINE_LOCATION: '位置信息',
  ACCESS_COARSE_LOCATION: '大致位置',
  ACCESS_BACKGROUND_LOCATION: '后台位置信息',
  READ_CONTACTS: '通讯录',
  WRITE_CONTACTS: '通讯录',
  GET_ACCOUNTS: '账号',
  READ_PHONE_STATE: '电话状态',
  READ_PHONE_NUMBERS: '电话号码',
  CALL_PHONE: '拨打电话',
  READ_CALL_LOG: '通话记录',
  READ_SMS: '短信',
  SEND_SMS: '发送短信',
  RECEIVE_SMS: '接收短信',
  READ_CALENDAR: '日历',
  WRITE_CALENDAR: '日历',
  READ_EXTERNAL_STORAGE: '存储空间',
  WRITE_EXTERNAL_STORAGE: '存储空间',
  READ_MEDIA_IMAGES: '照片',
  READ_MEDIA_VIDEO: '视频',
  READ_MEDIA_AUDIO: '音乐和音频',
  BODY_SENSORS: '身体传感器',
  ACTIVITY_RECOGNITION: '健身运动信息',
  BLUETOOTH_CONNECT: '附近的设备',
  BLUETOOTH_SCAN: '附近的设备',
  POST_NOTIFICATIONS: '通知',
};

/** What the dialog calls a permission; the bare name for one that the platform has no words for. */
function permissionName(permission: string): string {
  const short = permission.slice(permission.lastIndexOf('.') + 1);
  return groupNames[short] ?? short;
}
