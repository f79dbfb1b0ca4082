package viet

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestIsSyllable(t *testing.T) {
	valid := `ủy uỷ ban nhân dân thành phố Cẩm Phả kế hoạch chuyển đổi số nghị quyết NGHỊ ĐỊNH thuyền nghiêng
		giếng gì già giữa quý quốc quyền quỳnh quăng quơ khuỷu khuya thuở xoong ngoằn ngoèo huệ khuếch hươu yêu yến
		người rượu đường luật tuần loại xoáy suýt Đắk Lắk a ở ý oan hoc dia`
	for _, w := range strings.Fields(valid) {
		if !IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = false", w)
		}
		if !IsSyllable(norm.NFD.String(w)) {
			t.Errorf("IsSyllable(NFD of %q) = false", w)
		}
	}
	invalid := `UBND HĐND NĐ-CP 64 internet ngh th tiếếng ngàỳ banhành chuyểnđổi Uû ©n nhaân daân toå chöùc wifi
		biêng2 ăi âo đ iê KH fa z jan hộcộ lịnhh quyet phuong`
	for _, w := range append(strings.Fields(invalid), "", " ", "hai từ") {
		if IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = true", w)
		}
	}
}

func FuzzIsSyllable(f *testing.F) {
	for _, w := range []string{"nghiêng", "uỷ", "Đắk", "quỳnh", "\xff", "gi"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		ok := IsSyllable(w)
		if other := IsSyllable(Marked(w)); other != ok {
			t.Fatalf("IsSyllable(%q) = %v, with its tone moved %v", w, ok, other)
		}
		if ok && strings.Contains(strings.TrimSpace(w), " ") {
			t.Fatalf("IsSyllable(%q): two words", w)
		}
	})
}

func TestIsWord(t *testing.T) {
	for word, want := range map[string]bool{"quyết": true, "QUYẾT": true, "nghị": true, "dan": true, "quyêt": false,
		"sach": false, "hòp": false, "phòng-ban": false} {
		if got := IsWord(word); got != want {
			t.Errorf("IsWord(%q) = %v", word, got)
		}
	}
}
