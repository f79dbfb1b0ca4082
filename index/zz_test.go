package index
import ("testing";"os";"path/filepath";"fmt";"context";"math/rand";"strings";"time";"sort";"syscall"
 "github.com/danchieu/danchieu/pipeline/viet")
func TestZZ(t *testing.T){
 paths,_:=filepath.Glob("/tmp/idxtxt/*.txt"); var s source; var size int
 for i,p:=range paths { b,_:=os.ReadFile(p); x:=viet.Normalize(string(b)); size+=len(x); s=append(s, Entry{ID:filepath.Base(p),Seq:int64(i+1),Held:true,Text:x}) }
 dir:="/tmp/zzindex"; os.RemoveAll(dir)
 var ru0,ru1 syscall.Rusage; syscall.Getrusage(0,&ru0); t0:=time.Now(); 
 mustUpdate(t,dir,s); el:=time.Since(t0); syscall.Getrusage(0,&ru1)
 var disk int64; filepath.Walk(dir,func(p string,i os.FileInfo,e error)error{ if !i.IsDir(){disk+=i.Size()}; return nil})
 cpu:=float64(ru1.Utime.Sec-ru0.Utime.Sec)+float64(ru1.Utime.Usec-ru0.Utime.Usec)/1e6
 fmt.Printf("docs %d text %.2f MB, %.2fs wall, %.2fs cpu, disk/text %.2f, maxrss %d MB\n",len(s),float64(size)/1e6,el.Seconds(),cpu,float64(disk)/float64(size),ru1.Maxrss/1024)
 s=append(s,text("new",int64(len(s)+1),"một hai ba")); t0=time.Now(); mustUpdate(t,dir,s); fmt.Println("catch-up of one:",time.Since(t0))
 r:=mustOpen(t,dir)
 for _,fold:=range []bool{false}{ for _,n:=range []int{2,3,8}{
  rnd:=rand.New(rand.NewSource(1)); mrr:=0.0;k:=0; partial:=0; var lat []float64; full:=0
  for _,e:=range s[:len(paths)]{ ws:=words(e.Text); for j:=0;j<4;j++{ a:=rnd.Intn(len(ws)-n); q:=""; for _,w:=range ws[a:a+n]{q+=e.Text[w.start:w.end]+" "}
   if fold{q=viet.Fold(q)}
   qq,_:=ParseQuery(q); qq.Text=""; t0:=time.Now(); res,err:=r.Search(context.Background(),qq,10,0); lat=append(lat,float64(time.Since(t0).Microseconds())/1000); if err!=nil{t.Fatal(err)}
   k++; if res.Partial{partial++}; if res.Total>0{full++}
   for i,h:=range res.Hits{ if h.ID==e.ID{mrr+=1/float64(i+1)}}
  }}
  sort.Float64s(lat)
  fmt.Printf("fold %v words %d: MRR@10 %.3f n=%d partial %d found %d  p50 %.2fms p99 %.2fms\n",fold,n,mrr/float64(k),k,partial,full,lat[len(lat)/2],lat[len(lat)*99/100])
 }}
 _ = strings.ToLower
}
