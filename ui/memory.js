// What the tab remembers of the visit: guesses, stops and goals. A server that meets this tab for the first time, after
// a reload or a restart, is told what is remembered until it says that it has heard; then it tells what to remember.
//
// After a break Streamlit waits for a hand on the page, and a new server would take that first change for the address's
// old value. So the page runs once by itself as soon as it is connected again.
const NAME = "lines-to-logits"
const STATE = "data-test-connection-state"
const AT_REST = `[${STATE}="CONNECTED"][data-test-script-state="notRunning"]`

// A run that is under way is not cut short.
function atRest(act) {
  const timer = setInterval(() => {
    if (!document.querySelector(AT_REST)) return
    clearInterval(timer)
    act()
  }, 100)
  return () => clearInterval(timer)
}

function reconnecting(act) {
  const app = document.querySelector(`[${STATE}]`)
  if (!app) return () => {}
  let broken = false
  const observer = new MutationObserver(() => {
    const connected = app.getAttribute(STATE) === "CONNECTED"
    if (connected && broken) act()
    broken = !connected
  })
  observer.observe(app, { attributes: true, attributeFilter: [STATE] })
  return () => observer.disconnect()
}

export default function ({ data, setStateValue }) {
  const shared = (window.linesToLogits ??= {})
  const leave = [reconnecting(() => leave.push(atRest(() => setStateValue("reconnected", Date.now()))))]
  try {
    const stored = sessionStorage.getItem(NAME)
    const met = data.heard || shared.visit === data.visit
    if (!met && stored && stored !== data.kept) leave.push(atRest(() => setStateValue("recalled", stored)))
    else {
      shared.visit = data.visit
      sessionStorage.setItem(NAME, data.kept)
    }
  } catch {
    // A browser may forbid storage, in a frame of another site for one: then a reload forgets.
  }
  return () => leave.forEach((end) => end())
}
