// The page's language and the names of its buttons for browsers and screen readers, and a history that keeps what was
// set.
//
// Streamlit adds a step to the browser's history for each change of the address, and on leaving a page it empties the
// page's address first: Back would then lead through addresses without settings, and reset the controls. So a change
// within a page replaces its step, and a page that is left by a link keeps the address that it was left with.
// Where Back and Forward are pressed faster than the server runs, Streamlit also adds a step for each page that was
// passed, once its run begins: no hand asked for it, so it is left out, and the page of the last press stays.

function keepSettings() {
  if (window.linesToLogitsHistory) return
  window.linesToLogitsHistory = true
  const push = history.pushState.bind(history)
  let left = null
  let walking = false // by Back and Forward: no press on the page since
  addEventListener("popstate", () => (walking = true), true)
  addEventListener(
    "click",
    (event) => {
      walking = false
      if (event.target.closest?.("a[href]")) left = new URL(location.href)
    },
    true,
  )
  history.pushState = (state, title, address) => {
    if (new URL(address, location.href).pathname === location.pathname) return history.replaceState(state, title, address)
    if (walking) return
    if (left?.pathname === location.pathname) history.replaceState(history.state, "", left.href)
    left = null
    return push(state, title, address)
  }
}

// A finger that comes down on a slider may mean to scroll: the slider hears of it once it goes sideways, or is lifted at
// its place. `charts.css` leaves upward and downward moves to the browser, which then cancels the pointer.
const SLIDER = '[data-testid="stSlider"]'
const SIDEWAYS = 6 // pixels

function waitForDirection() {
  if (window.linesToLogitsTouch) return
  window.linesToLogitsTouch = true
  let held = null // the touch that no slider has heard of yet
  const release = () => {
    const { target, init } = held
    held = null
    target.dispatchEvent(new PointerEvent("pointerdown", init))
  }
  const listen = (kind, heed) => addEventListener(kind, heed, { capture: true })
  listen("pointerdown", (event) => {
    if (!event.isTrusted || event.pointerType !== "touch" || !event.target.closest?.(SLIDER)) return
    event.stopImmediatePropagation()
    const { pointerId, pointerType, isPrimary, clientX, clientY, button, buttons } = event
    const init = { pointerId, pointerType, isPrimary, clientX, clientY, button, buttons, bubbles: true, cancelable: true }
    held = { target: event.target, init: { ...init, composed: true, view: window } }
  })
  // The slider would take this for a press on its track; what it needs, it hears as a pointer.
  listen("touchstart", (event) => event.target.closest?.(SLIDER) && event.stopImmediatePropagation())
  listen("pointermove", (event) => {
    if (!held || event.pointerId !== held.init.pointerId) return
    const [dx, dy] = [event.clientX - held.init.clientX, event.clientY - held.init.clientY].map(Math.abs)
    if (dx > SIDEWAYS && dx > dy) release()
    else event.stopImmediatePropagation()
  })
  listen("pointerup", (event) => event.pointerId === held?.init.pointerId && release())
  listen("pointercancel", (event) => event.pointerId === held?.init.pointerId && (held = null))
}

// A finger is as wide as many positions of a long slider: two buttons at its label move it by one, as its keys do.
const MANY = 40 // positions

function addSteps() {
  if (!matchMedia("(pointer: coarse)").matches) return
  for (const slider of document.querySelectorAll(`${SLIDER}:not(:has(> .slider-steps))`)) {
    const input = slider.querySelector('input[type="range"]')
    if (!input || (input.max - input.min) / (Number(input.step) || 1) <= MANY) continue
    const steps = document.createElement("span")
    steps.className = "slider-steps"
    for (const [sign, key] of Object.entries({ "−": "ArrowLeft", "+": "ArrowRight" })) {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = sign
      button.setAttribute("aria-label", `${slider.querySelector("label")?.innerText ?? ""} ${sign}`)
      button.onclick = () => {
        const now = slider.querySelector('input[type="range"]')
        for (const kind of ["keydown", "keyup"]) now.dispatchEvent(new KeyboardEvent(kind, { key, bubbles: true }))
      }
      steps.append(button)
    }
    slider.append(steps)
  }
}

// Paper is light: a page whose ground is dark is printed with its lightness turned around (page.css).
function markDark() {
  if (window.linesToLogitsPrint) return
  window.linesToLogitsPrint = true
  addEventListener("beforeprint", () => {
    const ground = getComputedStyle(document.querySelector('[data-testid="stApp"]') ?? document.body).backgroundColor
    const [red, green, blue] = ground.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255]
    document.documentElement.toggleAttribute("data-dark", red + green + blue < 384)
  })
}

// Keys that work anywhere on a page, but where something is typed or chosen by keys; ? tells them all.
const LANGUAGES = '.st-key-lang button:not([aria-checked="true"])'
const PROJECTOR = '.st-key-projector input'
let told = { title: "", close: "", keys: [] } // in the page's language

function tell() {
  document.getElementById("keys")?.remove()
  const dialog = Object.assign(document.createElement("dialog"), { id: "keys" })
  const close = Object.assign(document.createElement("button"), { textContent: told.close, onclick: () => dialog.close() })
  const list = document.createElement("dl")
  for (const [key, meaning] of told.keys) {
    list.append(
      Object.assign(document.createElement("dt"), { textContent: key }),
      Object.assign(document.createElement("dd"), { textContent: meaning }),
    )
  }
  dialog.setAttribute("aria-label", told.title)
  dialog.append(Object.assign(document.createElement("strong"), { textContent: told.title }), list, close)
  document.body.append(dialog)
  dialog.showModal()
}

function listenToKeys() {
  if (window.linesToLogitsKeys) return
  window.linesToLogitsKeys = true
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return
    const key = event.key.toLowerCase()
    if (key === "?") tell()
    else if (key === "p") document.querySelector(PROJECTOR)?.click()
    else if (key === "l") document.querySelector(LANGUAGES)?.click()
  })
}

// A button that shows a sign only is named by its meaning, not by the sign; `names` are by the control's key.
function name(names) {
  for (const [key, meaning] of Object.entries(names)) {
    for (const button of document.querySelectorAll(`[class*="st-key-${key}"] button`)) {
      if (button.getAttribute("aria-label") !== meaning) button.setAttribute("aria-label", meaning)
    }
  }
}

// What is wider than a small window scrolls sideways: by keyboard, too.
const WIDE =
  ':has(> [data-testid="stTableStyledTable"]), [data-testid="stMarkdownContainer"]:has(> table), ' +
  '[class*="st-key-live_"]:has(canvas), [data-testid="stCode"], [data-testid="stCode"] :is(div, pre, code), ' +
  '[data-testid="stMarkdown"], [data-testid="stMarkdownContainer"], .katex-display'

function reach() {
  for (const place of document.querySelectorAll(WIDE)) {
    const scrolls = place.scrollWidth > place.clientWidth && /auto|scroll/.test(getComputedStyle(place).overflowX)
    if (scrolls) place.tabIndex = 0
    else place.removeAttribute("tabindex")
  }
}

// A browser's translation puts texts of its own in the place of the page's, which then change no more: a sentence would
// go on telling the numbers of before. What is told at each commit is left as it is.
const TOLD = '[class*="st-key-told"]'

function keepTold() {
  for (const place of document.querySelectorAll(TOLD)) place.translate = false
}

export default function ({ data }) {
  document.documentElement.lang = data.lang
  keepSettings()
  waitForDirection()
  markDark()
  listenToKeys()
  told = data.help
  name(data.names)
  addSteps()
  reach()
  keepTold()
  let waiting = 0
  const observer = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0
      name(data.names)
      addSteps()
      reach()
      keepTold()
    })
  })
  observer.observe(document.body, { subtree: true, childList: true })
  return () => observer.disconnect()
}
