import type { Device, DeviceSession } from './device.ts';
import { isDeviceFailure, type DevicePool, type Lease } from './device-pool.ts';

/**
 * A device out of a pool as one Device: when a session of it fails, it is given back as failed and the next session is
 * opened on another one. `facts` are those of the device that is in use.
 */
export async function openPooledDevice(pool: DevicePool<Device>): Promise<Device> {
  let lease: Lease<Device> = await pool.acquire();
  let failed = false;
  let closed = false;
  const watched = (session: DeviceSession): DeviceSession =>
    Object.fromEntries(
      Object.entries(session).map(([name, call]) => [
        name,
        async (...args: unknown[]) => {
          try {
            return await (call as (...given: unknown[]) => Promise<unknown>)(...args);
          } catch (error) {
            failed ||= isDeviceFailure(error);
            throw error;
          }
        },
      ]),
    ) as DeviceSession;
  return {
    get facts() {
      return lease.device.facts;
    },
    get longestWaitMs() {
      return lease.device.longestWaitMs;
    },
    open: async (app) => {
      if (failed) {
        await lease.release('failed');
        lease = await pool.acquire();
        failed = false;
      }
      try {
        return watched(await lease.device.open(app));
      } catch (error) {
        failed ||= isDeviceFailure(error);
        throw error;
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await lease.release(failed ? 'failed' : 'well');
    },
  };
}
