// What the tab remembers of the visit: guesses, stops and goals. A server that meets this tab for the first time, after
// a reload or a restart, is told what is remembered; from then on it tells what to remember.
const NAME = "lines-to-logits"

export default function ({ data, setStateValue }) {
  const shared = (window.linesToLogits ??= {})
  try {
    const stored = sessionStorage.getItem(NAME)
    const met = shared.visit === data.visit
    shared.visit = data.visit
    if (!met && stored && stored !== data.kept) setStateValue("recalled", stored)
    else sessionStorage.setItem(NAME, data.kept)
  } catch {
    // A browser may forbid storage, in a frame of another site for one: then a reload forgets.
  }
}
