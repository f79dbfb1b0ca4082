// usage: node read.js FILE...
//
// Parses statements with the parser of Neo4j and prints JSON: for every file how
// many there are and what is wrong with them.
const fs = require("fs");
const { parseStatementsStrs, lintCypherQuery } = require("@neo4j-cypher/language-support");

const read = (path) => {
  const text = fs.readFileSync(path, "utf8");
  const errors = lintCypherQuery(text, {}).diagnostics.filter((d) => d.severity === 1).map((d) => d.message);
  return { statements: parseStatementsStrs(text).filter((s) => s.trim()).length, errors };
};
console.log(JSON.stringify(process.argv.slice(2).map(read)));
