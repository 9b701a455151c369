export const config = { dir: { input: "content", output: "public" } };
export default (eleventy) => {
  eleventy.setQuietMode(true);
  const days = (date) => date.toISOString().slice(0, 10);
  eleventy.addFilter("day", days);
  eleventy.addCollection("posts", (all) => all.getFilteredByGlob("content/tin-tuc/**/*.md"));
};
