// What the server knows after a run of what is told alone: the live layer (live.js) reads it, and hears of its change.
export default function ({ data }) {
  const shared = (window.linesToLogits ??= {})
  const { values } = data
  shared.known = values
  dispatchEvent(new Event("lines-to-logits-known"))
  return () => {
    if (shared.known === values) delete shared.known
  }
}
