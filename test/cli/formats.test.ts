import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { type Format, formatNames, formats } from '../../cli/report/formats.ts';
import { cell } from '../../cli/report/markdown.ts';
import { xmlElement, xmlText } from '../../cli/report/xml.ts';
import { reportOf } from './report.ts';
import { parseXml, type XmlElement } from './xml.ts';

const shop = {
  'shop.arch': `event Placed { key orderId  critical }
external Shop { sends Placed to Orders }
queue Orders : aws.sqs { retention 30d  visibility 1m }
service Books : aws.lambda { timeout 10s  on Placed from Orders { increments Sales } }
store Sales
queue Idle : aws.sqs
`,
};

/** Nothing in names and texts may break a format. */
const hostile = {
  'a folder/50%, "a" & b,c:ü.arch':
    'event Placed { key id }\nqueue A "<b>&amp; | `x` \u0001 \u202E 🎉" : not.known\nservice S { calls N\n}\r\nqueue {',
};

const schemas: Readonly<Record<string, ValidateFunction>> = {
  sarif: new AjvDraft04.default({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')),
  ),
};

function assertValid(name: string, value: unknown): void {
  const validate = schemas[name];
  assert.ok(validate);
  assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5), undefined, 2));
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Readonly<Record<string, number>> };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly relatedLocations?: readonly object[];
  readonly codeFlows?: readonly {
    readonly message?: { readonly text: string };
    readonly threadFlows: readonly {
      readonly locations: readonly { readonly location: { readonly message: { readonly text: string } } }[];
    }[];
  }[];
  readonly fixes?: readonly { readonly description: { readonly text: string }; readonly artifactChanges: readonly object[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly version: string;
        readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[];
      };
    };
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications?: readonly object[] }[];
    readonly results: readonly SarifResult[];
  }[];
}

async function sarifOf(...parts: Parameters<typeof reportOf>) {
  const log = JSON.parse(formats.sarif(await reportOf(...parts))) as Sarif;
  assertValid('sarif', log);
  const [run] = log.runs;
  assert.ok(run);
  return run;
}

describe('format sarif', () => {
  it('is valid, whatever the designs say', async () => {
    await sarifOf(shop);
    await sarifOf(hostile);
    await sarifOf({ 'empty.arch': '' });
  });

  it('holds rules with their help, places, the way that leads there, fixes and fingerprints', async () => {
    const { tool, results, invocations } = await sarifOf(shop);
    assert.equal(tool.driver.version, '1.2.3');
    assert.deepEqual(invocations, [{ executionSuccessful: true }]);
    const result = results.find(({ ruleId }) => ruleId === 'non-idempotent-consumer');
    assert.ok(result);
    assert.equal(tool.driver.rules[result.ruleIndex]?.id, 'non-idempotent-consumer');
    assert.match(tool.driver.rules[result.ruleIndex]?.help.text ?? '', /## Why it matters/);
    assert.equal(result.level, 'error');
    const [location] = result.locations;
    assert.equal(location?.physicalLocation.artifactLocation.uri, 'shop.arch');
    assert.deepEqual(location?.physicalLocation.region, { startLine: 4, startColumn: 43, endLine: 4, endColumn: 64 });
    const steps = result.codeFlows?.[0]?.threadFlows[0]?.locations.map((step) => step.location.message.text);
    assert.deepEqual(steps?.slice(0, -1), ['Books increments Sales', 'Orders (aws.sqs) may deliver Placed twice']);
    assert.equal(steps?.at(-1), result.message.text);
    const run = result.codeFlows?.[1];
    assert.match(run?.message?.text ?? '', /^How it fails: .*increments Sales took place twice for one Placed/);
    assert.ok((run?.threadFlows[0]?.locations.length ?? 0) > 3);
    const retention = results.find(({ ruleId }) => ruleId === 'invalid-technology-setting');
    assert.deepEqual(retention?.fixes?.[0], {
      description: { text: 'Set retention to 14d instead of 30d' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'shop.arch', uriBaseId: '%SRCROOT%' },
          replacements: [
            { deletedRegion: { startLine: 3, startColumn: 26, endLine: 3, endColumn: 39 }, insertedContent: { text: 'retention 14d' } },
          ],
        },
      ],
    });
  });

  it('has paths from the top of the checkout, encoded, and the whole address of what lies elsewhere', async () => {
    const report = await reportOf(Object.fromEntries([['a: b#1/ü 50%.arch', shop['shop.arch']]]));
    const addresses = (text: string): readonly string[] => [...new Set([...text.matchAll(/"uri": "(.*)"/g)].map(([, uri]) => uri ?? ''))];
    assert.deepEqual(addresses(formats.sarif(report)), ['a%3A%20b%231/%C3%BC%2050%25.arch']);
    const elsewhere = formats.sarif({ ...report, inCheckout: (uri) => fileURLToPath(uri) });
    assertValid('sarif', JSON.parse(elsewhere));
    assert.deepEqual(addresses(elsewhere), [...(report.results[0]?.project.wanted ?? [])]);
    assert.ok(!elsewhere.includes('%SRCROOT%'));
  });

  it('gives a finding the same fingerprint wherever its lines go, and no other finding that one', async () => {
    const fingerprints = ({ results }: { readonly results: readonly SarifResult[] }) =>
      new Map(results.map((result) => [result.partialFingerprints['archlint/v1'], result.message.text]));
    const before = fingerprints(await sarifOf(shop));
    const moved = {
      'shop.arch': `// One line more.\n\n${shop['shop.arch'].split('\n').reverse().join('\n')}`,
      'aaa.arch': 'external Beside\n',
    };
    const after = fingerprints(await sarifOf(moved));
    assert.ok(before.size >= 4);
    assert.deepEqual([...after].sort(), [...before].sort());
  });

  it('says what is new against a baseline, and which rule failed', async () => {
    const { results } = await sarifOf(shop, { baseline: { known: 1, renamed: 0, gone: 0 } });
    assert.ok(results.every(({ baselineState }) => baselineState === 'new'));
    const { invocations } = await sarifOf(shop, { failures: [{ rule: 'event-loop', error: new Error('oops') }] });
    assert.deepEqual(invocations, [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'the rule event-loop failed (oops). Its findings are missing; please report this with the design.' },
          },
        ],
      },
    ]);
  });
});

function attributes({ children }: XmlElement, name: string): readonly Readonly<Record<string, string>>[] {
  return children.filter((child) => child.name === name).map((child) => child.attributes);
}

describe('format junit', () => {
  it('has a suite a file and a failed case a finding', async () => {
    const report = await reportOf({ ...shop, 'clean.arch': 'external Somebody\n' });
    const root = parseXml(formats.junit(report));
    const suites = root.children;
    assert.deepEqual(
      suites.map(({ attributes: { name } }) => name),
      ['clean.arch', 'shop.arch'],
    );
    assert.deepEqual(attributes(suites[0] as XmlElement, 'testcase'), [{ name: 'no findings', classname: 'clean.arch' }]);
    const [shopSuite] = suites.slice(1);
    assert.ok(shopSuite);
    const failed = shopSuite.children.filter(({ children }) => children[0]?.name === 'failure');
    const skipped = shopSuite.children.filter(({ children }) => children[0]?.name === 'skipped');
    const { errors, warnings, infos, hints } = report.summary;
    assert.deepEqual([failed.length, skipped.length], [errors + warnings, infos + hints]);
    assert.equal(root.attributes.failures, `${errors + warnings}`);
    assert.equal(root.attributes.tests, `${errors + warnings + infos + hints + 1}`);
    const [first] = failed.filter(({ attributes: { name } }) => name?.startsWith('non-idempotent-consumer'));
    assert.match(first?.children[0]?.text ?? '', /^shop\.arch:4:43: error: Books adds to Sales once per delivery/);
  });

  it('is well-formed, whatever the designs say', async () => {
    const [suite] = parseXml(formats.junit(await reportOf(hostile))).children;
    assert.equal(suite?.attributes.name, Object.keys(hostile)[0]);
  });
});

describe('format checkstyle', () => {
  it('has the findings of each file', async () => {
    const root = parseXml(formats.checkstyle(await reportOf(shop)));
    assert.equal(root.name, 'checkstyle');
    assert.deepEqual(attributes(root, 'file'), [{ name: 'shop.arch' }]);
    const found = attributes(root.children[0] as XmlElement, 'error').find(
      ({ source }) => source === 'archlint.invalid-technology-setting',
    );
    assert.deepEqual(
      { ...found, message: undefined },
      { line: '3', column: '26', severity: 'error', source: 'archlint.invalid-technology-setting', message: undefined },
    );
  });

  it('is well-formed, whatever the designs say', async () => {
    assert.equal(parseXml(formats.checkstyle(await reportOf(hostile))).children[0]?.attributes.name, Object.keys(hostile)[0]);
  });
});

describe('format github', () => {
  it('is a command a finding, and a line for the log', async () => {
    const report = await reportOf(shop);
    const lines = formats.github(report).trimEnd().split('\n');
    const count = report.results.flatMap(({ findings }) => findings).length;
    assert.equal(lines.length, count + 1);
    assert.match(
      lines.find((line) => line.includes('HYG002')) ?? '',
      /^::error file=shop\.arch,line=3,endLine=3,col=26,endColumn=39,title=invalid-technology-setting \(HYG002\)::Orders has retention 30d/,
    );
    assert.match(lines.at(-1) ?? '', /^\d errors?, /);
  });

  it('escapes what would end a command', async () => {
    const lines = formats
      .github(await reportOf(hostile))
      .trimEnd()
      .split('\n');
    for (const line of lines.slice(0, -1))
      assert.match(line, /^::(error|warning|notice) file=a folder\/50%25%2C "a" & b%2Cc%3Aü\.arch,line=\d+,/);
  });
});

describe('format gitlab', () => {
  it('is a list of findings with a fingerprint each', async () => {
    const entries = JSON.parse(formats.gitlab(await reportOf({ 'a.arch': 'queue A : x\n', 'b.arch': 'queue A : x\n' }))) as {
      readonly description: string;
      readonly check_name: string;
      readonly fingerprint: string;
      readonly severity: string;
      readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
    }[];
    assert.ok(entries.length >= 2);
    assert.equal(new Set(entries.map(({ fingerprint }) => fingerprint)).size, entries.length);
    for (const { severity, location } of entries) {
      assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(severity));
      assert.ok(location.lines.begin >= 1);
    }
    assert.deepEqual([...new Set(entries.map(({ location }) => location.path))], ['a.arch', 'b.arch']);
  });
});

describe('format markdown', () => {
  it('counts, lists what has to be mended, and folds the rest', async () => {
    const text = formats.markdown(await reportOf(shop, { baseline: { known: 2, renamed: 0, gone: 1 } }));
    assert.match(text, /^### Archlint: \d errors?, \d warnings? in 1 file\n\n\| \| where \| what \| rule \|\n/);
    assert.match(text, /\n\| 🔴 error \| `shop\.arch:3` \| Orders has retention 30d.*\| invalid-technology-setting \|\n/);
    assert.match(text, /\n\n2 findings known from the baseline; 1 of its entries no longer occur\.\n$/);
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !line.includes('---'));
    for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
  });

  it('ends a table that nobody would read, and that no summary has room for', async () => {
    const names = Array.from({ length: 203 }, (_, index) => `queue Idle${index}\n`);
    const text = formats.markdown(await reportOf({ 'a.arch': names.join('') }));
    assert.equal(text.match(/^\| 🟠 warning \|/gm)?.length, 200);
    assert.match(text, /\n\n… and 3 more\. `archlint check` lists them all\.\n/);
    assert.match(text, /^### Archlint: 203 warnings /);
  });

  it('says so when all is well', async () => {
    assert.equal(formats.markdown(await reportOf({ 'a.arch': 'external Shop\n' })), '### Archlint: no problems in 1 file\n');
  });

  it('takes names for what they are', () => {
    assert.equal(cell('a_b *c* <d> | @e [f](g) `h|i_` \n j'), 'a\\_b \\*c\\* &lt;d> \\| &#64;e \\[f\\](g) `h\\|i_` j');
  });
});

describe('format compact', () => {
  it('is a line a finding, and nothing when all is well', async () => {
    const lines = formats
      .compact(await reportOf(shop))
      .trimEnd()
      .split('\n');
    for (const line of lines) assert.match(line, /^shop\.arch:\d+:\d+: (error|warning|info|hint): .+ \[[a-z-]+\]$/);
    assert.equal(formats.compact(await reportOf({ 'a.arch': 'external Shop\n' })), '');
    for (const line of formats
      .compact(await reportOf(hostile))
      .trimEnd()
      .split('\n'))
      assert.match(line, /\[[a-z-]+\]$/);
  });
});

describe('formats', () => {
  for (const format of formatNames) {
    it(`${format} ends its last line, and gives the same text for the same design`, async () => {
      const text = (one: Format, report: Awaited<ReturnType<typeof reportOf>>) => formats[one](report);
      const first = text(format, await reportOf(shop));
      assert.ok(first.endsWith('\n') && !first.endsWith('\n\n'));
      assert.equal(text(format, await reportOf(shop)), first);
    });
  }

  it('write XML that can be read again', () => {
    const written = `<?xml version="1.0" encoding="UTF-8"?>${xmlElement('a', { b: 'x"<&>\n\t\u0007' }, [xmlText('<c/> & "d" \uD800')])}`;
    const { attributes: read, text } = parseXml(written);
    assert.deepEqual([read.b, text], ['x"<&>\n\t\uFFFD', '<c/> & "d" \uFFFD']);
  });
});
