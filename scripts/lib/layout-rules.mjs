import { readFileSync } from "node:fs";
import path from "node:path";

const maxLines = 500;
const bannedNames = /^(utils?|common|shared|core|helpers?)$/i;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Names that tools or frameworks prescribe. */
const prescribedNames = /^(README|CONTRIBUTING|ARCHITECTURE|LICENSE|Chart|NOTES|Dockerfile|_.*)$/;
const code = /\.(ts|tsx|mjs|js)$/;
const text =
  /\.(ts|tsx|mjs|js|json|ya?ml|md|sql|css|sh|xml|Dockerfile|toml|conf|tpl|txt)$|Dockerfile$/;
// Any address of a package or image registry; everything comes from the configured one.
const registryHosts =
  /\b(registry|index|proxy|deb|pypi|crates|quay|ghcr|gcr)[.][a-z0-9-]+([.][a-z0-9-]+)*[.](org|com|io|dev|net)\b|\b(pypi|crates|quay|ghcr|gcr|docker)[.](org|io)\b/i;

/**
 * A name without its extensions, dots and the brackets of route folders.
 * @param {string} segment
 */
function readBaseName(segment) {
  return (segment.replace(/^[[(.]+|[\])]+$/g, "").split(".")[0] ?? "").replace(/^\.\.\./, "");
}

/**
 * What is wrong with the name of a file or of a folder above it.
 * @param {string} file Path relative to the root.
 * @returns {string[]}
 */
export function findNameProblems(file) {
  return file.split("/").flatMap((segment) => {
    const name = readBaseName(segment);
    if (bannedNames.test(name))
      return [`${file}: "${name}" says nothing; name it for what it does`];
    // Route parameters of the dashboard are named as the contracts name them: [traceId].
    if (segment.startsWith("[")) return [];
    if (code.test(file) && !kebabCase.test(name) && !prescribedNames.test(name)) {
      return [`${file}: "${segment}" is not kebab-case`];
    }
    return [];
  });
}

/**
 * What is wrong with the text of a file.
 * @param {string} file Path relative to the root.
 * @param {string} content
 * @returns {string[]}
 */
export function findTextProblems(file, content) {
  const problems = [];
  const lines = content.split("\n").length - 1;
  if (code.test(file) && lines > maxLines) {
    problems.push(`${file}: ${lines} lines; split it, the limit is ${maxLines}`);
  }
  const host = registryHosts.exec(content);
  if (host !== null) problems.push(`${file}: names the host of a package registry (${host[0]})`);
  return problems;
}

/**
 * Every problem of names, sizes and registry hosts in the given files.
 * @param {string} root
 * @param {readonly string[]} files Paths relative to the root.
 */
export function findLayoutProblems(root, files) {
  return files.flatMap((file) => [
    ...findNameProblems(file),
    ...(text.test(file) ? findTextProblems(file, readFileSync(path.join(root, file), "utf8")) : []),
  ]);
}
