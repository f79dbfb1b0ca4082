package web

import (
	"bytes"
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

var update = flag.Bool("update", false, "rewrite openapi.json and the pictures of the guide")

// TestOpenAPI makes the description of the API of the types of its answers.
func TestOpenAPI(t *testing.T) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	must(t, e.Encode(describeAPI(t)))
	if *update {
		must(t, os.WriteFile("openapi.json", out.Bytes(), 0o644))
		return
	}
	if diff := cmp.Diff(string(openapi), out.String()); diff != "" {
		t.Errorf("openapi.json is not of these types: go test ./web -run OpenAPI -update\n%s", diff)
	}
}

type object = map[string]any

// apiVerbs are the questions that are answered with JSON, in their order.
func apiVerbs() []apiVerb {
	ref := parameter("ref", "a document's number, name or ID", required(text()))
	followed := parameter("relation", "relations that are followed (default: all but cites)",
		several(append([]legal.Relation{"all"}, legal.Relations...)))
	on := parameter("on", "whether documents were in force on this day (default: today)", text())
	year := parameter("year", "only documents of this year", object{"type": "integer"})
	return []apiVerb{
		{"search", "Documents by words, phrases and numbers", answer.Search{}, []object{
			parameter("q", "what is looked for, in the language of the search box", required(text())), limit(10),
			parameter("offset", "from which hit on", object{"type": "integer", "minimum": 0, "default": 0}),
			parameter("sort", "date for the newest first, cited for the most often cited",
				one("relevance", "date", "cited")),
			parameter("type", "only documents of this type", text()),
			parameter("issuer", "only documents of this body", text()), year,
			parameter("province", "only documents of bodies of this province or in it", text()),
			parameter("predecessors", "1: under the name of a place, also what those issued that became part of it",
				text()),
			parameter("force", "only documents that stand so: con, mot-phan, het, chua, ngung, chua-ro; het@2025-06-30 on that day",
				text()), parameter("held", "1: only documents of which there is a file", text())}},
		{"show", "A document: what is known of it, who cites it and where", answer.Shown{}, []object{
			ref, parameter("provision", "only citations of this place in it", text()),
			parameter("year", "only citations in documents of this year", object{"type": "integer"}),
			parameter("relation", "only citations that state this relation", one(legal.Relations...)),
			parameter("type", "only citations in documents of this type", text()),
			parameter("issuer", "only citations in documents of the body with this ID", text()),
			parameter("province", "only citations in documents of bodies of this province or in it", text()),
			parameter("held", "held: only citations in documents of which there is a file; cited: in others",
				one(catalog.Held, catalog.NotHeld)),
			parameter("other", "only citations in the document with this ID", text()), on}},
		{"trace", "The chain of a document", answer.Chain{}, []object{
			ref, parameter("way", "up: what it rests on; down: who rests on it; both", one("up", "down", "both")),
			followed, parameter("depth", "how many steps far, 0 for as far as they go",
				object{"type": "integer", "minimum": 0, "maximum": 50, "default": 0}), on, limit(1000)}},
		{"path", "All shortest chains between two documents, or what both rest on", answer.Path{}, []object{
			parameter("from", "a document", required(text())), parameter("to", "another", required(text())), followed,
			limit(pathLimit)}},
		{
			"acted",
			"Which bodies have acted on a document, and which of those that had to have not",
			answer.Acted{},
			[]object{
				ref, followed, parameter("level", "only bodies of these levels", several(graph.Levels)),
				parameter(
					"roster",
					"bodies that had to act, each as a line of a roster (default: the units right below, and bodies of which files are held)",
					object{"type": "array", "items": text()},
				),
				parameter("as-of", "name bodies as on this day (default: today)", text())},
		},
		{"body", "Who a body is, what it issued, cites and has not acted on", answer.Body{}, []object{
			parameter("ref", "a body's name or ID", required(text())),
			parameter("as-of", "name bodies as on this day (default: today)", text()), limit(0)}},
		{"audit", "What does not add up", audit.Report{}, []object{
			parameter("ref", "only findings that touch this document", text()),
			parameter("rule", "only findings of these rules",
				object{"type": "array", "items": object{"type": "string"}}),
			parameter("severity", "only findings at least this heavy", one(audit.Severities...)), limit(0)}},
		{"wanted", "Documents that are cited and not held", audit.WantedReport{}, []object{
			parameter("type", "only documents of this type: kế hoạch, KH", text()), limit(0)}},
		{"runs", "What is in the data folder, and its ingests, the last first", answer.Runs{}, []object{limit(0)}},
	}
}

type apiVerb struct {
	name, summary string
	answer        any
	parameters    []object
}

func describeAPI(t *testing.T) object {
	s := schemas{all: object{}, comments: fieldComments(t)}
	failure := object{"type": "object", "properties": object{"error": object{"type": "string"}},
		"required": []string{"error"}}
	ambiguous := object{"type": "object", "required": []string{"ambiguous", "candidates"},
		"properties": object{
			"ambiguous":  object{"type": "string"},
			"candidates": object{"type": "array", "items": s.of(reflect.TypeFor[legal.Document]())},
		}}
	bodies := object{"type": "object", "required": []string{"ambiguous", "candidates"},
		"properties": object{
			"ambiguous":  object{"type": "string"},
			"candidates": object{"type": "array", "items": s.of(reflect.TypeFor[answer.BodyRef]())},
		}}
	s.all["Error"], s.all["Ambiguous"], s.all["AmbiguousBody"] = failure, ambiguous, bodies
	says := func(what string, schema object) object {
		return object{"description": what, "content": object{"application/json": object{"schema": schema}}}
	}
	paths := object{}
	for _, v := range apiVerbs() {
		responses := object{
			"200": says(
				"found",
				s.of(reflect.TypeOf(v.answer)),
			), "404": says("nothing found: the empty answer", object{"type": "object"}),
			"400": says(
				"the request makes no sense",
				named("Error"),
			), "401": says("log in (HTTP Basic), where the server has users", named("Error")),
			"429": says(
				"too many wrong passwords",
				named("Error"),
			), "503": says("busy; Retry-After says when to come again", named("Error")),
		}
		for _, p := range v.parameters {
			if p["name"] == "ref" || p["name"] == "from" {
				responses["300"] = says("the reference fits several documents: none is chosen", named("Ambiguous"))
			}
		}
		if v.name == "body" {
			responses["300"] = says("the name fits several bodies: none is chosen", named("AmbiguousBody"))
		}
		paths["/api/v1/"+v.name] = object{
			"get": object{"summary": v.summary, "parameters": v.parameters, "responses": responses},
		}
	}
	paths["/api/v1/check"] = object{"post": object{
		"summary": "A draft held against what is known: nothing of it is kept",
		"parameters": []object{
			parameter("name", "the name of its file, which tells its kind (default: text)", text()),
			parameter("on", "the day on which it is to hold (default: its own, else today)", text()),
		},
		"requestBody": object{"required": true, "content": object{
			"*/*": object{"schema": object{"type": "string", "format": "binary", "description": "the file itself"}},
			"multipart/form-data": object{"schema": object{"type": "object", "properties": object{
				"file": object{"type": "string", "format": "binary"}, "text": object{"type": "string"}, "on": text(),
			}}},
		}},
		"responses": object{
			"200": says("what was found", s.of(reflect.TypeFor[check.Report]())),
			"400": says("nothing was sent, or no day", named("Error")),
			"401": says("log in (HTTP Basic), where the server has users", named("Error")),
			"404": says("this server takes no drafts", named("Error")),
			"413": says(fmt.Sprintf("more than %d MB, or more than %d citations", maxDraft>>20, maxCited), named("Error")),
			"422": says("the file cannot be read, and why", named("Error")),
			"503": says("busy; Retry-After says when to come again", named("Error")),
		},
	}}
	return object{
		"openapi": "3.1.0",
		"info": object{"title": "danchieu", "version": "1",
			"description": "Answers about the documents of one data folder, as JSON: each verb answers as the program does with --json. Nothing is written, and of a draft that is sent nothing kept."},
		"servers": []object{{"url": "/"}}, "paths": paths,
		"components": object{
			"schemas":         s.all,
			"securitySchemes": object{"basic": object{"type": "http", "scheme": "basic"}},
		},
	}
}

func parameter(name, what string, schema object) object {
	p := object{"name": name, "in": "query", "required": schema["required"] != nil, "description": what,
		"schema": schema}
	delete(schema, "required")
	if schema["type"] == "array" {
		p["explode"] = true
	}
	return p
}

func text() object { return object{"type": "string", "maxLength": maxTyped} }

func required(schema object) object {
	schema["required"] = true
	return schema
}

func one[T ~string](values ...T) object { return object{"type": "string", "enum": values} }

func several[T ~string](values []T) object { return object{"type": "array", "items": one(values...)} }

func limit(otherwise int) object {
	return parameter("limit", "how many, 0 for as many as one answer may hold (5000)",
		object{"type": "integer", "minimum": 0, "default": otherwise})
}

func named(name string) object { return object{"$ref": "#/components/schemas/" + name} }

// schemas describes types as encoding/json writes them.
type schemas struct {
	all      object            // of named structs
	comments map[string]string // of fields: "answer.Hit.Printed"
}

func (s schemas) of(t reflect.Type) object {
	switch {
	case t.Kind() == reflect.Pointer:
		return s.of(t.Elem())
	case t == reflect.TypeFor[big.Int]():
		return object{"type": "integer"}
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) || t.Implements(reflect.TypeFor[json.Marshaler]()):
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.struc(t)
	}
	return object{"type": "integer"}
}

// struc describes a struct under its name; of two with one name the later bears that
// of its package too.
func (s schemas) struc(t reflect.Type) object {
	pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
	name := t.Name()
	if old, ok := s.all[name].(object); ok {
		if old["title"] == pkg+"."+name {
			return named(name)
		}
		name = strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
	properties, must := object{}, []string{}
	schema := object{"type": "object", "title": pkg + "." + t.Name(), "properties": properties}
	s.all[name] = schema // before its fields, which may be of it
	s.fields(t, properties, &must)
	schema["required"] = must
	return named(name)
}

// fields describes the fields of a struct, those of embedded structs as its own.
func (s schemas) fields(t reflect.Type, properties object, must *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case tag == "-" || !f.IsExported():
			continue
		case f.Anonymous && tag == "":
			s.fields(f.Type, properties, must)
			continue
		}
		schema := s.of(f.Type)
		if says := s.comments[t.String()+"."+f.Name]; says != "" {
			schema["description"] = says
		}
		properties[tag] = schema
		if !strings.Contains(options, "omit") {
			*must = append(*must, tag)
		}
	}
}

// fieldComments reads what the code says of the fields of all structs of ours.
func fieldComments(t *testing.T) map[string]string {
	out := map[string]string{}
	for _, dir := range []string{"index/answer", "index/audit", "index/graph", "pipeline/catalog", "pipeline/legal"} {
		names, err := filepath.Glob("../" + dir + "/*.go")
		must(t, err)
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			must(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok {
					return true
				}
				st, ok := spec.Type.(*ast.StructType)
				if !ok {
					return false
				}
				for _, f := range st.Fields.List {
					for _, id := range f.Names {
						says := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
						out[file.Name.Name+"."+spec.Name.Name+"."+id.Name] = says
					}
				}
				return false
			})
		}
	}
	return out
}
