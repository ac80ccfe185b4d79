import type { PageInterface } from './messages.ts';

/** Where scripts' calls of the app's objects go to: intercepted like any request, and answered by the device. */
export const bridgeUrl = 'https://appgov-bridge.invalid/';

/** Methods of the web platform that give personal information, by the path to them. */
const watchedDoors = [
  'navigator.mediaDevices.getUserMedia',
  'navigator.mediaDevices.enumerateDevices',
  'navigator.mediaDevices.getDisplayMedia',
  'navigator.clipboard.readText',
  'navigator.clipboard.read',
  'navigator.contacts.select',
  'navigator.bluetooth.requestDevice',
  'navigator.usb.requestDevice',
  'navigator.getBattery',
  'Notification.requestPermission',
] as const;

/**
 * What runs in every frame before the page's own scripts: the app's objects, whose methods answer at once as Android's
 * do (a request that the script waits for), and the doors to the person's data that the web has. It is a text because
 * it runs in the page, where nothing of this program is.
 */
const script = String.raw`(interfaces, address, doors) => {
  const scope = globalThis;
  const { XMLHttpRequest, JSON, Error, Object } = scope;
  const { open, send } = XMLHttpRequest.prototype;
  const { parse, stringify } = JSON;
  const ask = (target, method, args) => {
    const request = new XMLHttpRequest();
    open.call(request, 'POST', address, false);
    send.call(request, stringify({ target, method, args, url: String(scope.location) }));
    const answer = parse(request.responseText);
    if (answer.threw) throw new Error('Java exception was raised during method invocation');
    return answer.object ? wrap(answer.object.name, answer.object.methods) : answer.value;
  };
  const wrap = (name, methods) => {
    const object = {};
    for (const method of methods)
      Object.defineProperty(object, method, { value: (...args) => ask(name, method, args), enumerable: true });
    return object;
  };
  for (const { name, methods } of interfaces) scope[name] = wrap(name, methods);
  if (scope.navigator && scope.navigator.geolocation) {
    const locate = (done, failed) => {
      scope.setTimeout(() => {
        const place = ask('', 'geolocation', []);
        if (place && done) done({ coords: place, timestamp: place.timestamp });
        if (!place && failed) failed({ code: 1, message: 'User denied Geolocation', PERMISSION_DENIED: 1 });
      }, 0);
    };
    const geolocation = Object.getPrototypeOf(scope.navigator.geolocation);
    geolocation.getCurrentPosition = locate;
    geolocation.watchPosition = (done, failed) => { locate(done, failed); return 1; };
  }
  for (const door of doors) {
    const path = door.split('.');
    const last = path.pop();
    const owner = path.reduce((object, key) => (object ? object[key] : undefined), scope);
    const original = owner ? owner[last] : undefined;
    if (typeof original !== 'function') continue;
    try {
      owner[last] = function (...args) { ask('', 'door', [door]); return original.apply(this, args); };
    } catch { /* It cannot be watched. */ }
  }
}`;

export function toPageScript(interfaces: readonly PageInterface[]): string {
  return `(${script})(${[interfaces, bridgeUrl, watchedDoors].map((value) => JSON.stringify(value)).join(', ')})`;
}
