// What axe, which stands before this, has against the page by the rules of WCAG 2.2 at level AA.
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const told = ({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`);
return axe.run({ runOnly: rules, resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(told));
