import { FAULTS, type FaultStates } from "./catalogue.ts";

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  li { display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; padding: 1rem 0; border-top: 1px solid #8885; }
  ul { list-style: none; padding: 0; }
  h2 { font-size: 1.1rem; margin: 0; }
  p { margin: 0; }
  pre { grid-column: 1 / -1; margin: 0; overflow-x: auto; font-size: .85rem; opacity: .85; user-select: all; }
  button { font: inherit; padding: .3rem 1rem; min-width: 7rem; align-self: start; }
  .on h2::after { content: " is on"; color: #c62828; }
`;

function renderFault(states: FaultStates, baseUrl: string, fault: (typeof FAULTS)[number]): string {
  const on = states[fault.name];
  const action = `/faults/${fault.name}/${on ? "off" : "on"}`;
  return `<li class="${on ? "on" : "off"}">
    <div><h2>${fault.name}</h2><p>${fault.effect}. Look for: ${fault.symptom}.</p></div>
    <form method="post" action="${action}"><button>${on ? "Switch off" : "Switch on"}</button></form>
    <pre>curl -X POST ${baseUrl}${action}</pre></li>`;
}

/** The control page as HTML: every fault with its state, a toggle and the curl line for it. `baseUrl` has no trailing slash. */
export function renderControlPage(states: FaultStates, baseUrl: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop faults</title><style>${STYLE}</style></head><body>
<h1>Shop faults</h1><p>Switch a fault on, then watch Headroom find it.</p>
<ul>${FAULTS.map((fault) => renderFault(states, baseUrl, fault)).join("\n")}</ul>
</body></html>`;
}
