package ocr

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// filled fills every field of a value, however deep, so that a field that is new and not
// encoded is missed.
func filled(r *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			filled(r, v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+r.IntN(4), 8))
		for i := range v.Len() {
			filled(r, v.Index(i))
		}
	case reflect.String:
		v.SetString([]string{"Số:", "83/KH-UBND", "", "ngày", "\xff\x00"}[r.IntN(5)])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 1)
	case reflect.Float64:
		v.SetFloat([]float64{0, math.Copysign(0, -1), float64(r.IntN(2000)) * 72 / 200, 1 - 96.123456/100, r.Float64(),
			-3.5, math.Inf(1), 1e300, 1 - 95.0/100}[r.IntN(9)])
	case reflect.Int:
		v.SetInt(r.Int64() >> r.IntN(64))
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(256)))
	default:
		panic("a field of kind " + v.Kind().String())
	}
}

func TestEncode(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var p Page
		filled(r, reflect.ValueOf(&p).Elem())
		b := Encode(p)
		got, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, p) {
			t.Fatalf("a page came back as\n%+v\nnot\n%+v", got, p)
		}
		if again := Encode(got); !bytes.Equal(again, b) {
			t.Fatal("a page that came back has other bytes")
		}
	}
}

// TestEncodedBefore holds that readings that lie in catalogues can be read.
func TestEncodedBefore(t *testing.T) {
	p := Page{View: View{Width: 595, Height: 842, Skew: .5}, Blanks: []Blank{{Kind: NumberBlank, Before: "Số:"}}}
	p.Width, p.Height, p.Letters = 595, 842, 12
	const was = "\x01x\x9cb\xf9\x7f|\xc1\x89]\xcc,\xff\x177\x9e\xf9\xc4\xc2Ā\xcagi8t]_\x82\x01\x01\x98\xee0\x82(\xae\xe0\x87\xbb'Z10!A\x06@\x00\x00\x00\xff\xffQ\xa8\x15\xc6"
	if got, err := Decode([]byte(was)); err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("%q is read as %+v, %v", was, got, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	whole := Encode(Page{View: View{Width: 595}})
	for name, b := range map[string][]byte{
		"nothing": nil, "another form": {2, 0x78}, "no zlib": {encoded, 1, 2, 3}, "cut off": whole[:len(whole)-6],
	} {
		if _, err := Decode(b); !errors.Is(err, ErrReading) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzDecode decodes what may be no reading at all; a page that comes out is encoded in
// one way only, and that is decoded to the same.
func FuzzDecode(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 4 {
		var p Page
		filled(r, reflect.ValueOf(&p).Elem())
		c := coder{out: []byte{}}
		c.page(&p)
		f.Add(c.out)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := decodeRaw(raw)
		if err != nil {
			return
		}
		b := Encode(p)
		again, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(Encode(again), b) {
			t.Fatal("decoded and encoded again, a page has other bytes")
		}
	})
}
