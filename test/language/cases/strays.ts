import type { ProblemCase } from './problem-case.ts';

/** What strays between the head of a statement and its block. The block is read all the same: nothing it names is missed, and nothing more is reported. */
export const strayCases: readonly ProblemCase[] = [
  {
    that: 'an option without `with`',
    text: 'event A\nstore Rows\nservice S {\n  on A batch 10 { puts Rows }\n}\n',
    problems: [
      {
        at: 'batch 10',
        says: 'syntax-error: Options follow `with`: `with batch 10`.',
        fixes: { 'Add `with` (safe)': 'event A\nstore Rows\nservice S {\n  on A with batch 10 { puts Rows }\n}\n' },
      },
    ],
  },
  {
    that: 'an option without `with` that an element could have as well',
    text: 'event A\nstore Rows\nservice S { on A timeout 5s { puts Rows }  serves b 5 retries { puts Rows } }\n',
    problems: [
      {
        at: 'timeout 5s',
        says: 'syntax-error: Options follow `with`: `with timeout 5s`.',
        fixes: {
          'Add `with` (safe)': 'event A\nstore Rows\nservice S { on A with timeout 5s { puts Rows }  serves b 5 retries { puts Rows } }\n',
        },
      },
      {
        at: '5 retries',
        says: 'syntax-error: Options follow `with`: `with 5 retries`.',
        fixes: {
          'Add `with` (safe)': 'event A\nstore Rows\nservice S { on A timeout 5s { puts Rows }  serves b with 5 retries { puts Rows } }\n',
        },
      },
    ],
  },
  {
    that: 'a second `with`, behind an option without one',
    text: 'event A\nstore Rows\nservice S { on A batch 10 with timeout 5s { puts Rows } }\n',
    problems: [
      {
        at: 'batch 10 with timeout 5s',
        says: 'syntax-error: Options follow `with`: `with batch 10, timeout 5s`.',
        fixes: { 'Add `with` (safe)': 'event A\nstore Rows\nservice S { on A with batch 10, timeout 5s { puts Rows } }\n' },
      },
    ],
  },
  {
    that: 'what belongs in the block of an element',
    text: 'service S : aws.ecs instances 4, timeout 5s { calls T.a }\nservice T { serves a }\n',
    problems: [
      {
        at: 'instances 4, timeout 5s',
        says: 'syntax-error: `instances 4, timeout 5s` stands before the `{` of `service S`, and belongs inside: `{ instances 4  timeout 5s  … }`.',
        fixes: {
          'Move it into the block': 'service S : aws.ecs { instances 4  timeout 5s calls T.a }\nservice T { serves a }\n',
        },
      },
    ],
  },
  {
    that: 'what belongs in the block of a workflow and of a flow',
    text: 'service T { serves a }\norchestrator W : aws.stepfunctions timeout 5m {\n  step A calls T.a\n}\nflow F from W critical {\n  within 5s\n}\n',
    problems: [
      {
        at: 'timeout 5m',
        says: 'syntax-error: `timeout 5m` stands before the `{` of `orchestrator W`, and belongs inside: `{ timeout 5m  … }`.',
        fixes: {
          'Move it into the block':
            'service T { serves a }\norchestrator W : aws.stepfunctions {\n  timeout 5m\n  step A calls T.a\n}\nflow F from W critical {\n  within 5s\n}\n',
        },
      },
      {
        at: 'critical',
        says: 'syntax-error: `critical` stands before the `{` of `flow F`, and belongs inside: `{ critical  … }`.',
        fixes: {
          'Move it into the block':
            'service T { serves a }\norchestrator W : aws.stepfunctions timeout 5m {\n  step A calls T.a\n}\nflow F from W {\n  critical\n  within 5s\n}\n',
        },
      },
    ],
  },
  {
    that: 'a mistyped word of the head',
    text: 'event A { key id }\nstore Rows\nservice S { on A idempotant by id { puts Rows }  serves b idempotent by id usng Rows { puts Rows } }\n',
    problems: [
      {
        at: 'idempotant',
        says: 'syntax-error: `idempotant` means nothing after `A`. Did you mean `idempotent`?',
        fixes: {
          'Change to `idempotent`':
            'event A { key id }\nstore Rows\nservice S { on A idempotent by id { puts Rows }  serves b idempotent by id usng Rows { puts Rows } }\n',
        },
      },
      {
        at: 'usng',
        says: 'syntax-error: `usng` means nothing after `id`. Did you mean `using`?',
        fixes: {
          'Change to `using`':
            'event A { key id }\nstore Rows\nservice S { on A idempotant by id { puts Rows }  serves b idempotent by id using Rows { puts Rows } }\n',
        },
      },
    ],
  },
  {
    that: 'strays inside a block that strays had hidden',
    text: 'event A\nstore Rows\nservice S : aws.ecs instances 4 {\n  on A batch 10 { puts Rows }\n}\n',
    problems: [
      {
        at: 'instances 4',
        says: 'syntax-error: `instances 4` stands before the `{` of `service S`, and belongs inside: `{ instances 4  … }`.',
        fixes: {
          'Move it into the block': 'event A\nstore Rows\nservice S : aws.ecs {\n  instances 4\n  on A batch 10 { puts Rows }\n}\n',
        },
      },
      {
        at: 'batch 10',
        says: 'syntax-error: Options follow `with`: `with batch 10`.',
        fixes: {
          'Add `with` (safe)': 'event A\nstore Rows\nservice S : aws.ecs instances 4 {\n  on A with batch 10 { puts Rows }\n}\n',
        },
      },
    ],
  },
  {
    that: 'a block that belongs to nothing, inside one that strays had hidden',
    text: 'store Rows\nservice T { serves a }\norchestrator W : aws.stepfunctions timeout 5m {\n  step A calls T.a soon { puts Rows }\n}\n',
    problems: [
      {
        at: 'timeout 5m',
        says: 'syntax-error: `timeout 5m` stands before the `{` of `orchestrator W`, and belongs inside: `{ timeout 5m  … }`.',
        fixes: {
          'Move it into the block':
            'store Rows\nservice T { serves a }\norchestrator W : aws.stepfunctions {\n  timeout 5m\n  step A calls T.a soon { puts Rows }\n}\n',
        },
      },
      {
        at: 'soon',
        says: 'syntax-error: `soon` means nothing after `a`: there may follow a text in quotes, `with`, `at`, `undo` or `on`.',
      },
    ],
  },
  {
    that: 'a word before the block of a branch',
    text: 'event A\nstore Rows\nservice S { on A { when "late" soon { puts Rows } } }\n',
    problems: [{ at: 'soon', says: 'syntax-error: After `"late"` comes `{`, not `soon`.' }],
  },
  {
    that: 'a block behind a statement that takes none',
    text: 'service S { calls T.a { puts Rows } }\nservice T { serves a }\nstore Rows\n',
    problems: [{ at: '{', says: 'syntax-error: This `{` opens a block that belongs to no statement.' }],
  },
  {
    that: 'words behind a statement, and a block that is another’s',
    text: 'service T { serves a }\nservice S { calls T.a soon { puts Rows } }\nstore Rows\n',
    problems: [{ at: 'soon', says: 'syntax-error: `soon` means nothing after `a`: there may follow a text in quotes, `with` or `at`.' }],
  },
];
