/**
 * Designs that are written in Promela by hand, from the specification alone: a workflow with an undo, a join, a queue that keeps an order. Each says of itself what
 * `BROKEN n` means. A fault is taken where it can strike and counted down; `TELL` is told by the verifier itself, so that one search finds all that breaks.
 */
import type { PromelaModel } from './promela.ts';

export interface HandWritten {
  readonly name: string;
  readonly text: string;
  readonly model: (faults: number) => PromelaModel;
}

function model(faults: number, told: PromelaModel['told'], body: string): PromelaModel {
  const tell = (number: string): string => `c_code { if (!told[${number}]) { told[${number}] = 1; printf("BROKEN ${number}\\n"); } }`;
  const text = body.replaceAll(/TELL\((\d)\)/g, (_, number: string) => tell(number));
  return { text: `c_decl { static unsigned char told[256]; }\nbyte faults = ${faults};\n${text}`, told };
}

/** Tries of a call or a delivery that matter: one more than there are faults. */
function atMost(tries: number, faults: number): number {
  return Math.min(tries, faults + 1);
}

const workflow = (undo: string): string => `orchestrator W : aws.stepfunctions {
      step Reserve calls Stock.take with 1 retry, key id undo Stock.give${undo}
      step Charge calls Bank.pay with 1 retry
    }
    external Stock { serves take idempotent by id  serves give }
    external Bank { serves pay idempotent by id }`;

/** A step: its call is tried twice, an outage lasts for all of its tries, and an answer can be lost. */
const step = (name: string, takes: string, tries: number): string => `
  tries = 0; out = 0;
${name}: if
  :: out -> goto ${name}Fails
  :: !out && faults > 0 -> faults--; out = 1; goto ${name}Fails
  :: !out -> ${takes}
     if
     :: faults > 0 -> faults--; goto ${name}Fails
     :: goto ${name}Done
     fi
  fi;
${name}Fails: tries++;
  if
  :: tries < ${tries} -> goto ${name}
  :: else -> failed = 1; goto undo
  fi;
${name}Done: skip;`;

const undone = `if
     :: faults > 0 -> faults--
     :: true ->
        if
        :: faults > 0 -> faults--
        :: undone = 1
        fi
     fi`;

const workflowModel =
  (undo: string) =>
  (faults: number): PromelaModel =>
    model(
      faults,
      [
        { promise: 'effect-once', element: 's.W' },
        { promise: 'all-or-nothing', element: 's.W' },
      ],
      `byte take; byte pay; byte tries; bit out; bit failed; bit undone;
active proctype W() {${step('reserve', 'take = 1;', atMost(2, faults))}${step('charge', 'pay = (pay < 2 -> pay + 1 : 2); if :: pay > 1 -> TELL(0) :: else fi;', atMost(2, faults))}
  goto over;
undo: if
  :: take > 0 -> ${undo}
  :: else
  fi;
over: if
  :: failed && take > 0 && !undone -> TELL(1)
  :: failed && pay > 0 -> TELL(1)
  :: else
  fi
}
`,
    );

/** One of two messages of a join: collected, or what makes it complete and runs the body. What follows an effect at once, as a crash, is one step with it. */
const joinLeg = (name: string, other: string, parks: string, faults: number): string => `
active proctype leg${name}() {
  byte attempts; byte out;
end: do
  :: atomic {
       copies${name} > 0 ->
       if
       :: faults > 0 && !handled${name} -> faults--; copies${name} = 0; ${parks}; goto again
       :: last == NONE && !came${other} -> came${name} = 1; handled${name} = 1; if :: copies${name}-- :: faults > 0 -> faults-- fi; goto again
       :: last == NONE && came${other} -> last = ${name}
       :: last == ${name}
       :: last == ${other} -> copies${name}--; goto again
       fi
     };
     atomic {
       if
       :: out == 0 && faults > 0 -> faults--; out = 1; goto fails
       :: out == 1 -> goto fails
       :: out != 1 -> sum = (sum < 2 -> sum + 1 : 2); if :: sum > 1 -> TELL(0) :: else fi; if :: faults > 0 -> faults--; goto fails :: true fi
       fi
     };
     atomic {
       if
       :: out == 0 && faults > 0 -> faults--; out = 2; goto fails
       :: out == 2 -> goto fails
       :: out != 2 -> log = 1; if :: faults > 0 -> faults--; goto fails :: true fi
       fi
     };
     atomic {
       handled${name} = 1; attempts = 0; out = 0;
       if
       :: copies${name}--
       :: faults > 0 -> faults--
       fi;
       goto again
     };
fails: atomic {
       attempts++;
       if
       :: attempts >= ${atMost(3, faults)} && out > 0 -> attempts = 0; out = 0; copies${name} = 0; if :: !handled${name} -> ${parks} :: else fi
       :: else
       fi
     };
again: skip
  od
}`;

const joinModel = (faults: number): PromelaModel =>
  model(
    faults,
    [
      { promise: 'effect-once', element: 's.Ship' },
      { promise: 'nothing-lost', element: 's.Q' },
      { promise: 'all-or-nothing', element: 's.Ship' },
    ],
    `#define NONE 0
#define P 1
#define Q 2
byte copiesP; byte copiesQ; bit handledP; bit handledQ; bit cameP; bit cameQ; byte last; byte sum; bit log; bit lostQ;
active proctype buy() {
again: if
  :: atomic { faults > 0 -> faults--; goto again }
  :: copiesP = (copiesP < 3 -> copiesP + 1 : 3)
  fi;
  if
  :: atomic { faults > 0 -> faults--; goto again }
  :: copiesQ = (copiesQ < 3 -> copiesQ + 1 : 3)
  fi;
  if
  :: atomic { faults > 0 -> faults--; goto again }
  :: skip
  fi
}
${joinLeg('P', 'Q', 'skip', faults)}
${joinLeg('Q', 'P', 'lostQ = 1', faults)}
active proctype judge() {
  timeout;
  if :: lostQ && !handledQ -> TELL(1) :: else fi;
  if :: ((last == P && handledP) || (last == Q && handledQ)) && (sum == 0 || log == 0) -> TELL(2) :: else fi
}
`,
  );

const queue = (group: string): string => `event Set { key changeId  ordered by id }
    queue F : aws.sqs.fifo { grouped by id  dead-letters ${group}after 3 attempts  alarm }
    service Depot { serves set idempotent by changeId { sends Set to F } }
    service Shelf { on Set from F { puts Stock } }
    store Stock
    actor U { calls Depot.set with unlimited retries }`;

/** Two messages of a group: the second is handed over when no copy of the first waits, and begins although the first is parked. */
const queueModel =
  (group: boolean) =>
  (faults: number): PromelaModel =>
    model(
      faults,
      [{ promise: 'in-order', element: 's.F' }],
      `byte copies[2]; bit handled[2]; bit parked[2]; byte sent;
inline give(n) {
  atomic { copies[n] = 0; if :: !handled[n] -> parked[n] = 1 :: else fi }
}
active proctype depot() {
  byte n;
  do
  :: n < 2 ->
again: if
     :: atomic { faults > 0 -> faults--; goto again }
     :: atomic {
          if
          :: sent == n -> sent++; ${group ? 'if :: n == 1 && parked[0] -> parked[1] = 1 :: else -> copies[n] = 1 fi' : 'copies[n] = 1'}
          :: else
          fi
        }
     fi;
     if
     :: atomic { faults > 0 -> faults--; goto again }
     :: n++
     fi
  :: else -> break
  od
}
active proctype shelf() {
  byte n; byte attempts; bit out;
end: do
  :: atomic { copies[0] > 0 -> n = 0 }; goto take
  :: atomic { copies[0] == 0 && copies[1] > 0 -> n = 1 };
take: if
     :: atomic { faults > 0 && !handled[n] -> faults--; give(n); goto parks }
     :: skip
     fi;
     if :: n == 1 && parked[0] -> TELL(0) :: else fi;
     if
     :: atomic { !out && faults > 0 -> faults--; out = 1; goto fails }
     :: atomic { out -> goto fails }
     :: !out
     fi;
     if :: atomic { faults > 0 -> faults--; goto fails } :: skip fi;
     if
     :: atomic { handled[n] = 1; copies[n]--; attempts = 0; out = 0 }
     :: atomic { faults > 0 -> faults--; handled[n] = 1; attempts = 0; out = 0 }
     fi;
     goto again;
fails: atomic {
       attempts++;
       if
       :: attempts >= ${atMost(3, faults)} && out -> attempts = 0; out = 0; give(n); goto parks
       :: else -> goto again
       fi
     };
parks: ${group ? 'atomic { if :: n == 0 && parked[0] && copies[1] > 0 -> copies[1] = 0; parked[1] = 1 :: else fi }' : 'skip'};
again: skip
  od
}
`,
    );

export const handWritten: readonly HandWritten[] = [
  { name: 'a workflow with an undo that is tried once', text: workflow(''), model: workflowModel(undone) },
  {
    name: 'a join, one of whose messages is parked where nobody looks',
    text: `event Paid { key id }  event Packed { key id }
    queue P : aws.sqs { dead-letters after 3 attempts  alarm }
    queue Q : aws.sqs { dead-letters after 3 attempts }
    service Ship { on all of Paid, Packed using Came { increments Sum  puts Log } }
    store Came  store Sum  store Log
    service Shop { serves buy idempotent { sends Paid to P  sends Packed to Q } }
    actor U { calls Shop.buy with unlimited retries }`,
    model: joinModel,
  },
  { name: 'a queue that keeps an order and parks what fails', text: queue(''), model: queueModel(false) },
  { name: 'the same, which parks what comes behind it too', text: queue('group '), model: queueModel(true) },
];
