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

// A button that shows a sign only is named by its meaning, not by the sign; `names` are by the control's key.
function name(names) {
  for (const [key, meaning] of Object.entries(names)) {
    for (const button of document.querySelectorAll(`[class*="st-key-${key}"] button`)) {
      if (button.getAttribute("aria-label") !== meaning) button.setAttribute("aria-label", meaning)
    }
  }
}

export default function ({ data }) {
  document.documentElement.lang = data.lang
  keepSettings()
  name(data.names)
  let waiting = 0
  const observer = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0
      name(data.names)
    })
  })
  observer.observe(document.body, { subtree: true, childList: true })
  return () => observer.disconnect()
}
