/** The formats in which `archlint check` reports, by the word of `--format`. */
import { checkstyleReport } from './checkstyle.ts';
import { compactReport } from './compact.ts';
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './result.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

export type Format = 'text' | 'compact' | 'json' | 'sarif' | 'github' | 'gitlab' | 'junit' | 'checkstyle' | 'markdown';

/** Each writes a whole report, its last line ended. */
export const formats: Readonly<Record<Format, (report: Report) => string>> = {
  text: textReport,
  compact: compactReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  checkstyle: checkstyleReport,
  markdown: markdownReport,
};

export const formatNames = Object.keys(formats) as readonly Format[];
