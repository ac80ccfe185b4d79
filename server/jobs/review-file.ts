import type { ReviewItem } from '../store/index.ts';
import { reviewItems } from './scan-order.ts';
import { readTaskJson } from './task-file.ts';

/** Reads what a task process wrote for reviewers. Throws RunFailure SCAN_CRASHED where it cannot be right. */
export function readReviewItems(path: string): Promise<readonly ReviewItem[]> {
  return readTaskJson(path, reviewItems, 'list for reviewers');
}
