"""usage: read.py FORMAT FILE

Reads an export with somebody else's reader and prints JSON: {"nodes": {ID: {attribute: value}}, "edges": [[from, to, relation, mentions]]},
for csv the rows. GEXF 1.3 is read as 1.2, which differs in its name for what is used here: NetworkX knows no later one.
"""
import csv
import io
import json
import sys

form, path = sys.argv[1:]


def with_networkx(graph):
    return {"nodes": {n: {k: str(v) for k, v in d.items()} for n, d in graph.nodes(data=True)},
            "edges": sorted([a, b, d["relation"], int(d["mentions"])] for a, b, d in graph.edges(data=True))}


def linked():
    import rdflib
    eli, own, terms = "http://data.europa.eu/eli/ontology#", "urn:danchieu:vocabulary:", "http://purl.org/dc/terms/"
    names = {eli + "ensures_implementation_of": "implements"}
    names.update({eli + r: r for r in ("based_on", "amends", "repeals", "cites")})
    names.update({own + r: r for r in ("guides", "replaces", "issues")})
    g = rdflib.Graph().parse(path, format="json-ld")
    short = lambda x: str(x).removeprefix("urn:danchieu:document:")
    nodes = {}
    for d in g.subjects(rdflib.RDF.type, rdflib.URIRef(eli + "LegalResource")):
        one = lambda p: "".join(str(x) for x in g.objects(d, rdflib.URIRef(p)))
        nodes[short(d)] = {"title": one(terms + "title"), "number": one(eli + "number"), "date": one(eli + "date_document"), "id": one(eli + "id_local")}
    mentions = {}
    for s in g.subjects(rdflib.RDF.type, rdflib.URIRef(own + "Statement")):
        one = lambda p: next(g.objects(s, rdflib.URIRef(own + p)))
        mentions[short(one("from")), short(one("to")), str(one("relation"))] = int(one("mentions"))
    edges = sorted([short(s), short(o), names[str(p)], mentions[short(s), short(o), names[str(p)]]] for s, p, o in g if str(p) in names)
    return {"nodes": nodes, "edges": edges}


if form == "csv":
    with open(path, encoding="utf-8", newline="") as f:
        out = list(csv.reader(f, strict=True))
elif form == "graphml":
    import networkx
    out = with_networkx(networkx.read_graphml(path))
elif form == "gexf":
    import networkx
    with open(path, encoding="utf-8") as f:
        text = f.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
    out = with_networkx(networkx.read_gexf(io.BytesIO(text.encode())))
elif form == "jsonld":
    out = linked()
json.dump(out, sys.stdout)
