package index
import ("testing";"os";"path/filepath";"fmt";"context";"math/rand";"strings";"time";"sort";"syscall";"runtime"
 "github.com/danchieu/danchieu/pipeline/viet")
func TestYY(t *testing.T){
 paths,_:=filepath.Glob("/tmp/idxtxt/*.txt"); var all []string
 for _,p:=range paths { b,_:=os.ReadFile(p); all=append(all,strings.Split(viet.Normalize(string(b)),"\n")...) }
 rnd:=rand.New(rand.NewSource(2)); var s source; size:=0
 for i:=0;i<3000;i++{ var b strings.Builder; for b.Len()<18000 { a:=rnd.Intn(len(all)-60); b.WriteString(strings.Join(all[a:a+60],"\n")) }
  size+=b.Len(); s=append(s,Entry{ID:fmt.Sprint(i),Seq:int64(i+1),Held:true,Text:b.String(),Type:[]string{"Kế hoạch","Quyết định"}[i%2],Issuer:fmt.Sprint("Sở ",i%40),Date:fmt.Sprint(2015+i%10)}) }
 dir:="/tmp/yyindex"; 
 if _,err:=os.Stat(dir);err!=nil{
 runtime.GC(); var ru0,ru1 syscall.Rusage; syscall.Getrusage(0,&ru0); t0:=time.Now(); 
 mustUpdate(t,dir,s); el:=time.Since(t0); syscall.Getrusage(0,&ru1)
 var disk int64; filepath.Walk(dir,func(p string,i os.FileInfo,e error)error{ if !i.IsDir(){disk+=i.Size()}; return nil})
 cpu:=float64(ru1.Utime.Sec-ru0.Utime.Sec)+float64(ru1.Utime.Usec-ru0.Utime.Usec)/1e6
 fmt.Printf("docs %d text %.2f MB, %.2fs wall, %.2fs cpu, disk/text %.2f, maxrss %d -> %d MB\n",len(s),float64(size)/1e6,el.Seconds(),cpu,float64(disk)/float64(size),ru0.Maxrss/1024,ru1.Maxrss/1024)
 s=append(s,text("new",int64(len(s)+1),"một hai ba")); t0=time.Now(); mustUpdate(t,dir,s); fmt.Println("catch-up of one:",time.Since(t0))
 }
 r:=mustOpen(t,dir)
 for _,mode:=range []string{"words","phrase"} { for _,fold:=range []bool{false,true}{ for _,n:=range []int{1,2,3,8}{
  rnd:=rand.New(rand.NewSource(1)); var lat []float64; tot:=0
  for k:=0;k<60;k++{ e:=s[rnd.Intn(3000)]; ws:=words(e.Text);  a:=rnd.Intn(len(ws)-n); q:=""; for _,w:=range ws[a:a+n]{q+=e.Text[w.start:w.end]+" "}
   if fold{q=viet.Fold(q)}; if mode=="phrase"{q="\""+q+"\""}
   qq,_:=ParseQuery(q);  t0:=time.Now(); res,err:=r.Search(context.Background(),qq,10,0); lat=append(lat,float64(time.Since(t0).Microseconds())/1000); if err!=nil{t.Fatal(err)}
   tot+=res.Total
  }
  sort.Float64s(lat)
  fmt.Printf("%s fold %v words %d: avg hits %d  p50 %.2fms p90 %.2fms max %.2fms\n",mode,fold,n,tot/60,lat[len(lat)/2],lat[len(lat)*9/10],lat[len(lat)-1])
 }}}
}
