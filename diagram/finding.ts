/** What a picture needs to know of a finding. Analysis makes findings of more parts; these are enough to place and to word a badge. */
import type { Source } from '../language/model/source.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly source: Source;
  readonly related: readonly { readonly message: string; readonly source: Source }[];
}
