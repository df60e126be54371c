// What a person would find: the visible elements of a role with a name, in the whole page or inside another.
// Called as (role, name, within); a name of null fits every name, one that ends in " …" fits what begins so.
const [role, name, within] = arguments;

const TAGS = {
  alert: "[role=alert]",
  button: "button:not([role]), [role=button], summary",
  checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
  combobox: "select, [role=combobox]",
  dialog: "dialog[open], [role=dialog]",
  group: "[role=group], fieldset",
  heading: "h1, h2, h3, h4, h5, h6",
  img: "img",
  link: "a[href]",
  list: "ul, ol",
  listbox: "[role=listbox]",
  navigation: "nav",
  option: "[role=option]",
  radio: "input[type=radio], [role=radio]",
  radiogroup: "[role=radiogroup]",
  region: "section, [role=region]",
  spinbutton: "input[type=number]",
  status: "[role=status]",
  switch: "[role=switch]",
  tab: "[role=tab]",
  toolbar: "[role=toolbar]",
  textbox: "textarea, input:not([type]), input[type=text], input[type=password], input[type=email], input[type=search], input[type=url]",
};

const tidy = (text) => text.replace(/\s+/g, " ").trim();

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.tagName === "IMG") return node.alt;
  return [...node.childNodes].map(words).join(" ");
}

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) return tidy(by.split(/\s+/).map((id) => words(document.getElementById(id) ?? new Text(""))).join(" "));
  const label = element.getAttribute("aria-label");
  if (label) return tidy(label);
  if (element.labels?.length) return tidy([...element.labels].map(words).join(" "));
  if (element.tagName === "IMG") return tidy(element.alt);
  if (["SECTION", "NAV", "UL", "OL", "FIELDSET", "TEXTAREA", "INPUT"].includes(element.tagName)) return element.title || (element.placeholder ?? "");
  return tidy(words(element)) || (element.title ?? "");
}

const fits = (found) => name === null || (name.endsWith(" …") ? found.startsWith(name.slice(0, -2)) : found === name);
// `words` puts a space between elements, where a page may show none.
const alike = (found) => fits(found) || fits(found.replace(/ ([.,:;)])/g, "$1"));
const seen = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });

return [...(within ?? document).querySelectorAll(TAGS[role])].filter((element) => seen(element) && alike(nameOf(element)));
