/** The mode that shows the state machine of an orchestrator. The server draws it; here it is chosen. */
import { picker } from '../dom.ts';
import type { Mode } from './mode.ts';

export const states: Mode = {
  id: 'states',
  label: 'States',
  isOffered: ({ choices }) => choices.orchestrators.length > 0,
  open(host) {
    const choose = (orchestrator: string): void => host.dispatch({ type: 'wish', change: { states: { orchestrator } } });
    const orchestrators = picker('Of', choose);
    host.tools.append(orchestrators.root);
    if (host.state().wish.states === undefined) host.dispatch({ type: 'wish', change: { states: {} } });
    return {
      update({ choices, wish }) {
        const options = choices.orchestrators.map(({ id, title }) => ({ value: id, label: title }));
        orchestrators.root.hidden = options.length === 0;
        orchestrators.show(options, wish.states?.orchestrator ?? options[0]?.value ?? '');
      },
      close: () => host.dispatch({ type: 'wish', change: { states: undefined } }),
    };
  },
};
