package answer

import (
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Runs is how much of everything there is, and the ingests that changed something, the
// last one first.
type Runs struct {
	Night  Night          `json:"night"` // the verdict on the last one
	Counts catalog.Counts `json:"counts"`
	Runs   []catalog.Run  `json:"runs"`
}

// Report is all that is told of a run.
type Report struct {
	catalog.Run
	Data   string              `json:"data"`
	CutOff bool                `json:"cut_off,omitempty"` // it did not come to its end
	AtWork bool                `json:"at_work,omitempty"` // it has not come to its end yet
	Files  []catalog.PathEvent `json:"files"`
	News   []News              `json:"news"`
	Watch  []News              `json:"watched"` // of the news: something new cites what is watched
	Unread []Unread            `json:"unread"`  // of its files
}

// News is one piece of news with the documents in words.
type News struct {
	catalog.News
	Says       string `json:"says"`
	TargetSays string `json:"target_says,omitempty"`
}

// Unread is a file that was not read in full.
type Unread struct {
	Path     string         `json:"path"`
	Status   catalog.Status `json:"status"`
	Reason   string         `json:"reason"`
	Sentence legal.Message  `json:"sentence"`
	Do       legal.Message  `json:"do"`      // what cures it
	Step     string         `json:"step"`    // open, read or ocr
	ReadBy   string         `json:"read_by"` // version of the program

	Root   string `json:"-"` // the ingested folder
	SHA256 string `json:"-"` // "" where it could not be opened
}

func newUnread(k catalog.Known) Unread {
	step := "read"
	switch {
	case k.SHA256 == "":
		step = "open"
	case k.Reason == "ocr":
		step = "ocr"
	}
	return Unread{Path: k.Path.Path, Status: k.Status, Reason: k.Reason, Sentence: k.Sentence,
		Do: legal.NameOf("do", k.Reason), Step: step,
		ReadBy: k.ReadBy, Root: k.Root, SHA256: k.SHA256}
}

// Runs lists the ingests that changed something, at most limit of them, 0 for all.
func (t *Service) Runs(limit int) (Runs, error) {
	out := Runs{Runs: []catalog.Run{}}
	runs, err := t.c.Runs(t.ctx)
	if err != nil {
		return out, err
	}
	if limit > 0 {
		runs = runs[:min(limit, len(runs))]
	}
	out.Runs = append(out.Runs, runs...)
	if out.Night, err = t.LastNight(time.Now()); err != nil {
		return out, err
	}
	out.Counts, err = t.c.Counts(t.ctx)
	return out, err
}

// EmptyReport is the report of a run of a data folder in which nothing was found.
func EmptyReport(run catalog.Run, data string) Report {
	return Report{Run: run, Data: data, Files: []catalog.PathEvent{}, News: []News{}, Watch: []News{},
		Unread: []Unread{}}
}

// Report gathers what is known of a run of a data folder.
func (t *Service) Report(run catalog.Run, data string) (Report, error) {
	r := EmptyReport(run, data)
	files, err := t.c.RunFiles(t.ctx, run.N)
	if err != nil {
		return r, err
	}
	r.Files = append(r.Files, files...)
	if run.Ended.IsZero() {
		if r.AtWork, err = t.c.AtWork(t.ctx, run.N); err != nil {
			return r, err
		}
		r.CutOff = !r.AtWork
		r.Counts = countFiles(files)
	}
	known, err := t.c.KnownPaths(t.ctx)
	if err != nil {
		return r, err
	}
	for _, f := range r.Files {
		if k, ok := known[f.Path]; ok && k.Status != catalog.Read {
			r.Unread = append(r.Unread, newUnread(k))
		}
	}
	r.News, r.Watch, err = t.news(run.N-1, run.N)
	return r, err
}

// countFiles makes the figures of a run that has not ended, from what it has stored.
func countFiles(files []catalog.PathEvent) map[string]int {
	counts := map[string]int{}
	for _, f := range files {
		counts[string(f.What)]++
		if f.Status != "" {
			counts[string(f.Status)]++
		}
	}
	return counts
}

// news returns the news of the runs after one up to another, and those of them that
// tell of something new citing what is watched.
func (t *Service) news(after, upTo int64) (news, watched []News, err error) {
	found, err := t.c.News(t.ctx, after, upTo)
	if err != nil {
		return nil, nil, err
	}
	ids, err := t.watched()
	if err != nil {
		return nil, nil, err
	}
	news, watched = []News{}, []News{}
	for _, n := range found {
		told := News{News: n}
		if told.Says, err = t.says(n.Document); err != nil {
			return nil, nil, err
		}
		if told.TargetSays, err = t.says(n.Target); err != nil {
			return nil, nil, err
		}
		news = append(news, told)
		if _, is := ids[n.Target]; is && n.What == catalog.NewsEdge {
			watched = append(watched, told)
		}
	}
	return news, watched, nil
}

// says names a document in one line, one that is gone by its ID.
func (t *Service) says(id string) (string, error) {
	d, err := t.Document(id)
	if err != nil || d.ID == "" {
		return id, err
	}
	return t.line(d), nil
}

// watched returns the documents watched, by the IDs they have now, with the run up to which
// was told what newly cites them.
func (t *Service) watched() (map[string]int64, error) {
	watches, err := t.c.Watches(t.ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	for _, w := range watches {
		ids, err := t.c.Leads(t.ctx, w.Document)
		if err != nil {
			return nil, err
		}
		for _, id := range append(ids, w.Document) {
			if told, twice := out[id]; !twice || w.Told < told {
				out[id] = w.Told
			}
		}
	}
	return out, nil
}

// NewsKinds are the kinds of news in the order in which they are told.
var NewsKinds = []string{catalog.NewsConflict, catalog.NewsNoConflict, catalog.NewsDocument, catalog.NewsNoDocument,
	catalog.NewsEdge, catalog.NewsNoEdge}

// NewsGroup is the news of one kind.
type NewsGroup struct {
	Kind Figure
	News []News
}

// GroupNews puts news under their kinds.
func GroupNews(news []News) []NewsGroup {
	var out []NewsGroup
	for _, k := range NewsKinds {
		g := NewsGroup{Kind: Figure(k)}
		for _, n := range news {
			if n.What == k {
				g.News = append(g.News, n)
			}
		}
		if len(g.News) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// Figure is something that a run counts, by its name.
type Figure string

// Says is a figure in words, and what became of a path.
func (f Figure) Says() legal.Message { return legal.NameOf("counted", f) }

// figures are what a run counts, in the order in which it is told.
var figures = []Figure{
	"found", "unchanged", Figure(catalog.New), Figure(catalog.Replaced), Figure(catalog.Moved), Figure(catalog.Copied),
	Figure(catalog.Touched), Figure(catalog.Back), Figure(catalog.Again), Figure(catalog.Vanished), "left", "left_out", "read",
	"waiting", "unconverted", Figure(catalog.Recognised), "damaged", "failed", "pages", "ocr_pages", "citations", catalog.NewsConflict,
	catalog.NewsNoConflict, catalog.NewsDocument, catalog.NewsNoDocument, catalog.NewsEdge, catalog.NewsNoEdge,
}

// Counted is a figure of a run.
type Counted struct {
	Figure Figure
	Count  int
}

// Figures are the figures of a run that are not 0, in their order.
func Figures(counts map[string]int) []Counted {
	var out []Counted
	for _, f := range figures {
		if n := counts[string(f)]; n > 0 {
			out = append(out, Counted{f, n})
		}
	}
	return out
}
