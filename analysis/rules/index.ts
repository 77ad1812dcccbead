/** All rules by the alphabet. Generated from the files of this folder by `npm run generate`. */
import type { Rule } from '../rule.ts';
import { rule as eventLoop } from './event-loop.ts';

export const rules: readonly Rule[] = [eventLoop];
