// usage: node read.js FILE
//
// Parses statements with the parser of Neo4j and prints JSON: how many there are
// and what is wrong with them.
const { parseStatementsStrs, lintCypherQuery } = require("@neo4j-cypher/language-support");

const text = require("fs").readFileSync(process.argv[2], "utf8");
const errors = lintCypherQuery(text, {}).diagnostics.filter((d) => d.severity === 1).map((d) => d.message);
console.log(JSON.stringify({ statements: parseStatementsStrs(text).filter((s) => s.trim()).length, errors }));
