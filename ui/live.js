// The live layer: while a slider moves, its value goes into the Vega parameter of the same name, with no server.
//
// Streamlit sends a slider's value on release only. React keeps the slider's hidden input[type=range] current during
// the drag, and its aria-valuetext too, so one observer on the page's main area sees every change, and every chart
// that is drawn or drawn anew. The parameters' bound inputs are hidden by style; we set them and dispatch "input".
// The player moves the step's native slider in the same way: the slider stays the one source of truth.
// While the sliders are ahead of the server, the page is marked: what the server told is then dimmed.

// Everything that leans on Streamlit's page; `{key}` stands for a control's key. One test asks for each by its name.
const SELECTORS = {
  page: '[data-testid="stMain"]',
  whole: '[data-testid="stMainBlockContainer"]',
  control: ".st-key-{key}",
  slider: '.st-key-{key} input[type="range"][aria-valuetext]',
  chart: '[class*="st-key-live_"] .vega-bindings',
  parameter: '[class*="st-key-live_"] .vega-bindings [name="{key}"]',
  pictures: '[class*="st-key-live_"]',
  picture: ".st-key-live_{key}",
  next: ".st-key-tour_next button",
  back: ".st-key-tour_back button",
  finding: ".st-key-told p, .st-key-told_finding p",
  graphic: '[class*="st-key-live_"] [role="graphics-document"]',
  sentence: ".st-key-tour_sentence",
  player: ".st-key-stage_player",
}

const shared = (window.linesToLogits ??= {})
shared.selectors = SELECTORS
shared.arrived ??= new Set()

const instances = new WeakMap()
const nativeValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set
let current = null // the layer mounted last: while pages change, that of the page before may still be there

const selector = (name, key) => SELECTORS[name].replaceAll("{key}", key)
const slider = (key) => document.querySelector(selector("slider", key))

// A slider over a list of numbers holds the position as its value, and the number in its text.
function reading(key, kind) {
  const input = slider(key)
  const text = kind === "text" ? input?.getAttribute("aria-valuetext") : input?.value
  return text && Number.isFinite(Number(text)) ? Number(text) : null
}

// The server knows the values of its last run; known.js tells those of a later run of what is told alone.
const known = (state, key) => shared.known?.[key] ?? state.data.values[key]

// A parameter without a slider, as in a section that is closed, takes the value that the server knows.
function push(state, only) {
  if (state !== current) return
  for (const [key, kind] of Object.entries(state.data.parameters)) {
    if (only && only !== key) continue
    const value = String(reading(key, kind) ?? known(state, key) ?? "")
    if (!value) continue
    for (const bound of document.querySelectorAll(selector("parameter", key))) {
      if (bound.value === value) continue
      bound.value = value
      // Vega listens to "input" on a range and to "change" on a list.
      bound.dispatchEvent(new Event(bound.tagName === "SELECT" ? "change" : "input", { bubbles: true }))
    }
  }
  mark(state)
}

function mark(state) {
  const ahead = Object.entries(state.data.parameters).some(([key, kind]) => {
    const value = reading(key, kind)
    return value !== null && Math.abs(value - known(state, key)) > 1e-9
  })
  document.documentElement.toggleAttribute("data-ahead", ahead)
}

function observe(state) {
  const main = document.querySelector(SELECTORS.page) ?? document.body
  state.observer = new MutationObserver((records) => {
    const keys = new Set()
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") {
        const key = Object.keys(state.data.parameters).find((name) => target.closest(selector("control", name)))
        if (key) keys.add(key)
      } else if ([...addedNodes].some((node) => node.nodeType === 1 && !node.ownerSVGElement)) {
        keys.add(null)
      }
    }
    if (keys.has(null)) push(state), arrive(state), lead(state), describe()
    else keys.forEach((key) => push(state, key))
  })
  state.observer.observe(main, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuetext"] })
  // A hand on the step's slider takes over from the player.
  const yieldToHand = (event) => {
    if (!state.playing || !event.isTrusted || !state.data.step) return
    if (event.target.closest?.(selector("control", state.data.step))) halt(state)
  }
  const learn = () => {
    push(state)
    clearTimeout(state.telling)
    state.telling = setTimeout(() => announce(state), QUIET)
  }
  for (const kind of ["pointerdown", "keydown"]) main.addEventListener(kind, yieldToHand, true)
  addEventListener("lines-to-logits-known", learn)
  const heed = (event) => state === current && walk(event, state)
  document.addEventListener("keydown", heed)
  return () => {
    state.observer.disconnect()
    for (const kind of ["pointerdown", "keydown"]) main.removeEventListener(kind, yieldToHand, true)
    removeEventListener("lines-to-logits-known", learn)
    document.removeEventListener("keydown", heed)
  }
}

// What the server found is also said to those who hear the page: once the hand rests, and never while it plays.
const QUIET = 800 // milliseconds

function announce(state) {
  if (state !== current || state.playing) return
  const finding = document.querySelector(SELECTORS.finding)?.textContent.trim()
  if (!finding) return
  shared.region ??= makeRegion()
  if (shared.region.textContent !== finding) shared.region.textContent = finding
}

// Its words are of no use to who sees the page: they stand in a tree of their own.
function makeRegion() {
  const place = Object.assign(document.createElement("div"), { className: "only-heard" })
  const region = document.createElement("div")
  region.setAttribute("aria-live", "polite")
  place.attachShadow({ mode: "closed" }).append(region)
  document.body.append(place)
  return region
}

// --- the player ---------------------------------------------------------------------------------------------------

const SPEEDS = { "1/8×": 4, "½×": 15, "1×": 30, "3×": 90 } // frames a second
const NAMES = Object.keys(SPEEDS)

// Shows the position, and leaves the server alone.
function move(state, position) {
  const input = slider(state.data.step)
  if (!input) return
  const target = Math.max(+input.min, Math.min(+input.max, position))
  if (target === +input.value) return
  nativeValue.call(input, String(target))
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

// A key on the slider moves it and reports to the server, in the slider's own way.
function press(state, key) {
  const input = slider(state.data.step)
  for (const kind of ["keydown", "keyup"]) input?.dispatchEvent(new KeyboardEvent(kind, { key, bubbles: true }))
}

function report(state, position) {
  const input = slider(state.data.step)
  if (!input) return
  if (position <= +input.min) return press(state, "Home")
  if (position >= +input.max) return press(state, "End")
  move(state, position - 1)
  press(state, "ArrowRight")
}

function halt(state) {
  cancelAnimationFrame(state.frame)
  state.playing = false
  show(state)
}

function stop(state) {
  halt(state)
  const input = slider(state.data.step)
  if (input) report(state, +input.value)
}

function play(state, pace, last = "End") {
  const input = slider(state.data.step)
  if (!input) return
  let position = +input.value >= +input.max ? +input.min : +input.value
  move(state, position)
  let before = performance.now()
  state.playing = true
  show(state)
  const advance = (now) => {
    if (!state.playing) return
    const current = slider(state.data.step)
    if (!current) return halt(state)
    // Where a visitor asks for less motion, two pictures a second.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!calm || now - before > 500) {
      // On arrival other charts are still being drawn: a pause for them leaves nothing out.
      const passed = pace && !calm ? Math.min(now - before, 50) : now - before
      position += ((pace ?? SPEEDS[NAMES[state.speed]]) * passed) / 1000
      before = now
      if (position >= +current.max && state.loop) position = +current.min
      move(state, Math.floor(position))
      if (position >= +current.max) return halt(state), press(state, last)
    }
    state.frame = requestAnimationFrame(advance)
  }
  state.frame = requestAnimationFrame(advance)
}

// On arrival the training plays once, quickly, as soon as a chart of the step is in sight: once for each lesson in a
// tab, whatever the lessons before it did, and however often the server runs.
function arrive(state) {
  if (state !== current || !state.data.step || shared.arrived.has(state.lesson)) return
  const charts = [...document.querySelectorAll(selector("parameter", state.data.step))]
  const drawn = charts.some((bound) => bound.closest(SELECTORS.chart).parentElement.getClientRects().length)
  if (!drawn || !slider(state.data.step)) return
  shared.arrived.add(state.lesson)
  if (!state.data.arrive || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  play(state, SPEEDS["3×"], state.data.home ? "Home" : "End")
}

// --- the tour -----------------------------------------------------------------------------------------------------

// Rings the picture of the stop, brings it into sight, and plays if the stop asks for it: once when it is reached, and
// once more when what it asks is revealed.
function lead(state) {
  const { stop, cue, ring, play: plays } = state.data
  for (const picture of document.querySelectorAll(SELECTORS.pictures)) {
    picture.toggleAttribute("data-ringed", Boolean(ring) && picture.matches(selector("picture", ring)))
  }
  const picture = ring && document.querySelector(selector("picture", ring))
  if (state.led === cue || (ring && !picture?.querySelector("canvas, svg"))) return
  state.led = cue
  if (!stop) return
  if (picture) hold(picture)
  const input = plays && slider(state.data.step)
  // A short run takes some four seconds: ten minibatches in a third of one would be no picture.
  if (input) play(state, Math.max(2, Math.min(SPEEDS["1×"], (input.max - input.min) / 4)))
}

// It has its place only once it and all above it are drawn, some seconds at most; a hand on the page is left alone.
function hold(picture) {
  const growing = new ResizeObserver(() => bringIntoSight(picture))
  for (const one of [picture, document.querySelector(SELECTORS.whole)]) if (one) growing.observe(one)
  const leave = () => growing.disconnect()
  for (const kind of ["wheel", "pointerdown", "keydown"]) addEventListener(kind, leave, { once: true, capture: true })
  setTimeout(leave, 6000)
}

// On a phone the sentence and the strip of controls stay in sight; the picture is a swipe away. On a projector it comes
// to stand between the stop's sentence and the player, as far as it fits.
function bringIntoSight(picture) {
  const { top, bottom } = picture.getBoundingClientRect()
  if (getComputedStyle(document.documentElement).getPropertyValue("--wall")) {
    const above = document.querySelector(SELECTORS.sentence)?.getBoundingClientRect().height ?? 0
    const below = document.querySelector(SELECTORS.player)?.getBoundingClientRect().height ?? 0
    const beyond = Math.min(bottom - (innerHeight - below), top - above)
    if (beyond > 0) document.querySelector(SELECTORS.page)?.scrollBy({ top: beyond })
  } else if ((top < 0 || top > 0.7 * innerHeight) && matchMedia("(min-width: 641px)").matches) {
    picture.scrollIntoView({ block: "nearest" })
  }
}

// A picture's own words hold at any moment; beside them stands what is found at this one.
function describe() {
  const finding = document.querySelector(SELECTORS.finding)
  if (!finding) return
  finding.id = "finding"
  for (const graphic of document.querySelectorAll(SELECTORS.graphic)) graphic.setAttribute("aria-describedby", finding.id)
}

// A presenter's remote sends Page Down and Page Up.
const PAGES = { PageDown: SELECTORS.next, PageUp: SELECTORS.back }

function walk(event, state) {
  // Space plays where nothing else waits for it: with the focus on the page itself.
  const nowhere = event.target === document.body || event.target.matches?.(SELECTORS.page)
  if (event.key === " " && state.data.step && nowhere) {
    event.preventDefault()
    return act(state, "play")
  }
  const button = PAGES[event.key] && document.querySelector(PAGES[event.key])
  if (!button || event.target.closest?.("textarea, [role=dialog]")) return
  event.preventDefault()
  if (!button.disabled) button.click()
}

function act(state, name) {
  if (name === "play") return state.playing ? stop(state) : play(state)
  if (name === "speed") state.speed = (state.speed + 1) % NAMES.length
  else if (name === "loop") state.loop = !state.loop
  else {
    if (state.playing) halt(state)
    press(state, { start: "Home", back: "ArrowLeft", on: "ArrowRight", end: "End" }[name])
  }
  show(state)
}

function show(state) {
  const { labels } = state.data
  for (const button of state.root.querySelectorAll("button")) {
    const label = labels[button.name === "play" && state.playing ? "pause" : button.name]
    button.title = label
    button.tabIndex = button.name === state.tab ? 0 : -1
    button.setAttribute("aria-label", button.name === "speed" ? `${label} ${NAMES[state.speed]}` : label)
    if (button.name === "loop") button.setAttribute("aria-pressed", String(state.loop))
    if (button.name === "speed") button.textContent = NAMES[state.speed]
    if (button.name === "play") {
      for (const icon of button.children) icon.toggleAttribute("hidden", (icon.dataset.icon === "pause") !== state.playing)
    }
  }
}

// In a toolbar the arrow keys lead from button to button, and Tab leads out of it.
const WAYS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }

function rove(state, event) {
  const buttons = [...state.root.querySelectorAll("button")]
  const at = buttons.indexOf(event.target)
  if (at < 0 || !(event.key in WAYS)) return
  event.preventDefault()
  buttons[Math.max(0, Math.min(buttons.length - 1, at + WAYS[event.key]))].focus()
}

export default function ({ data, parentElement }) {
  let state = instances.get(parentElement)
  if (!state) {
    const root = parentElement.querySelector(".player")
    state = { data, root, lesson: location.pathname, playing: false, loop: false, speed: 2, tab: "play" }
    instances.set(parentElement, state)
    current = state
    state.leave = observe(state)
  }
  // Controls were set from below, by an exercise or a reveal: bring them into sight.
  if (data.entries > (state.data.entries ?? data.entries)) document.querySelector(SELECTORS.page)?.scrollTo({ top: 0 })
  state.data = data
  state.root.hidden = !data.step
  state.root.onclick = (event) => event.target.name && act(state, event.target.name)
  state.root.setAttribute("aria-label", data.labels.player)
  state.root.onkeydown = (event) => rove(state, event)
  state.root.onfocusin = (event) => {
    state.tab = event.target.name
    show(state)
  }
  show(state)
  push(state)
  arrive(state)
  lead(state)
  describe()
  return () => {
    state.leave()
    state.playing = false
    cancelAnimationFrame(state.frame)
    if (state === current) document.documentElement.removeAttribute("data-ahead")
    instances.delete(parentElement)
  }
}
