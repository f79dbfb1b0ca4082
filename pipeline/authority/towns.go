package authority

import "strings"

// townProvinces tells the province of the cities and towns below a province
// (thành phố thuộc tỉnh, thị xã), as they were until 1 July 2025, when the last
// of them ended. A name that two provinces share is left out.
var townProvinces = townTable(`
an-giang: long-xuyen tinh-bien
ba-ria-vung-tau: vung-tau ba-ria phu-my
bac-giang: bac-giang viet-yen chu
bac-kan: bac-kan
bac-lieu: bac-lieu gia-rai
bac-ninh: bac-ninh tu-son que-vo thuan-thanh
ben-tre: ben-tre
binh-dinh: quy-nhon an-nhon hoai-nhon
binh-duong: thu-dau-mot di-an thuan-an ben-cat
binh-phuoc: dong-xoai binh-long phuoc-long chon-thanh
binh-thuan: phan-thiet la-gi
ca-mau: ca-mau
cao-bang: cao-bang
dak-lak: buon-ma-thuot buon-ho
dak-nong: gia-nghia
dien-bien: dien-bien-phu muong-lay
dong-nai: bien-hoa long-khanh
dong-thap: cao-lanh sa-dec hong-ngu
gia-lai: pleiku an-khe ayun-pa
ha-giang: ha-giang
ha-nam: phu-ly duy-tien kim-bang
ha-tinh: ha-tinh hong-linh ky-anh
hai-duong: hai-duong chi-linh kinh-mon
hau-giang: vi-thanh nga-bay long-my
hoa-binh: hoa-binh
hung-yen: hung-yen my-hao
khanh-hoa: nha-trang cam-ranh ninh-hoa
kien-giang: rach-gia ha-tien phu-quoc
kon-tum: kon-tum
lai-chau: lai-chau
lam-dong: da-lat bao-loc
lang-son: lang-son
lao-cai: lao-cai sa-pa
long-an: tan-an kien-tuong
nam-dinh: nam-dinh
nghe-an: vinh cua-lo thai-hoa hoang-mai
ninh-binh: ninh-binh tam-diep hoa-lu
ninh-thuan: phan-rang-thap-cham
phu-tho: viet-tri phu-tho
phu-yen: tuy-hoa song-cau dong-hoa
quang-binh: dong-hoi ba-don
quang-nam: tam-ky hoi-an dien-ban
quang-ngai: quang-ngai duc-pho
quang-ninh: ha-long cam-pha uong-bi mong-cai dong-trieu quang-yen
quang-tri: dong-ha quang-tri
soc-trang: soc-trang vinh-chau nga-nam
son-la: son-la moc-chau
tay-ninh: tay-ninh hoa-thanh trang-bang
thai-binh: thai-binh
thai-nguyen: thai-nguyen song-cong pho-yen
thanh-hoa: thanh-hoa sam-son bim-son nghi-son
thua-thien-hue: hue huong-thuy huong-tra
tien-giang: my-tho go-cong cai-lay
tra-vinh: tra-vinh duyen-hai
tuyen-quang: tuyen-quang
vinh-long: vinh-long binh-minh
vinh-phuc: vinh-yen phuc-yen
yen-bai: yen-bai nghia-lo
`)

func townTable(lines string) map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		province, towns, _ := strings.Cut(line, ":")
		for _, t := range strings.Fields(towns) {
			m[t] = province
		}
	}
	return m
}
