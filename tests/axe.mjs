// axe-core over HTML papers and pages, wide and light, narrow and dark: WCAG 2.2 AA and best practice.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, browser, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/`));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { chromium } = require("playwright-core");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const views = [
  { colorScheme: "light", viewport: { width: 1200, height: 800 } },
  { colorScheme: "dark", viewport: { width: 320, height: 800 } },
];

const running = await chromium.launch({
  executablePath: browser,
  args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});
let found = 0;
for (const file of files) {
  for (const view of views) {
    const context = await running.newContext({ ...view, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const button = page.locator("th button").first();
    if (await button.count()) {
      await button.press("Enter"); // a table that can be sorted is judged as it is sorted
      const told = (await page.locator("[role=status]").textContent()).includes("sorted by");
      const marked = await page.locator("th[aria-sort=ascending]").count();
      if (!told || !marked) {
        console.log(`${file}: is not sorted from the keyboard, or does not say so`);
        found += 1;
      }
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate((values) => axe.run({ runOnly: values }), tags);
    for (const { id, help, nodes } of violations) {
      console.log(`${file}, ${view.colorScheme}: ${id}: ${help}: ${nodes[0].html.replaceAll(/\s+/g, " ").slice(0, 120)}`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > view.viewport.width) console.log(`${file}: ${width} pixels wide on ${view.viewport.width}`);
    found += violations.length + (width > view.viewport.width);
    await context.close();
  }
}
await running.close();
process.exitCode = found ? 1 : 0;
