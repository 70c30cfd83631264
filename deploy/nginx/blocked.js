// The app talks to its server by websocket. Where a proxy or a firewall on the way blocks that, the page would wait for
// ever: after ten seconds it says why, and where the pages are that need none.
const PATIENCE = 10_000
const CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
const offline = new URL("offline/", document.currentScript.src).href
const said = {
  en: ["This page cannot reach its server.", "A proxy or firewall between you and it blocks websockets.", "Pages that work without"],
  zh: ["本页连不上服务器。", "中途的代理或防火墙拦截了WebSocket。", "不需要连接的页面"],
}

function notice() {
  const asked = new URL(location.href).searchParams.get("lang") ?? navigator.language
  const [what, why, instead] = said[asked.startsWith("zh") ? "zh" : "en"]
  const box = document.createElement("p")
  box.id = "blocked"
  box.setAttribute("role", "alert")
  box.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;z-index:9999;margin:0;padding:1rem;border-radius:.5rem;background:#7a2e00;color:#fff;font:1.1rem/1.5 sans-serif"
  const link = Object.assign(document.createElement("a"), { href: offline, textContent: instead })
  link.style.color = "#fff"
  box.append(`${what} ${why} `, link)
  document.body.append(box)
}

setInterval(() => {
  const shown = document.getElementById("blocked")
  if (document.querySelector(CONNECTED)) shown?.remove()
  else if (!shown && performance.now() > PATIENCE) notice()
}, 500)
