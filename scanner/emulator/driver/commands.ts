/**
 * Commands beyond WebDriver's own, as BaseDriver reads them: `mobile:` scripts, and the routes of older clients. A
 * name in `required` and `optional` is both the client's parameter and the method's argument, in order.
 */
export const mobileCommands = {
  // What inspectors need, of this device only.
  'mobile: events': { command: 'mobileEvents', params: { optional: ['after'] } },
  'mobile: windows': { command: 'mobileWindows' },
  'mobile: gaps': { command: 'mobileGaps' },
  'mobile: deviceFacts': { command: 'mobileDeviceFacts' },
  'mobile: now': { command: 'mobileNow' },
  'mobile: advanceClock': { command: 'mobileAdvanceClock', params: { required: ['durationMs'] } },
  'mobile: motion': { command: 'mobileMotion', params: { required: ['samples', 'intervalMs'] } },
  'mobile: setScreen': { command: 'mobileSetScreen', params: { required: ['on'] } },
  'mobile: reboot': { command: 'mobileReboot' },
  'mobile: removeTask': { command: 'mobileRemoveTask' },
  'mobile: launch': { command: 'mobileLaunch' },
  'mobile: forceStop': { command: 'mobileForceStop' },
  'mobile: clearData': { command: 'mobileClearData' },
  'mobile: background': { command: 'mobileBackground' },
  'mobile: foreground': { command: 'mobileForeground' },
  'mobile: setPermission': { command: 'mobileSetPermission', params: { required: ['permission', 'state'] } },
  'mobile: upgrade': { command: 'mobileUpgrade', params: { required: ['apkFiles'] } },
  'mobile: network': { command: 'mobileNetwork', params: { required: ['rules'] } },

  'mobile: nfcTag': { command: 'mobileNfcTag' },
  'mobile: setLocale': { command: 'mobileSetLocale', params: { required: ['language', 'country'] } },

  // As UiAutomator2 has them.
  'mobile: broadcast': { command: 'mobileBroadcast', params: { required: ['action'], optional: ['extras'] } },
  'mobile: clickGesture': { command: 'mobileClick', params: { optional: ['elementId', 'x', 'y'] } },
  'mobile: longClickGesture': {
    command: 'mobileLongClick',
    params: { optional: ['elementId', 'x', 'y', 'duration'] },
  },
  'mobile: doubleClickGesture': {
    command: 'mobileDoubleClick',
    params: { optional: ['elementId', 'x', 'y'] },
  },
  'mobile: dragGesture': {
    command: 'mobileDrag',
    params: { required: ['endX', 'endY'], optional: ['elementId', 'startX', 'startY', 'speed'] },
  },
  'mobile: swipeGesture': {
    command: 'mobileSwipe',
    params: {
      required: ['direction', 'percent'],
      optional: ['elementId', 'left', 'top', 'width', 'height', 'speed'],
    },
  },
  'mobile: scrollGesture': {
    command: 'mobileScroll',
    params: {
      required: ['direction', 'percent'],
      optional: ['elementId', 'left', 'top', 'width', 'height', 'speed'],
    },
  },
  'mobile: type': { command: 'mobileType', params: { required: ['text'] } },
  'mobile: pressKey': { command: 'mobilePressKey', params: { required: ['keycode'] } },
  'mobile: startActivity': {
    command: 'mobileStartActivity',
    params: { optional: ['component', 'intent', 'appActivity'] },
  },
  'mobile: activateApp': { command: 'activateApp', params: { required: ['appId'] } },
  'mobile: terminateApp': { command: 'terminateApp', params: { required: ['appId'] } },
  'mobile: clearApp': { command: 'mobileClearApp', params: { required: ['appId'] } },
  'mobile: queryAppState': { command: 'queryAppState', params: { required: ['appId'] } },
  'mobile: isAppInstalled': { command: 'isAppInstalled', params: { required: ['appId'] } },
  'mobile: installApp': { command: 'installApp', params: { required: ['appPath'] } },
  'mobile: removeApp': { command: 'removeApp', params: { required: ['appId'] } },
  'mobile: backgroundApp': { command: 'background', params: { optional: ['seconds'] } },
  'mobile: changePermissions': {
    command: 'mobileChangePermissions',
    params: { required: ['permissions'], optional: ['appPackage', 'action', 'target'] },
  },
  'mobile: getPermissions': { command: 'mobileGetPermissions', params: { optional: ['type', 'appPackage'] } },
  'mobile: acceptAlert': { command: 'postAcceptAlert' },
  'mobile: dismissAlert': { command: 'postDismissAlert' },
  'mobile: getNotifications': { command: 'mobileGetNotifications' },
  'mobile: getCurrentActivity': { command: 'getCurrentActivity' },
  'mobile: getCurrentPackage': { command: 'getCurrentPackage' },
  'mobile: getDeviceTime': { command: 'getDeviceTime', params: { optional: ['format'] } },
  'mobile: deviceInfo': { command: 'mobileDeviceInfo' },
  'mobile: getDisplayDensity': { command: 'getDisplayDensity' },
  'mobile: getGeolocation': { command: 'getGeoLocation' },
  'mobile: setGeolocation': {
    command: 'mobileSetGeolocation',
    params: { required: ['latitude', 'longitude'], optional: ['altitude'] },
  },
  'mobile: setClipboard': {
    command: 'setClipboard',
    params: { required: ['content'], optional: ['contentType', 'label'] },
  },
  'mobile: getClipboard': { command: 'getClipboard', params: { optional: ['contentType'] } },
  'mobile: deepLink': { command: 'mobileDeepLink', params: { required: ['url'], optional: ['package'] } },
  'mobile: pushFile': { command: 'pushFile', params: { required: ['remotePath', 'payload'] } },
  'mobile: pullFile': { command: 'pullFile', params: { required: ['remotePath'] } },
  'mobile: hideKeyboard': { command: 'hideKeyboard' },
  'mobile: isKeyboardShown': { command: 'isKeyboardShown' },
  'mobile: fingerprint': { command: 'mobileFingerprint', params: { required: ['fingerprintId'] } },
  'mobile: sendSms': { command: 'mobileSendSms', params: { required: ['phoneNumber', 'message'] } },
  'mobile: setUiMode': { command: 'mobileSetUiMode', params: { required: ['mode', 'value'] } },
  'mobile: getUiMode': { command: 'mobileGetUiMode', params: { required: ['mode'] } },
  'mobile: viewportScreenshot': { command: 'mobileViewportScreenshot' },
  'mobile: viewportRect': { command: 'getWindowRect' },
  'mobile: performEditorAction': { command: 'mobilePerformEditorAction', params: { required: ['action'] } },
  'mobile: flingGesture': {
    command: 'mobileFling',
    params: { required: ['direction'], optional: ['elementId', 'left', 'top', 'width', 'height', 'speed'] },
  },
  'mobile: lock': { command: 'lock', params: { optional: ['seconds'] } },
  'mobile: unlock': { command: 'unlock' },
  'mobile: isLocked': { command: 'isLocked' },
} as const;

export const legacyRoutes = {
  '/session/:sessionId/appium/device/press_keycode': {
    POST: {
      command: 'pressKeyCode',
      payloadParams: { required: ['keycode'], optional: ['metastate', 'flags'] },
    },
  },
  '/session/:sessionId/appium/device/set_clipboard': {
    POST: {
      command: 'setClipboard',
      payloadParams: { required: ['content'], optional: ['contentType', 'label'] },
    },
  },
  '/session/:sessionId/appium/device/get_clipboard': {
    POST: { command: 'getClipboard', payloadParams: { optional: ['contentType'] } },
  },
  '/session/:sessionId/appium/device/push_file': {
    POST: { command: 'pushFile', payloadParams: { required: ['path', 'data'] } },
  },
  '/session/:sessionId/appium/device/pull_file': {
    POST: { command: 'pullFile', payloadParams: { required: ['path'] } },
  },
  '/session/:sessionId/appium/device/current_activity': { GET: { command: 'getCurrentActivity' } },
  '/session/:sessionId/appium/device/current_package': { GET: { command: 'getCurrentPackage' } },
  '/session/:sessionId/appium/device/display_density': { GET: { command: 'getDisplayDensity' } },
  '/session/:sessionId/appium/device/start_activity': {
    POST: {
      command: 'startActivity',
      payloadParams: {
        required: ['appPackage', 'appActivity'],
        optional: ['appWaitPackage', 'appWaitActivity'],
      },
    },
  },
  '/session/:sessionId/appium/device/finger_print': {
    POST: { command: 'mobileFingerprint', payloadParams: { required: ['fingerprintId'] } },
  },
  '/session/:sessionId/appium/device/send_sms': {
    POST: { command: 'mobileSendSms', payloadParams: { required: ['phoneNumber', 'message'] } },
  },
  '/session/:sessionId/appium/device/lock': {
    POST: { command: 'lock', payloadParams: { optional: ['seconds'] } },
  },
  '/session/:sessionId/appium/device/unlock': { POST: { command: 'unlock' } },
  '/session/:sessionId/appium/device/is_locked': { POST: { command: 'isLocked' } },
  '/session/:sessionId/appium/app/background': {
    POST: { command: 'background', payloadParams: { required: ['seconds'] } },
  },
  '/session/:sessionId/appium/element/:elementId/value': {
    POST: { command: 'setValueImmediate', payloadParams: { required: ['text'] } },
  },
} as const;
