import type { PageSetup } from './messages.ts';

/** Sets a new page up before it does anything. Answers the number of its main frame. */
export async function preparePage(
  send: (method: string, params?: object) => Promise<unknown>,
  { userAgent, language, epochMs }: PageSetup,
): Promise<string> {
  await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  // Workers are held before their first request, until those are intercepted too.
  await send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
  await Promise.all([
    send('Page.enable'),
    send('Network.enable'),
    send('DOMSnapshot.enable'),
    send('Page.setBypassCSP', { enabled: true }),
    send('Emulation.setUserAgentOverride', {
      userAgent,
      acceptLanguage: language,
      platform: 'Linux armv8l',
    }),
    send('Emulation.setLocaleOverride', { locale: language }),
    send('Emulation.setTouchEmulationEnabled', { enabled: true }),
    send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    send('Runtime.runIfWaitingForDebugger'),
  ]);
  const { frameTree } = (await send('Page.getFrameTree')) as {
    readonly frameTree?: { readonly frame: { readonly id: string } };
  };

  await send('Emulation.setVirtualTimePolicy', {
    policy: 'pause',
    initialVirtualTime: epochMs / 1000,
  });
  return frameTree?.frame.id ?? '';
}
