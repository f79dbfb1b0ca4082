package answer

import "github.com/danchieu/danchieu/pipeline/catalog"

// Diff is what lies between the ends of two runs. What came and went between them is
// not in it.
type Diff struct {
	From  int64               `json:"from"`
	To    int64               `json:"to"`
	Files []catalog.PathEvent `json:"files"` // with what was there before and is there after
	News  []News              `json:"news"`
}

// Diff tells what has changed from the end of one run to that of a later one.
func (t *Service) Diff(from, to int64) (Diff, error) {
	d := Diff{From: from, To: to, Files: []catalog.PathEvent{}, News: []News{}}
	events, err := t.c.FilesBetween(t.ctx, from, to)
	if err != nil {
		return d, err
	}
	d.Files = netFiles(events)
	news, _, err := t.news(from, to)
	d.News = netNews(news)
	return d, err
}

// netFiles makes one event of all those of a path, which come in order. A path that
// holds in the end what it held before is left out.
func netFiles(events []catalog.PathEvent) []catalog.PathEvent {
	out := []catalog.PathEvent{}
	for i := 0; i < len(events); {
		first := events[i]
		last := first
		for ; i < len(events) && events[i].Path == first.Path; i++ {
			last = events[i]
		}
		if last.Run != first.Run {
			last.Before = first.Before
			switch {
			case last.SHA256 == first.Before && last.SHA256 != "":
				continue
			case last.SHA256 == "" && first.Before == "" && last.Status == "":
				continue
			case first.Before == "" && last.SHA256 != "":
				last.What = first.What
			case last.SHA256 != "":
				last.What = catalog.Replaced
			}
		}
		out = append(out, last)
	}
	return out
}

// opposite is the news that takes another back.
var opposite = map[string]string{
	catalog.NewsDocument: catalog.NewsNoDocument, catalog.NewsNoDocument: catalog.NewsDocument,
	catalog.NewsEdge: catalog.NewsNoEdge, catalog.NewsNoEdge: catalog.NewsEdge,
	catalog.NewsConflict: catalog.NewsNoConflict, catalog.NewsNoConflict: catalog.NewsConflict,
}

// netNews leaves out the news that later ones take back, and these.
func netNews(news []News) []News {
	key := func(n catalog.News, what string) string {
		return what + "\x00" + n.Document + "\x00" + n.Target + "\x00" + string(n.Relation)
	}
	open := map[string]int{} // place in out of the news that stand
	var out []News
	dropped := map[int]bool{}
	for _, n := range news {
		back := key(n.News, opposite[n.What])
		if i, ok := open[back]; ok {
			delete(open, back)
			dropped[i] = true
			continue
		}
		open[key(n.News, n.What)] = len(out)
		out = append(out, n)
	}
	kept := []News{}
	for i, n := range out {
		if !dropped[i] {
			kept = append(kept, n)
		}
	}
	return kept
}
