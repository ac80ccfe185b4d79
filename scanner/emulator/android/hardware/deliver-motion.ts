import type { MotionSample } from '../../../device/device.ts';
import type { Machine, Steps } from '../../machine/index.ts';
export function* deliverMotion(_vm: Machine, _sample: MotionSample): Steps<void> {}
