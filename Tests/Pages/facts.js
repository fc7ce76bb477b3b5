// What a page shows, read from the document that the browser made of it. It runs as the body of a
// function of the names of facts; nothing in it depends on how a page is meant to look.

const box = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
};

// The values of a cell: the lines of its own text, and then that of each <small>. The number of its row, whose
// derivation it unfolds and the line end of the template after it are left out. The findings of a cell
// are in the words of the CSV file.
const values = (cell) => {
  const findings = [...cell.querySelectorAll(":scope > .finding")];
  if (findings.length > 0) return [findings.map(remark).join(" | ")];
  const own = cell.cloneNode(true);
  for (const part of own.querySelectorAll("small, svg, th > b, .vh")) part.remove();
  // No document has NUL in it.
  for (const end of own.querySelectorAll("br")) end.replaceWith("\0");
  const smalls = [...cell.children].filter((child) => child.localName === "small");
  const [lines, ...others] = [own, ...smalls].map((part) => part.textContent.replace(/\n$/, ""));
  return [...lines.split("\0"), ...others];
};
const remark = (finding) => {
  const small = finding.querySelector(":scope > small");
  if (!small) return `… and ${finding.textContent.replace(/\.$/, "")}`;
  const [code, place] = small.textContent.split(" · ");
  const sentence = finding.textContent.slice(0, -small.textContent.length);
  return `${code}: ${sentence} (${place})`;
};

// A second line that would be empty is left out of a cell.
const padded = (values, head) => {
  const count = head?.dataset.columns?.split(" ").filter(Boolean).length ?? 0;
  return [...values, ...Array(Math.max(0, count - values.length)).fill("")];
};

const table = (element) => {
  const heads = [...element.querySelectorAll(":scope > thead > tr > th")];
  const all = [...element.querySelectorAll(":scope > tbody > tr")];
  // The head of a group and the derivation below a row are no rows of their own.
  const rows = all.filter((row) => !row.matches(".group, .derivation"));
  return {
    id: element.id,
    className: element.getAttribute("class") ?? "",
    caption: element.caption?.textContent ?? null,
    columns: heads.map((head) => head.dataset.columns?.split(" ").filter(Boolean) ?? null),
    scopes: heads.map((head) => head.getAttribute("scope")),
    rowHeads: rows.map((row) =>
      [...row.children].filter((cell) => cell.matches("th[scope=row]")).length),
    rows: rows.map((row) => [...row.children].map((cell, place) => padded(values(cell), heads[place]))),
    groups: [...element.tBodies].map((body) => ({
      head: body.querySelector(":scope > .group > td")?.textContent ?? null,
      rows: [...body.rows].filter((row) => !row.matches(".group, .derivation")).length,
    })),
    numbers: rows.map((row) => row.querySelector("th > b")?.textContent ?? null),
    derivations: all.filter((row) => row.matches(".derivation")).map((row) => row.textContent),
    named: rows.map((row) => row.querySelector("summary .vh")?.textContent ?? null),
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
      { text: text.textContent, x: text.getAttribute("x"), y: text.getAttribute("y"), box: box(text) })),
    bars: [...svg.querySelectorAll("rect.bar")].map((bar) => Number(bar.getAttribute("width"))),
    marks: [...svg.querySelectorAll("path.mark")].map((mark) => mark.getAttribute("d")),
    markTops: [...svg.querySelectorAll("path.mark")]
      .map((mark) => mark.getAttribute("d") ? mark.getBBox().y : null),
    barBottoms: [...svg.querySelectorAll("rect.bar")].map((bar) => bar.getBBox().y + bar.getBBox().height),
    dots: [...svg.querySelectorAll("path.dots")].map((dots) => ({
      d: dots.getAttribute("d"), dashes: dots.getAttribute("stroke-dasharray"),
      width: dots.getAttribute("stroke-width") })),
    columns: [...svg.querySelectorAll("path.columns")].map((part) => part.getAttribute("d")),
    grid: [...svg.querySelectorAll("path.grid")].map((part) => part.getAttribute("d")),
    overrides: [...svg.querySelectorAll("path.crosses, path.hollow")].map((part) => (
      { kind: part.getAttribute("class"), d: part.getAttribute("d") })),
    caption: svg.closest("figure")?.querySelector("figcaption")?.textContent ?? "",
  };
};

const elements = () => {
  const found = [];
  const walk = (element, depth) => {
    const attributes = [...element.attributes].map(({ name, value }) => [name, value]);
    found.push([depth, element.localName, attributes]);
    for (const child of element.children) walk(child, depth + 1);
  };
  walk(document.documentElement, 0);
  return found;
};

const FACTS = {
  size: () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  },
  heading: () => document.querySelector("h1")?.textContent ?? "",
  elements,
  counts: () => [...document.querySelectorAll("dl.counts > div")].map((pair) =>
    [pair.querySelector("dt").textContent, pair.querySelector("dd").textContent]),
  lists: () => Object.fromEntries([...document.querySelectorAll("main ol[id], main ul[id]")].map((list) =>
    [list.id, [...list.children].map((item) => item.textContent.trim())])),
  paragraphs: () => [...document.querySelectorAll("main p")].map((one) => one.textContent),
  links: () => [...document.querySelectorAll("main a, nav a, .skip")]
    .map((link) => link.getAttribute("href")),
  ids: () => [...document.querySelectorAll("[id]")].map((one) => one.id),
  tables: () => [...document.querySelectorAll("table")].map(table),
  names: () => [...document.querySelectorAll(".names li")].map((item) => ({
    name: item.firstChild.textContent.trim(),
    number: item.querySelector("b").textContent,
  })),
  stops: () => [...document.querySelectorAll("a[href], summary, [tabindex='0']")].map((stop) => ({
    html: stop.outerHTML.slice(0, 120),
    name: (stop.getAttribute("aria-labelledby") ?? "").split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim()
      || stop.textContent.trim(),
    isDerivation: stop.parentElement.matches("td > details:not(.more)"),
  })),
  charts: () => [...document.querySelectorAll("svg[role=img]")].map(chart),
};

// Those that are asked for, by name.
return Object.fromEntries(arguments[0].map((name) => [name, FACTS[name]()]));
