// What the tab remembers of the visit: guesses, stops and goals. A server that meets this tab for the first time, after
// a reload or a restart, is told what is remembered until it says that it has heard; then it tells what to remember.
const NAME = "lines-to-logits"

export default function ({ data, setStateValue }) {
  const shared = (window.linesToLogits ??= {})
  try {
    const stored = sessionStorage.getItem(NAME)
    const met = data.heard || shared.visit === data.visit
    if (!met && stored) return void setTimeout(() => setStateValue("recalled", stored))
    shared.visit = data.visit
    sessionStorage.setItem(NAME, data.kept)
  } catch {
    // A browser may forbid storage, in a frame of another site for one: then a reload forgets.
  }
}
