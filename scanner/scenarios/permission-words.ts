type Words = {
  readonly permissions: RegExp;
  /** What a text calls the thing that the permission opens. */
  readonly object: RegExp;
  /** Words of features that cannot do without it. */
  readonly feature: RegExp;
};

const groups: readonly Words[] = [
  {
    permissions: /CAMERA/,
    object: /相机|摄像头|拍照|拍摄|扫码|扫描|camera/i,
    feature: /扫|拍|相机|摄|头像|照|视频|直播|人脸|打卡|scan|photo|picture|camera|video|qr/i,
  },
  {
    permissions: /LOCATION/,
    object: /位置|定位|location|position/i,
    feature:
      /定位|位置|附近|地图|导航|天气|城市|打车|叫车|路线|轨迹|门店|查找|location|nearby|map|navigat|weather|find/i,
  },
  {
    permissions: /RECORD_AUDIO/,
    object: /麦克风|录音|语音|microphone|record/i,
    feature: /录|语音|唱|通话|直播|麦|说|配音|voice|record|sing|call|talk|mic/i,
  },
  {
    permissions: /CONTACTS|GET_ACCOUNTS/,
    object: /通讯录|联系人|好友|contacts?/i,
    feature: /通讯录|联系人|好友|朋友|邀请|选择.*人|借款人|contact|friend|invite/i,
  },
  {
    permissions: /CALENDAR/,
    object: /日历|日程|calendar/i,
    feature: /日历|日程|提醒|预约|calendar|remind|schedule|event/i,
  },
  {
    permissions: /SMS|MMS|WAP_PUSH/,
    object: /短信|sms|messages?/i,
    feature: /短信|验证码|sms|message/i,
  },
  {
    permissions: /CALL_LOG|READ_PHONE|CALL_PHONE|ANSWER|PROCESS_OUTGOING/,
    object: /电话|设备信息|通话|phone|call/i,
    feature: /拨|电话|来电|通话|呼叫|phone|call|dial/i,
  },
  {
    permissions: /STORAGE|MEDIA/,
    object: /存储|相册|照片|图片|文件|storage|photos?|files?|media/i,
    feature:
      /保存|下载|上传|图|照|相册|文件|视频|头像|导入|导出|save|upload|download|photo|file|media|import|export/i,
  },
  {
    permissions: /BODY_SENSORS|ACTIVITY_RECOGNITION/,
    object: /传感器|步数|运动|身体|sensor|step|activity/i,
    feature: /步|运动|跑|心率|睡眠|健康|step|run|heart|health|fitness/i,
  },
  {
    permissions: /BLUETOOTH|NEARBY/,
    object: /蓝牙|附近的?设备|bluetooth|nearby/i,
    feature: /蓝牙|设备|连接|耳机|手环|bluetooth|connect|device|pair/i,
  },
  {
    permissions: /POST_NOTIFICATIONS/,
    object: /通知|notifications?/i,
    feature: /通知|提醒|推送|消息|notif|remind|push/i,
  },
];

const purposeWords =
  /用于|用来|以便|为了|为您|需要(使用|读取|访问|获取|开启|您)|才能|使用说明|目的|仅在|仅用于|帮助您|in order to|used (to|for)|so that|needs? (to|your|access)|allows? you|to (show|find|take|scan|record|save|let|help)/i;
/** Longer texts are policies and agreements, not what is said beside a request. */
const longestPurposeChars = 160;

/** Does one of these texts say what the permissions are wanted for? */
export function tellsPurpose(permissions: readonly string[], texts: readonly string[]): boolean {
  return permissions.every((permission) => {
    const words = groups.find((group) => group.permissions.test(permission));
    return texts.some(
      (text) =>
        text.length <= longestPurposeChars &&
        purposeWords.test(text) &&
        (words === undefined || words.object.test(text)),
    );
  });
}

/** Does a control's label name a feature that cannot do without the permission? */
export function needsPermission(label: string, permissions: readonly string[]): boolean {
  return permissions.some((permission) =>
    groups.some((group) => group.permissions.test(permission) && group.feature.test(label)),
  );
}

const insists =
  /(请|须|需|必须)先?.{0,4}(开启|打开|授权|授予|允许|同意).{0,14}(权限|授权|后|再|才)|(未|没有).{0,6}(权限|授权).{0,6}(无法|不能)|(否则|将)(无法|不能)|才能(使用|继续|登录)|permission (is )?required|(cannot|can't|unable to).{0,20}without|must (allow|grant|enable)/i;

/** Does the app make what it shows depend on a permission that was just denied? */
export function insistsOnPermission(texts: readonly string[]): boolean {
  return texts.some((text) => text.length <= longestPurposeChars && insists.test(text));
}

export function isLogin(label: string): boolean {
  return /登录|登陆|注册|log ?in|sign ?(in|up)/i.test(label);
}

/** Which of these permissions a text asks for, such as the question in the system's dialog. */
export function permissionsNamedIn(text: string, permissions: readonly string[]): readonly string[] {
  return permissions.filter((permission) =>
    groups.some((group) => group.permissions.test(permission) && group.object.test(text)),
  );
}
