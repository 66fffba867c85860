// Opens each view of the page, in light and dark, on a phone and on a desk, and has axe look at it.
// Beside a service: `.ci/with_service node web/test/accessibility.mjs`, after web/build. Names of views after it
// are the only ones looked at. It exits with 1 where something is amiss.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const { SERVICE_URL, API_TOKEN, VIEW_TOKEN } = process.env;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

/** The views by name: what is opened, what is done there, and what shows that it is there. */
const VIEWS = {
  "sign-in": { fragment: "", isSignedOut: true, sign: "rc-sign-in form" },
  camera: { fragment: "#/camera", sign: "rc-quick-setting select:enabled" },
  "name and place": {
    fragment: "#/camera",
    sign: "rc-label-dialog dialog[open]",
    act: (page) => page.getByRole("button", { name: "Name and place" }).click(),
  },
  "camera to look at": { fragment: "#/camera", token: VIEW_TOKEN, sign: "rc-quick-setting select" },
  "series to look at": { fragment: "#/series", token: VIEW_TOKEN, sign: "rc-series-view" },
  wall: { fragment: "#/camera/all", sign: "rc-wall-tile" },
  "a group": {
    fragment: "#/camera/all",
    sign: "rc-group-report .outcome",
    act: (page) => page.getByRole("button", { name: "Fire 1 camera" }).click(),
  },
  "names on a walk": {
    fragment: "#/camera/all",
    sign: "rc-walk dialog[open]",
    act: (page) => page.getByRole("button", { name: "Name them" }).click(),
  },
  pictures: { fragment: "#/pictures", sign: "role=gridcell >> nth=4" },
  "a picture": { fragment: "#/pictures", sign: "dialog[open] img", act: (page) => page.getByRole("gridcell").first().click() },
  series: { fragment: "#/series", sign: "rc-series-view" },
  explorer: { fragment: "#/explorer", sign: "rc-method-list a >> visible=true" },
  "explorer of a method": { fragment: "#/explorer/set_config", sign: "rc-exchange", act: call },
  "explorer of a notification": { fragment: "#/explorer/file_added", sign: "rc-notification h1" },
  log: { fragment: "#/log", sign: "rc-event", act: (page) => page.locator("rc-event summary").first().click() },
  "key list": { fragment: "#/log", sign: "rc-key-list dialog[open]", act: (page) => page.keyboard.press("?") },
};

async function call(page) {
  await page.getByRole("button", { name: "Send", exact: true }).click(); // with nothing filled in: what faults look like
  await page.getByLabel("name", { exact: true }).fill("iso");
  await page.getByLabel("value", { exact: true }).fill("no-such-value");
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

async function check(browser, name) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, VIEWS[name], colorScheme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      found.push(...violations.map((violation) => ({ where: `${name}, ${size.width} px, ${colorScheme}`, ...violation })));
    }
    await page.context().close();
  }
  return found;
}

/** Open a view in these colours from the start: where they change, some of what is there is drawn in the old ones for a while. */
async function open(browser, { fragment, isSignedOut, token = API_TOKEN, sign, act }, colorScheme) {
  const context = await browser.newContext({ viewport: SIZES[0], reducedMotion: "reduce", colorScheme });
  const page = await context.newPage();
  if (!isSignedOut) {
    await page.addInitScript((kept) => sessionStorage.setItem("rpc-camera token", kept), token);
  }
  await page.goto(`${SERVICE_URL}/${fragment}`);
  if (!isSignedOut) {
    await page.getByText("Ready").first().waitFor();
  }
  await act?.(page);
  await page.locator(sign).first().waitFor({ state: "attached" });
  return page;
}

function report({ where, id, help, nodes }) {
  console.error(`${where}: ${help} (${id})`);
  for (const { target, failureSummary } of nodes) {
    console.error(`    ${target.flat().join(" ")}\n        ${failureSummary.split("\n").slice(1).join("\n      ")}`);
  }
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  chromiumSandbox: process.getuid() !== 0, // it does not start for root, which CI may run as
});
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(VIEWS);
let count = 0;
for (const name of names) {
  const violations = await check(browser, name);
  violations.forEach(report);
  count += violations.length;
}
await browser.close();
console.log(`${names.length} views, each on two sizes in light and dark: ${count} violations.`);
process.exitCode = count === 0 ? 0 : 1;
