// The process that an Appium server lives in. It takes its home folder, its port and its drivers as arguments.

const [appiumHome = '', port = '0', drivers = ''] = process.argv.slice(2);

// Appium would look for extensions of whatever project the current folder belongs to.
process.env['APPIUM_HOME'] = appiumHome;
// Appium starts without a driver that does not load; here that is a failure to start.
await import('../emulator/driver/index.ts');
// By a name that the compiler does not follow: Appium ships its types as sources that do not fit our module settings.
const appiumPackage: string = 'appium';
const { main } = (await import(appiumPackage)) as { main: (options: object) => Promise<unknown> };
await main({
  appiumHome,
  port: Number(port),
  address: '127.0.0.1',
  useDrivers: drivers.split(','),
  // Colours and times are the reader's business.
  logNoColors: true,
  loglevel: 'warn',
  throwInsteadOfExit: true,
});
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
