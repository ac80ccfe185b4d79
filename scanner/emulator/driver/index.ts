export { EmbeddedDriver } from './embedded-driver.ts';
