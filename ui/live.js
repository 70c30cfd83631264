// The live layer: while a slider moves, its value goes into the Vega parameter of the same name, with no server.
//
// Streamlit sends a slider's value on release only. React keeps the slider's hidden input[type=range] current during
// the drag, and its aria-valuetext too, so one observer on the page's main area sees every change, and every chart
// that is drawn or drawn anew. The parameters' bound inputs are hidden by style; we set them and dispatch "input".
// The player moves the step's native slider in the same way: the slider stays the one source of truth.

const instances = new WeakMap()
const nativeValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set

const slider = (key) => document.querySelector(`.st-key-${key} input[type="range"]`)

// A slider over a list of numbers holds the position as its value, and the number in its text.
const reading = (input, kind) => (kind === "text" ? input.getAttribute("aria-valuetext") : input.value)

function push(data, only) {
  for (const [key, kind] of Object.entries(data.parameters)) {
    const source = (!only || only === key) && slider(key)
    const value = source && reading(source, kind)
    if (!value) continue
    for (const bound of document.querySelectorAll(`[class*="st-key-live_"] .vega-bindings [name="${key}"]`)) {
      if (bound.value === value) continue
      bound.value = value
      // Vega listens to "input" on a range and to "change" on a list.
      bound.dispatchEvent(new Event(bound.tagName === "SELECT" ? "change" : "input", { bubbles: true }))
    }
  }
}

function observe(state) {
  const main = document.querySelector('[data-testid="stMain"]') ?? document.body
  state.observer = new MutationObserver((records) => {
    const keys = new Set()
    for (const record of records) {
      if (record.type === "attributes") {
        const holder = record.target.closest('[class*="st-key-"]')
        const key = Object.keys(state.data.parameters).find((name) => holder?.classList.contains(`st-key-${name}`))
        if (key) keys.add(key)
      } else if ([...record.addedNodes].some((node) => node.nodeType === 1 && !node.ownerSVGElement)) {
        keys.add(null)
      }
    }
    if (keys.has(null)) push(state.data)
    else keys.forEach((key) => push(state.data, key))
  })
  state.observer.observe(main, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuetext"] })
}

// --- the player ---------------------------------------------------------------------------------------------------

const SPEEDS = [3, 30, 100] // frames a second

function move(state, position) {
  const input = slider(state.data.step)
  if (!input) return
  const target = Math.max(+input.min, Math.min(+input.max, position))
  nativeValue.call(input, String(target))
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

function commit(state) {
  const input = slider(state.data.step)
  if (input) state.send("step", reading(input, state.data.parameters[state.data.step]))
}

function stop(state) {
  if (!state.playing) return
  cancelAnimationFrame(state.frame)
  state.playing = false
  show(state)
  commit(state)
}

function play(state) {
  const input = slider(state.data.step)
  if (!input) return
  if (+input.value >= +input.max) move(state, +input.min)
  let position = +input.value >= +input.max ? +input.min : +input.value
  let before = performance.now()
  state.playing = true
  show(state)
  const advance = (now) => {
    if (!state.playing) return
    const current = slider(state.data.step)
    if (!current) return stop(state)
    // Where a visitor asks for less motion, two pictures a second.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!calm || now - before > 500) {
      position += (SPEEDS[state.speed] * (now - before)) / 1000
      before = now
      if (position >= +current.max && state.loop) position = +current.min
      move(state, Math.floor(position))
      if (position >= +current.max) return stop(state)
    }
    state.frame = requestAnimationFrame(advance)
  }
  state.frame = requestAnimationFrame(advance)
}

function act(state, name) {
  const input = slider(state.data.step)
  if (!input) return
  if (name === "play") return state.playing ? stop(state) : play(state)
  if (name === "speed") state.speed = (state.speed + 1) % SPEEDS.length
  else if (name === "loop") state.loop = !state.loop
  else {
    const targets = { start: +input.min, back: +input.value - 1, on: +input.value + 1, end: +input.max }
    if (state.playing) {
      cancelAnimationFrame(state.frame)
      state.playing = false
    }
    move(state, targets[name])
    // React takes the value over in its own time: report it after that.
    setTimeout(() => commit(state), 60)
  }
  show(state)
}

function show(state) {
  const { labels } = state.data
  const shown = { play: [state.playing ? "⏸" : "▶", state.playing ? labels.pause : labels.play] }
  shown.speed = [`${["½×", "1×", "3×"][state.speed]}`, labels.speed]
  for (const button of state.root.querySelectorAll("button")) {
    const [face, label] = shown[button.name] ?? [button.dataset.face, labels[button.name]]
    button.textContent = face
    button.title = label
    button.setAttribute("aria-label", label)
    if (button.name === "loop") button.setAttribute("aria-pressed", String(state.loop))
  }
}

const KEYS = { " ": "play", ArrowLeft: "back", ArrowRight: "on", Home: "start", End: "end" }

export default function ({ data, parentElement, setStateValue }) {
  let state = instances.get(parentElement)
  if (!state) {
    state = { data, playing: false, loop: false, speed: 1, root: parentElement.querySelector(".player") }
    instances.set(parentElement, state)
    observe(state)
  }
  state.data = data
  state.send = setStateValue
  state.root.hidden = !data.step
  state.root.onclick = (event) => event.target.name && act(state, event.target.name)
  state.root.onkeydown = (event) => {
    if (!KEYS[event.key] || (event.key === " " && event.target.name !== "play")) return
    event.preventDefault()
    act(state, KEYS[event.key])
  }
  show(state)
  push(data)
  return () => {
    state.observer.disconnect()
    state.playing = false
    cancelAnimationFrame(state.frame)
    instances.delete(parentElement)
  }
}
