// Right-click on a message: the Apps of the message menu, as Discord has it.
const menu = document.createElement("div");
menu.setAttribute("role", "menu");
menu.hidden = true;
document.body.append(menu);

const styles = new CSSStyleSheet();
styles.replaceSync(`
  .apps-menu { position: fixed; z-index: 1000; min-width: 200px; padding: 6px 8px; border-radius: 8px;
    background: #1e1f22; color: #dbdee1; box-shadow: 0 8px 24px #0008; font: 500 14px/1.4 "Noto Sans", sans-serif; }
  .apps-menu[hidden] { display: none; }
  .apps-menu small { display: block; padding: 4px 8px; color: #949ba4; }
  .apps-menu button { display: block; width: 100%; padding: 8px; border: 0; border-radius: 4px; background: none;
    color: inherit; font: inherit; text-align: left; cursor: pointer; }
  .apps-menu button:hover, .apps-menu button:focus-visible { background: #5865f2; color: #fff; outline: none; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
menu.className = "apps-menu";

async function request(body) {
  const response = await fetch("/api/action", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Message-Menu": "1",
      "X-Simcord-Capability": window.location.hash.slice(1),
    },
    body: JSON.stringify({ viewer: document.getElementById("viewer-picker").value, ...body }),
  });
  return response.ok ? response.json() : null;
}

function close() {
  menu.hidden = true;
}

async function run(message, name) {
  close();
  await request({ message, name });
  document.getElementById("refresh").click();
}

document.addEventListener("contextmenu", async (event) => {
  const message = event.target.closest("article[data-message-id]")?.dataset.messageId;
  if (!message) return;
  event.preventDefault();
  // The one that is open may be of another message, or for somebody else.
  close();
  const found = await request({ message });
  if (!found?.commands.length) return;
  const title = document.createElement("small");
  title.textContent = "Apps";
  const buttons = found.commands.map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "menuitem");
    button.textContent = name;
    button.addEventListener("click", () => run(message, name));
    return button;
  });
  menu.replaceChildren(title, ...buttons);
  menu.hidden = false;
  menu.style.left = `${Math.min(event.clientX, window.innerWidth - menu.offsetWidth - 8)}px`;
  menu.style.top = `${Math.min(event.clientY, window.innerHeight - menu.offsetHeight - 8)}px`;
  buttons[0].focus();
});
document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
