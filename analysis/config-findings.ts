/** What is wrong with a configuration, as findings at their places. */
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';
import { textRuleOf } from './registry.ts';

/**
 * @param docsBase where the pages of rules are, an address or a path that ends in a slash
 * @returns a finding for each problem of a configuration
 */
export function configFindings(config: Config, docsBase: string): readonly Finding[] {
  const { id, code, severity: usual } = textRuleOf('invalid-configuration');
  const asked = config.rules.get(id)?.severity;
  const severity = asked === undefined || asked === 'off' ? usual : asked;
  return config.problems.map(({ message, source }) => ({
    rule: id,
    code,
    severity,
    message,
    messageId: id,
    data: {},
    source,
    related: [],
    fixes: [],
    docs: `${docsBase}${id}.md`,
  }));
}
