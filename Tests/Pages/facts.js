// What a page shows, read from the document that the browser made of it. It runs as the body of a
// function; nothing in it depends on how a page is meant to look.

const box = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
};

// The values of a cell: its own text, and then that of each <small>. A derivation that unfolds in
// it is left out, and so is the line end of the template after it.
const values = (cell) => {
  const own = cell.cloneNode(true);
  for (const part of own.querySelectorAll("small, details, svg")) part.remove();
  const smalls = [...cell.children].filter((child) => child.localName === "small");
  return [own, ...smalls].map((part) => part.textContent.replace(/\n$/, ""));
};

const table = (element) => {
  const heads = [...element.querySelectorAll(":scope > thead > tr > th")];
  const rows = [...element.querySelectorAll(":scope > tbody > tr")];
  return {
    id: element.id,
    className: element.getAttribute("class") ?? "",
    caption: element.caption?.textContent ?? null,
    columns: heads.map((head) => head.dataset.columns?.split(" ").filter(Boolean) ?? null),
    scopes: heads.map((head) => head.getAttribute("scope")),
    rowHeads: rows.map((row) =>
      [...row.children].filter((cell) => cell.matches("th[scope=row]")).length),
    rows: rows.map((row) => [...row.children].map(values)),
    links: rows.map((row) => [...row.querySelectorAll("a")].map((link) => link.getAttribute("href"))),
    sparks: rows.map((row) => {
      const svg = row.querySelector("svg");
      return svg && {
        viewBox: svg.getAttribute("viewBox"),
        paths: [...svg.querySelectorAll("path")].map((path) => path.getAttribute("d")),
      };
    }),
  };
};

const chart = (svg) => {
  const named = (svg.getAttribute("aria-labelledby") ?? "").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "");
  return {
    viewBox: svg.getAttribute("viewBox"),
    names: named,
    box: box(svg),
    texts: [...svg.querySelectorAll("text")].map((text) => (
      { text: text.textContent, x: text.getAttribute("x"), box: box(text) })),
    bars: [...svg.querySelectorAll("rect.bar")].map((bar) => Number(bar.getAttribute("width"))),
    marks: [...svg.querySelectorAll("path.mark")].map((mark) => mark.getAttribute("d")),
    dots: [...svg.querySelectorAll("path.dots")].map((dots) => (
      { d: dots.getAttribute("d"), dashes: dots.getAttribute("stroke-dasharray") })),
  };
};

const elements = [];
const walk = (element, depth) => {
  const attributes = [...element.attributes].map(({ name, value }) => [name, value]);
  elements.push([depth, element.localName, attributes]);
  for (const child of element.children) walk(child, depth + 1);
};
walk(document.documentElement, 0);

return {
  heading: document.querySelector("h1")?.textContent ?? "",
  elements,
  counts: [...document.querySelectorAll("dl.counts > div")].map((pair) =>
    [pair.querySelector("dt").textContent, pair.querySelector("dd").textContent]),
  lists: Object.fromEntries([...document.querySelectorAll("main ol[id], main ul[id]")].map((list) =>
    [list.id, [...list.children].map((item) => item.textContent.trim())])),
  paragraphs: [...document.querySelectorAll("main p")].map((one) => one.textContent),
  links: [...document.querySelectorAll("main a")].map((link) => link.getAttribute("href")),
  tables: [...document.querySelectorAll("table")].map(table),
  charts: [...document.querySelectorAll("svg[role=img]")].map(chart),
};
