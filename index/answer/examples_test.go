package answer

import "testing"

func TestTitleWords(t *testing.T) {
	for title, want := range map[string]string{
		"Về việc ban hành Quy định phân cấp quản lý di tích": "phân cấp quản lý",
		"Tinh giản biên chế": "tinh giản biên chế", "Về việc khen thưởng": "", "": "", "năm học 2024 - 2025": "",
		"Chương trình “Chuyển đổi số”": "chương trình chuyển đổi",
	} {
		if got := titleWords(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}
