/** Texts that do not parse, and how the rest of them is read. */
import type { ProblemCase } from './problem-case.ts';

export const syntaxCases: readonly ProblemCase[] = [
  {
    that: 'a block that is not closed before an element',
    text: 'system s {\n  service A {\n    on X from Q {\n      puts Z\n  service B { reads Z }\n  event X\n  queue Q\n  store Z\n}\n',
    problems: [
      {
        at: 'service',
        says: 'syntax-error: Before `service` the `}` is missing that closes `on X` in line 3.',
        related: ['The block begins here.'],
      },
    ],
  },
  {
    that: 'a handler that is not closed',
    text: 'system s {\n  service A {\n    on X {\n      puts Z\n    on X { puts Z }\n  }\n  event X\n  store Z\n}\n',
    problems: [
      { at: 'on', says: 'syntax-error: Before `on` the `}` is missing that closes `on X` in line 3.', related: ['The block begins here.'] },
    ],
  },
  {
    that: 'a block that is not closed at the end',
    text: 'system s {\n  service A {\n    timeout 5s\n  event X\n',
    problems: [
      { at: '{', says: 'syntax-error: The block of `system s` in line 1 is not closed: a `}` is missing.' },
      {
        at: 'event',
        says: 'syntax-error: Before `event` the `}` is missing that closes `service A` in line 2.',
        related: ['The block begins here.'],
      },
    ],
  },
  {
    that: 'the block that its indentation tells is not closed',
    text: 'system s {\n  group g {\n    service A {\n      timeout 5s\n    }\n  queue Q\n}\n',
    problems: [{ at: '{', says: 'syntax-error: The block of `group g` in line 2 is not closed: a `}` is missing.' }],
  },
  {
    that: 'a brace too many',
    text: 'system s {\n  service A { }\n}\n}}\nevent X\n',
    problems: [{ at: '}', says: 'syntax-error: This `}` closes nothing: there is no block left to close.' }],
  },
  {
    that: 'a technology that is missing keeps the body',
    text: 'service A : {\n  concurrency 5\n  timeout 5s  timeout 6s\n}\n',
    problems: [
      { at: '{', says: 'syntax-error: After `:` comes the name of a technology, not `{`.' },
      {
        at: 'timeout 6s',
        says: 'said-twice: `timeout 6s` says anew what `timeout 5s` says. Only one of them can hold.',
        related: ['It is said first here.'],
        fixes: { 'Remove `timeout 6s`': 'service A : {\n  concurrency 5\n  timeout 5s\n}\n' },
      },
    ],
  },
  {
    that: 'a name that is missing keeps the body',
    text: 'queue : aws.sqs { alarm alarm }\nservice { timeout 5s }\nservice A { serves (X) }\nevent X\n',
    problems: [
      { at: ':', says: 'syntax-error: After `queue` comes a name for the queue, not `:`.' },
      {
        at: 'alarm',
        says: 'said-twice: `alarm` is said already.',
        related: ['It is said first here.'],
        fixes: { 'Remove `alarm` (safe)': 'queue : aws.sqs { alarm }\nservice { timeout 5s }\nservice A { serves (X) }\nevent X\n' },
      },
      { at: '{', says: 'syntax-error: After `service` comes a name for the service, not `{`.' },
      { at: '(', says: 'syntax-error: After `serves` comes a name for the operation, not `(`.' },
    ],
  },
  {
    that: 'fields that are missing',
    text: 'event X { key }\nevent Y { key a + }\nevent Z { ordered by }\n',
    problems: [
      { at: '}', says: 'syntax-error: After `key` comes the name of a field, not `}`.' },
      { at: '}', says: 'syntax-error: After `+` comes the name of a field, not `}`.' },
      { at: '}', says: 'syntax-error: After `by` comes the name of a field, not `}`.' },
    ],
  },
  {
    that: 'a unit that is none',
    text: 'queue Q { visibility 30sec  delay 5x  alarm }\nevent 2fast\n',
    problems: [
      {
        at: '30sec',
        says: 'syntax-error: `30sec` is no quantity of the language. Did you mean `30s`?',
        fixes: { 'Change to `30s`': 'queue Q { visibility 30s  delay 5x  alarm }\nevent 2fast\n' },
      },
      {
        at: '5x',
        says: 'syntax-error: `5x` is neither a name, which begins with a letter, nor a quantity: times end in `ms`, `s`, `m`, `h` or `d`, sizes in `B`, `KB`, `MB` or `GB`, rates are `200/s`.',
      },
      {
        at: '2fast',
        says: 'syntax-error: `2fast` is neither a name, which begins with a letter, nor a quantity: times end in `ms`, `s`, `m`, `h` or `d`, sizes in `B`, `KB`, `MB` or `GB`, rates are `200/s`.',
      },
    ],
  },
  {
    that: 'a text that is not closed',
    text: 'system s {\n  note "abc\n  service A "Foo {\n    on X\n  }\n  event X\n}\n',
    problems: [
      { at: '"abc', says: 'syntax-error: The text that begins here is not closed: a `"` is missing before the end of the line.' },
      { at: '"Foo', says: 'syntax-error: The text that begins here is not closed: a `"` is missing before the end of the line.' },
    ],
  },
  {
    that: 'a comment that is not closed',
    text: 'event X\n/* unfinished\nservice B { }\n',
    problems: [
      { at: '/* unfinished\nservice B { }\n', says: 'syntax-error: The comment that begins here is not closed: a `*/` is missing.' },
    ],
  },
  {
    that: 'characters of no name',
    text: "event Order😀Paid\nevent 😀\nqueue Q { delay=5s; alarm }\n# a comment\nservice [A]\nevent 'a'\nevent @x\n",
    problems: [
      { at: '😀', says: 'syntax-error: `😀` cannot stand here: names are letters of any script, digits, `_` and `-`.' },
      { at: '😀', says: 'syntax-error: `😀` cannot stand here: names are letters of any script, digits, `_` and `-`.' },
      { at: '=', says: 'syntax-error: No `=` stands between a word and its value: it is `timeout 30s`. Remove the `=`.' },
      { at: ';', says: 'syntax-error: Nothing separates statements: each begins with its keyword. Remove the `;`.' },
      { at: '# a comment', says: 'syntax-error: A comment begins with `//`.' },
      { at: '[A]', says: 'syntax-error: Blocks stand in braces: `{ … }`.' },
      { at: "'a'", says: 'syntax-error: Text stands in double quotes: `"…"`.' },
      { at: '@', says: 'syntax-error: `@` means nothing here.' },
    ],
  },
  {
    that: 'statements cut short',
    text: 'system s {\n  service B {\n    calls B\n    reads\n    on\n  }\n  queue\n  event Y\n}\n',
    problems: [
      {
        at: 'reads',
        says: 'unknown-name: `reads` ends before its name: it lacks a store. As it stands, `on` of the next line is taken for it.',
      },
      { at: 'queue', says: 'syntax-error: After `queue` comes a name for the queue, but the line ends without it.' },
    ],
  },
  {
    that: 'a text that ends early',
    text: 'queue',
    problems: [{ at: 'queue', says: 'syntax-error: After `queue` comes a name for the queue, but the text ends here.' }],
  },
  {
    that: 'a text that ends in a statement',
    text: 'queue A { dead-letters to',
    problems: [
      { at: '{', says: 'syntax-error: The block of `queue A` in line 1 is not closed: a `}` is missing.' },
      { at: 'to', says: 'syntax-error: After `to` comes the name of a channel or another receiver, but the text ends here.' },
    ],
  },
  {
    that: 'a keyword that is misspelt',
    text: 'sytem shop {\n  event A\n}\nevent B\nservice S {\n  tiemout 5s\n  instance 5\n}\n',
    problems: [
      {
        at: 'sytem',
        says: 'syntax-error: `sytem` begins no statement of a file. Did you mean `system`?',
        fixes: { 'Change to `system`': 'system shop {\n  event A\n}\nevent B\nservice S {\n  tiemout 5s\n  instance 5\n}\n' },
      },
      {
        at: 'tiemout',
        says: 'syntax-error: `tiemout` begins no statement of `service S`. Did you mean `timeout`?',
        fixes: { 'Change to `timeout`': 'sytem shop {\n  event A\n}\nevent B\nservice S {\n  timeout 5s\n  instance 5\n}\n' },
      },
      {
        at: 'instance',
        says: 'syntax-error: `instance` begins no statement of `service S`. Did you mean `instances`?',
        fixes: { 'Change to `instances`': 'sytem shop {\n  event A\n}\nevent B\nservice S {\n  tiemout 5s\n  instances 5\n}\n' },
      },
    ],
  },
  {
    that: 'a system without its brace',
    text: 'system shop\n  event A\n  event B\n}\n',
    problems: [{ at: 'shop', says: 'syntax-error: After `shop` comes `{`, but the line ends without it.' }],
  },
  {
    that: 'a word of another body',
    text: 'event A { no dead-letters }\nservice B { step X waits 1s }\nview V { timeout 5s }\n',
    problems: [
      { at: 'no', says: 'syntax-error: `no` belongs in an element such as a service or a queue, not in an event or a command.' },
      { at: 'step', says: 'syntax-error: `step` belongs in an orchestrator, not in an element such as a service or a queue.' },
      { at: 'timeout', says: 'syntax-error: `timeout` belongs in an element such as a service or a queue, not in a view.' },
    ],
  },
  {
    that: 'what follows `no`',
    text: 'service B {\n  no foo\n  instances 3\n}\n',
    problems: [{ at: 'foo', says: 'syntax-error: After `no` comes `dead-letters`, not `foo`.' }],
  },
  {
    that: 'a step without its action',
    text: 'orchestrator W {\n  step A\n  step B calls\n  step C waits\n  when { step D waits 5s }\n  step E waits 5s\n}\n',
    problems: [
      {
        at: 'A',
        says: 'syntax-error: After `A` comes what the step does: an effect such as `calls Stock.reserve`, `waits …` or a block, but the line ends without it.',
      },
      {
        at: 'calls',
        says: 'syntax-error: After `calls` comes the name of a service or one of its operations, but the line ends without it.',
      },
      { at: 'waits', says: 'syntax-error: After `waits` comes a time such as `5s`, or `for` a message, but the line ends without it.' },
      { at: '{', says: 'syntax-error: After `when` comes a text in quotes, not `{`.' },
    ],
  },
  {
    that: 'requirements, views and flows',
    text: 'actor A\nrequire A\nrequire A never\nview V { direction sideways }\nflow f from A { reads some writes }\nflow g fom A { }\n',
    problems: [
      {
        at: 'A',
        says: 'syntax-error: After `A` comes what must hold: `never lost`, `at most once per …`, `in order at …`, `leads to …`, `survives instance loss` or `all or nothing`, but the line ends without it.',
      },
      { at: 'never', says: 'syntax-error: After `never` comes `lost`, but the line ends without it.' },
      { at: 'sideways', says: 'syntax-error: After `direction` comes `right`, `down`, `left` or `up`, not `sideways`.' },
      { at: 'some', says: 'syntax-error: After `reads` comes `own writes` or `all writes`, not `some`.' },
      {
        at: 'fom',
        says: 'syntax-error: After `g` comes `from`, not `fom`.',
        fixes: {
          'Change to `from`':
            'actor A\nrequire A\nrequire A never\nview V { direction sideways }\nflow f from A { reads some writes }\nflow g from A { }\n',
        },
      },
    ],
  },
  {
    that: 'heads of handlers and operations',
    text: 'event B\nservice A {\n  on B, from C\n  every { reads A2 }\n  keeps Z\n  calls A with\n}\nstore A2\n',
    problems: [
      {
        at: 'from',
        says: 'unknown-name: There is no `from` in this file; an event or a command is expected. Declare it, or correct the name.',
        fixes: {
          'Declare the event `from`':
            'event B\nevent from\nservice A {\n  on B, from C\n  every { reads A2 }\n  keeps Z\n  calls A with\n}\nstore A2\n',
        },
      },
      { at: 'C', says: 'syntax-error: `C` means nothing after `from`.' },
      { at: '{', says: 'syntax-error: After `every` comes a time such as `30s`, not `{`.' },
      { at: 'Z', says: 'syntax-error: After `Z` comes `in memory`, `on disk` or `in` a store, but the line ends without it.' },
      { at: 'with', says: 'syntax-error: After `with` comes an option such as `timeout 5s` or `3 retries`, but the line ends without it.' },
    ],
  },
  {
    that: 'a block that belongs to nothing',
    text: '{ event A }\nservice S { { reads S } timeout 5s }\n',
    problems: [
      { at: '{', says: 'syntax-error: This `{` opens a block that belongs to no statement.' },
      { at: '{', says: 'syntax-error: This `{` opens a block that belongs to no statement.' },
    ],
  },
  {
    that: 'the wrong word',
    text: 'queue Q { subscribes T  ordering some  delivery once }\ntopic T\nservice S { calls S with foo }\n',
    problems: [
      {
        at: 'T',
        says: 'syntax-error: After `subscribes` comes `to`, not `T`.',
        fixes: {
          'Insert `to`': 'queue Q { subscribes to T  ordering some  delivery once }\ntopic T\nservice S { calls S with foo }\n',
        },
      },
      { at: 'some', says: 'syntax-error: After `ordering` comes `none`, `per-key` or `total`, not `some`.' },
      { at: 'once', says: 'syntax-error: After `delivery` comes `at-least-once`, `at-most-once` or `exactly-once`, not `once`.' },
      { at: 'foo', says: 'syntax-error: After `with` comes an option such as `timeout 5s` or `3 retries`, not `foo`.' },
    ],
  },
  { that: 'an empty file', text: '', problems: [] },
  { that: 'a byte order mark, tabs and foreign line breaks', text: '\uFEFFevent A\r\n\tevent B\r\n', problems: [] },
  { that: 'names from right to left', text: 'event הזמנה\nservice S { on הזמנה }\n', problems: [] },
  {
    that: 'a binary file',
    text: 'MZ\u0000\u0001\u0002',
    problems: [{ at: '\u0000', says: 'syntax-error: This is not text: it contains a zero byte. An .arch file is text in UTF-8.' }],
  },
  {
    that: 'rates and sizes',
    text: 'service S { throughput 5  calls S at 5  available 99 }\n',
    problems: [
      { at: '5', says: 'syntax-error: `throughput` takes a rate such as `200/s`, not `5`.' },
      { at: '5', says: 'syntax-error: After `at` comes a rate such as `200/s`, not `5`.' },
      { at: '99', says: 'syntax-error: `available` takes a percentage such as `99.9%`, not `99`.' },
    ],
  },
  {
    that: 'options that lack their value',
    text: 'event A\nservice S { on A with concurrency, timeout, batch { } }\n',
    problems: [{ at: ',', says: 'syntax-error: After `concurrency` comes a number, not `,`.' }],
  },
  {
    that: 'commas between statements, and before the end of a block',
    text: 'queue Q { retention 4d, alarm }\nevent A { key a, }\n',
    problems: [
      {
        at: ',',
        says: 'syntax-error: Nothing separates statements: remove the `,`.',
        fixes: { 'Remove the `,` (safe)': 'queue Q { retention 4d alarm }\nevent A { key a, }\n' },
      },
      {
        at: ',',
        says: 'syntax-error: Nothing separates statements: remove the `,`.',
        fixes: { 'Remove the `,` (safe)': 'queue Q { retention 4d, alarm }\nevent A { key a }\n' },
      },
    ],
  },
  {
    that: 'lists where one name stands, of statements that can be said again',
    text: 'store D\nstore E\nservice T { serves a serves b }\nservice S { serves go { reads D, E, D } serves on { calls T.a, T.b } }\n',
    problems: [
      {
        at: ',',
        says: 'syntax-error: `reads` takes one name, and no list: say it for each, `reads D  reads E`.',
        fixes: {
          'Say `reads` for each':
            'store D\nstore E\nservice T { serves a serves b }\nservice S { serves go { reads D  reads E  reads D } serves on { calls T.a, T.b } }\n',
        },
      },
      {
        at: ',',
        says: 'syntax-error: `calls` takes one name, and no list: say it for each, `calls T.a  calls T.b`.',
        fixes: {
          'Say `calls` for each':
            'store D\nstore E\nservice T { serves a serves b }\nservice S { serves go { reads D, E, D } serves on { calls T.a  calls T.b } }\n',
        },
      },
    ],
  },
  {
    that: 'lists where one name stands, in the middle of a statement',
    text: 'event A\nqueue Q, P\nservice S { serves go serves on  on A from Q, P { } }\norchestrator W { step A calls S.go, S.on }\nflow F from S.go, S.on { }\n',
    problems: [
      {
        at: ',',
        says: 'syntax-error: `queue` takes one name, and no list: say it for each, `queue Q  queue P`.',
        fixes: {
          'Say `queue` for each':
            'event A\nqueue Q  queue P\nservice S { serves go serves on  on A from Q, P { } }\norchestrator W { step A calls S.go, S.on }\nflow F from S.go, S.on { }\n',
        },
      },
      { at: ',', says: 'syntax-error: `from` takes one name, and no list.' },
      { at: ',', says: 'syntax-error: `calls` takes one name, and no list.' },
      { at: ',', says: 'syntax-error: `from` takes one name, and no list.' },
    ],
  },
  {
    that: 'commas that nobody can explain',
    text: 'service S { every 5m, 6m { } }\nqueue Q { retention 4d, 5d }\n',
    problems: [
      { at: ',', says: 'syntax-error: `,` means nothing after `5m`: there may follow a block `{ … }`.' },
      { at: ',', says: 'syntax-error: `,` means nothing after `4d`: there may follow `per` or `at`.' },
    ],
  },
];
