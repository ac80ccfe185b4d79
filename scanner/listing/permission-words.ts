/** What listings call the groups of dangerous permissions. */
const GROUP_WORDS: Readonly<Record<string, RegExp>> = {
  CAMERA: /相机|摄像头|拍摄|拍照|camera/iu,
  MICROPHONE: /麦克风|录音|录制音频|microphone|record audio/iu,
  LOCATION: /位置|定位|location/iu,
  CONTACTS: /通讯录|联系人|账户|帐户|contacts|accounts/iu,
  CALENDAR: /日历|日程|calendar/iu,
  CALL_LOG: /通话记录|call log/iu,
  PHONE: /电话|手机状态|设备信息|本机号码|识别码|phone/iu,
  SMS: /短信|彩信|sms|text messages/iu,
  STORAGE: /存储|文件|相册|sd卡|storage|files/iu,
  READ_MEDIA_VISUAL: /相册|照片|图片|视频|媒体|photos|videos|media/iu,
  READ_MEDIA_AURAL: /音频|音乐|audio|music/iu,
  SENSORS: /传感器|身体|心率|sensors/iu,
  ACTIVITY_RECOGNITION: /健身|运动|活动|步数|activity/iu,
  NEARBY_DEVICES: /附近|蓝牙|nearby|bluetooth/iu,
  NOTIFICATIONS: /通知|notification/iu,
};

/**
 * Whether an entry of a listing's list stands for a permission of the platform. `unclear` where the entry is in words
 * that belong to no group known here.
 */
export function matchPermission(
  entry: string,
  permission: string,
  group: string | undefined,
): 'yes' | 'no' | 'unclear' {
  const bare = permission.slice(permission.lastIndexOf('.') + 1);
  if (/^[A-Za-z0-9_.]*[A-Z_]{4,}$/u.test(entry.trim()))
    return entry.trim() === permission || entry.trim() === bare ? 'yes' : 'no';
  if (entry.includes(permission) || new RegExp(`\\b${bare}\\b`, 'u').test(entry)) return 'yes';
  const groups = Object.entries(GROUP_WORDS).filter(([, words]) => words.test(entry));
  if (groups.length === 0) return 'unclear';
  return group !== undefined && groups.some(([name]) => name === group) ? 'yes' : 'no';
}
