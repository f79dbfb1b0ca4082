package main

// shortInVietnamese has what help says of verbs and flags in a line, by its English.
var shortInVietnamese = map[string]string{
	"Read official Vietnamese PDFs, and follow what they cite":                              "Đọc văn bản PDF và lần theo những gì chúng viện dẫn",
	"Read what is new or changed under the paths":                                           "Đọc những gì mới hoặc đã đổi trong các đường dẫn",
	"What is in the data folder, and which files were not read and why":                     "Trong thư mục dữ liệu có gì, tệp nào chưa đọc được và vì sao",
	"Find documents by words, phrases, numbers and fields":                                  "Tìm văn bản theo từ, cụm từ, số và trường",
	"A document: what is known of it, who cites it and where, what it cites":                "Một văn bản: biết gì về nó, ai viện dẫn nó và ở đâu, nó viện dẫn gì",
	"The chain of a document: what it rests on, and who rests on it":                        "Chuỗi của một văn bản: nó dựa trên gì, và văn bản nào dựa trên nó",
	"The ways between two documents: all shortest chains, or what both rest on":             "Mối liên hệ giữa hai văn bản: mọi chuỗi ngắn nhất, hoặc văn bản cả hai cùng dựa trên",
	"A body: who it is, what it issued, what it cites and has not acted on":                 "Một cơ quan: là ai, đã ban hành gì, viện dẫn gì và chưa thực hiện gì",
	"Who has acted on a document, and which of those that had to have not":                  "Ai đã thực hiện một văn bản, và ai phải thực hiện mà chưa",
	"What does not add up, with all witnesses":                                              "Những chỗ không khớp, với mọi nơi ghi",
	"Documents that are cited and not held, the most needed first":                          "Văn bản được viện dẫn mà kho chưa có tệp, cần nhất trước",
	"Everything that is known, for other programs":                                          "Mọi dữ liệu đã biết, cho chương trình khác",
	"Say that two documents are one, or what a citation means":                              "Xác nhận hai văn bản là một, hoặc một chỗ viện dẫn chỉ văn bản nào",
	"Say that two documents are two, or what a citation does not mean":                      "Xác nhận hai văn bản là khác nhau, hoặc một chỗ viện dẫn không chỉ văn bản nào",
	"Say what the number, date, issuer, type, title or days of force of a document are":     "Xác nhận số, ngày, cơ quan, loại, trích yếu hoặc thời gian hiệu lực của một văn bản",
	"What persons have said with same, differ, decide and mark":                             "Những điều người dùng đã xác nhận bằng same, differ, decide và mark",
	"Say of a finding or a wanted document that it was looked at, or that nothing is wrong": "Đánh dấu một vấn đề hoặc một văn bản cần tìm: đã xem, hoặc không phải lỗi",
	"print as text also what a person marked; csv, json and sarif have it anyway":           "in cả những mục đã đánh dấu; csv, json và sarif luôn có",
	"print as text also what a person marked; csv and json have it anyway":                  "in cả những mục đã đánh dấu; csv và json luôn có",
	"Take back what was said":                                                                                                 "Rút lại điều đã xác nhận",
	"Documents known for sure, as a witness beside what was read":                                                             "Sổ văn bản đã biết chắc, làm nguồn ghi bên cạnh những gì đã đọc",
	"Take in a registry, in the place of one of its name":                                                                     "Nhận một sổ văn bản, thay sổ cùng tên",
	"The registries taken in":                                                                                                 "Các sổ văn bản đã nhận",
	"Provinces, districts and communes in time":                                                                               "Tỉnh, huyện và xã theo thời gian",
	"Take in a table of administrative units":                                                                                 "Nhận một bảng đơn vị hành chính",
	"Take a registry out again":                                                                                               "Bỏ một sổ văn bản",
	"What the ingests have changed, and what one of them found":                                                               "Các lần nạp đã thay đổi gì, và một lần đã thấy gì",
	"What has changed from the end of one run to the end of another":                                                          "Từ cuối lần nạp này đến cuối lần nạp kia đã thay đổi gì",
	"Read again the files that could not be read in full":                                                                     "Đọc lại các tệp chưa đọc trọn",
	"Hear of it when something new cites a document, or is found by a search":                                                 "Theo dõi văn bản và tìm kiếm: báo khi có viện dẫn mới, kết quả mới",
	"Copy the catalogue to a file, also while an ingest is at work":                                                           "Sao danh mục ra một tệp, cả khi đang nạp",
	"Make the catalogue a copy of a backup, and the index anew":                                                               "Khôi phục danh mục từ bản sao, và tạo lại chỉ mục",
	"Read the whole data folder, and find what is damaged":                                                                    "Đọc toàn bộ thư mục dữ liệu và tìm chỗ hỏng",
	"Give back the room that the data folder no longer needs":                                                                 "Trả lại chỗ mà thư mục dữ liệu không cần nữa",
	"Build the full-text index anew, or go back to the one before":                                                            "Tạo lại chỉ mục toàn văn, hoặc trở về chỉ mục trước",
	"Build the index anew from what was read":                                                                                 "Tạo lại chỉ mục từ những gì đã đọc",
	"Go back to the generation before; the next ingest brings it up to date":                                                  "Trở về thế hệ trước; lần nạp sau sẽ cập nhật",
	"Where the values of the flags come from":                                                                                 "Giá trị của các tùy chọn lấy từ đâu",
	"What the flags of a verb are set to, and where each value comes from":                                                    "Các tùy chọn của một lệnh có giá trị gì, lấy từ đâu",
	"Print the unit and timer for systemd, or the line for cron, of a nightly ingest, and the units of a server and a worker": "In unit và timer cho systemd, hoặc dòng cho cron, để nạp mỗi đêm, và unit của máy chủ và máy đọc",
	"Serve the pages for people, and the same answers as JSON":                                                                "Phục vụ các trang web, và cùng câu trả lời dạng JSON",
	"Take a catalogue from a folder into a database, or back":                                                                 "Chuyển danh mục từ thư mục vào cơ sở dữ liệu, hoặc ngược lại",
	"data folder, or database, to copy from":                                                                                  "thư mục dữ liệu, hoặc cơ sở dữ liệu, để chép từ đó",
	"data folder, or database, to copy to: one without a catalogue":                                                           "thư mục dữ liệu, hoặc cơ sở dữ liệu, để chép vào: nơi chưa có danh mục",
	"Print what one file says and cites, without a data folder":                                                               "In những gì một tệp ghi và viện dẫn, không cần thư mục dữ liệu",
	"Hold a draft against what is known, before it is signed":                                                                 "Đối chiếu dự thảo với những gì đã biết, trước khi ký",
	"write the Word file again, here, with a comment at each finding":                                                         "ghi lại tệp Word ra đây, mỗi vấn đề một chú thích",
	"write a page of the findings, here, with pictures of a PDF's pages":                                                      "ghi ra đây một trang các vấn đề, kèm ảnh trang nếu là PDF",
	"print also the citations that agree or are not known":                                                                    "in cả những chỗ viện dẫn khớp hoặc chưa biết",
	"print a table, a line for every citation and finding":                                                                    "in bảng, mỗi dòng một chỗ viện dẫn và một vấn đề",
	"the day on which the draft is to hold (default: its own, else today)":                                                    "ngày dự thảo sẽ có hiệu lực (mặc định: ngày của chính nó, nếu không thì hôm nay)",
	"Check the data folder, and what this machine lacks":                                                                      "Kiểm tra thư mục dữ liệu, và máy này thiếu gì",
	"Help about any command":                                                                                                  "Trợ giúp về một lệnh",
	"Generate the autocompletion script for the specified shell":                                                              "Tạo tệp tự hoàn thành lệnh cho shell",

	"data folder (default $DANCHIEU_DATA, else ./danchieu-data), or a database: postgres://USER@HOST/DATABASE": "thư mục dữ liệu (mặc định $DANCHIEU_DATA, nếu không thì ./danchieu-data), hoặc cơ sở dữ liệu: postgres://USER@HOST/DATABASE",
	"with a database, the folder of its index on this machine (default in the user's cache)":                   "khi dùng cơ sở dữ liệu: thư mục chỉ mục trên máy này (mặc định trong thư mục đệm của người dùng)",
	"print JSON instead of text": "in JSON thay cho chữ",
	"language of what people read, vi or en; without it that of the locale":                            "ngôn ngữ cho người đọc, vi hoặc en; không có thì theo hệ thống",
	"file of flags, in TOML: workers = 2 (default $DANCHIEU_CONFIG)":                                   "tệp chứa các tùy chọn, dạng TOML: workers = 2 (mặc định $DANCHIEU_CONFIG)",
	"MiB of memory to keep within by collecting garbage more often":                                    "giữ bộ nhớ trong ngần này MiB bằng cách dọn thường xuyên hơn",
	"pages that another poppler, Tesseract or model has read":                                          "các trang do poppler, Tesseract hoặc mô hình khác đọc",
	"all files that another version of the program has read":                                           "mọi tệp do phiên bản khác của chương trình đọc",
	"address of the proxy from which alone requests are taken":                                         "địa chỉ proxy duy nhất được gửi yêu cầu",
	"address for /healthz, /readyz and /metrics; none without it":                                      "địa chỉ cho /healthz, /readyz và /metrics; không nêu thì không có",
	"after this time the page of a worker that died is given to another":                               "sau khoảng này, trang của máy đọc đã chết được giao cho máy khác",
	"where the files are, by their hash: a folder or s3://bucket/prefix":                               "nơi có các tệp, đặt tên theo mã băm: thư mục hoặc s3://bucket/prefix",
	"address of the database with the pages: postgres://user@host/database":                            "địa chỉ cơ sở dữ liệu có các trang: postgres://user@host/database",
	"with --queue: leave pages to the next run when no worker is there for so long":                    "với --queue: để trang cho lần sau khi không có máy đọc suốt khoảng này",
	"pages read at the same time":                                                                      "số trang đọc cùng lúc",
	"Read scanned pages that an ingest elsewhere hands out":                                            "Đọc các trang quét do một lần nạp ở máy khác giao",
	"with --queue: lay files here for the workers, a folder or s3://bucket/prefix":                     "với --queue: đặt tệp ở đây cho các máy đọc, thư mục hoặc s3://bucket/prefix",
	"have scanned pages read by danchieu worker, through this database: postgres://user@host/database": "giao trang quét cho danchieu worker đọc, qua cơ sở dữ liệu này: postgres://user@host/database",
	"end when no page is left":                                                                         "kết thúc khi không còn trang nào",
	"with --queue: the engine that reads, where it is not that of this machine":                        "với --queue: bộ nhận dạng sẽ đọc, nếu không phải của máy này",
	"address to listen on":                                                                               "địa chỉ để nghe",
	"be this much nicer to other programs, 0 to 19":                                                      "nhường chương trình khác từng này, 0 đến 19",
	"begin no more files or pages after this time":                                                       "không bắt đầu tệp hay trang nào nữa sau khoảng này",
	"begin no more files or pages after this time, as 90m or 6h; 0 for no limit":                         "không bắt đầu tệp hay trang nào nữa sau khoảng này, như 90m hoặc 6h; 0 là không giới hạn",
	"count the documents found by type, issuer, level, province, year, held and source of the text":      "đếm văn bản tìm được theo loại, cơ quan, cấp, tỉnh, năm, có tệp và nguồn chữ",
	"under the name of a place, find also what those issued that became part of it":                      "với tên một địa bàn, tìm cả văn bản của những địa bàn đã nhập vào đó",
	"do not watch these any more":                                                                        "thôi theo dõi các văn bản này",
	"file of its key":                                                                                    "tệp khóa của chứng thư",
	"file of the TLS certificate":                                                                        "tệp chứng thư TLS",
	"file of those who may log in":                                                                       "tệp nêu ai được đăng nhập",
	"files, or pages for OCR, read at the same time":                                                     "số tệp, hoặc trang OCR, đọc cùng lúc",
	"folders to ingest where none is named, for a config file":                                           "thư mục để nạp khi không nêu, cho tệp cấu hình",
	"follow only these relations, or all (default: all but cites)":                                       "chỉ theo các quan hệ này, hoặc all (mặc định: tất cả trừ cites)",
	"hash all files, also those whose size and time are as they were":                                    "tính mã băm mọi tệp, cả tệp không đổi cỡ và ngày giờ",
	"hash the documents too":                                                                             "tính mã băm cả các văn bản",
	"how many MiB of pictures of pages to keep in the data folder":                                       "giữ bao nhiêu MiB ảnh trang trong thư mục dữ liệu",
	"how many bodies of each list to print, 0 for all":                                                   "in bao nhiêu cơ quan mỗi danh sách, 0 là tất cả",
	"how many chains, or common documents, to print, 0 for all":                                          "in bao nhiêu chuỗi, hoặc văn bản chung, 0 là tất cả",
	"how many documents and how many citations to print, 0 for all":                                      "in bao nhiêu văn bản và chỗ viện dẫn, 0 là tất cả",
	"how many documents to pass over first":                                                              "bỏ qua bao nhiêu văn bản đầu",
	"how many documents to print as text, 0 for all; csv and json have all unless this is given":         "in bao nhiêu văn bản dạng chữ, 0 là tất cả; csv và json có tất cả nếu không nêu",
	"how many documents to print each way, the nearest, 0 for all; a table has all unless this is given": "in bao nhiêu văn bản mỗi chiều, gần nhất, 0 là tất cả; bảng có tất cả trừ khi cho số này",
	"how many documents to print, 0 for all; a table has all unless this is given":                       "in bao nhiêu văn bản, 0 là tất cả; bảng có tất cả trừ khi cho số này",
	"how many findings to print as text, 0 for all; csv, json and sarif have all unless this is given":   "in bao nhiêu vấn đề dạng chữ, 0 là tất cả; csv, json và sarif có tất cả nếu không nêu",
	"how many places of each document to print":                                                          "in bao nhiêu chỗ của mỗi văn bản",
	"how many steps far, 0 for as far as they go":                                                        "đi xa bao nhiêu bước, 0 là đến hết",
	"keep figures for Prometheus in this file":                                                           "ghi số liệu cho Prometheus vào tệp này",
	"keep figures for Prometheus in this file: a .prom in the node exporter's folder":                    "ghi số liệu cho Prometheus vào tệp này: một tệp .prom trong thư mục của node exporter",
	"leave pages that only OCR can read waiting":                                                         "để các trang chỉ OCR đọc được chờ lại",
	"where the catalogue of the data folder is gone, begin a new one":                                    "bắt đầu danh mục mới khi danh mục của thư mục dữ liệu không còn",
	"read files outside the paths to which links in them lead":                                           "đọc cả tệp nằm ngoài mà liên kết trong các đường dẫn trỏ tới",
	"hand a mail to this command, as 'sendmail an@example.vn', when something new cites or is found by what is watched, or something failed": "đưa một bức thư cho lệnh này, như 'sendmail an@example.vn', khi văn bản theo dõi có viện dẫn mới, tìm kiếm đã lưu có kết quả mới, hoặc có lỗi",
	"hand a mail with what is new to this command now, as 'sendmail an@example.vn'":                                                          "đưa ngay một bức thư về những gì mới cho lệnh này, như 'sendmail an@example.vn'",
	"save a search under this name, and hear when it finds something new":                                                                    "lưu một tìm kiếm với tên này, và được báo khi nó tìm thấy gì mới",
	"let go of all files known under a path where none is left":                                                                              "bỏ mọi tệp đã biết ở nơi không còn tệp nào",
	"list the files that were not read in full, with the reason":                                                                             "liệt kê các tệp chưa đọc trọn, kèm lý do",
	"name of the person who says so":                                                                                                         "tên người xác nhận",
	"names by which the server may be called (default: any, on this machine alone its own)":                                                  "các tên được dùng để gọi máy chủ (mặc định: bất kỳ; chỉ trên máy này thì tên của nó)",
	"one of csv, jsonl, graphml, gexf, dot, jsonld, cypher":                                                                                  "một trong csv, jsonl, graphml, gexf, dot, jsonld, cypher",
	"a file with the bodies that had to act, one a line":                                                                                     "tệp ghi các cơ quan phải thực hiện, mỗi dòng một cơ quan",
	"name bodies as on this day (default: today)":                                                                                            "gọi tên cơ quan theo ngày này (mặc định: hôm nay)",
	"print a table, a line for every body and citation":                                                                                      "in bảng, mỗi cơ quan và viện dẫn một dòng",
	"print a table, a line for every citation of it":                                                                                         "in bảng, mỗi chỗ viện dẫn nó một dòng",
	"print a table, a line for every step and relation":                                                                                      "in bảng, mỗi bước và quan hệ một dòng",
	"print a table of a run, a line for every file and piece of news":                                                                        "in bảng của một lần nạp, mỗi tệp và tin một dòng",
	"write the same table as a workbook for Excel to this file":                                                                              "ghi bảng đó thành sổ tính Excel vào tệp này",
	"the table is of what it cites, not of what cites it":                                                                                    "bảng ghi những gì nó viện dẫn, không phải những gì viện dẫn nó",
	"write the sheet, its pictures and a sum of each to this ZIP file":                                                                       "ghi phiếu, các hình và mã kiểm tra của từng tệp vào tệp ZIP này",
	"put the files into the bundle too":                                                                                                      "để cả các tệp gốc vào gói",
	"Prove that a bundle of evidence is as it was written, and its files are those":                                                          "Chứng minh một gói chứng cứ còn nguyên như khi ghi, và các tệp của nó đúng là những tệp đó",
	"print a table, a line for every document":                                                                                               "in bảng, mỗi văn bản một dòng",
	"how many documents of each list to print, 0 for all":                                                                                    "in bao nhiêu văn bản mỗi danh sách, 0 là tất cả",
	"only bodies of these levels: province, district, commune, unit (default: those on which somebody acted, and the next)":                  "chỉ cơ quan các cấp này: province, district, commune, unit (mặc định: những cấp đã có cơ quan thực hiện, và cấp kế)",
	"only citations in documents of this type: \"kế hoạch\", KH":                                                                             "chỉ các chỗ viện dẫn trong văn bản loại này: \"kế hoạch\", KH",
	"only citations in documents of the body with this ID":                                                                                   "chỉ các chỗ viện dẫn trong văn bản của cơ quan có mã này",
	"only citations in documents of bodies of this province or in it":                                                                        "chỉ các chỗ viện dẫn trong văn bản của cơ quan thuộc tỉnh này",
	"only citations in documents of this year":                                                                                               "chỉ các chỗ viện dẫn trong văn bản năm này",
	"only citations of this place in it: \"Điều 5\", \"khoản 2 Điều 5\"":                                                                     "chỉ các chỗ viện dẫn điều, khoản này: \"Điều 5\", \"khoản 2 Điều 5\"",
	"whether it was in force on this day (default: today)":                                                                                   "văn bản có hiệu lực vào ngày này không (mặc định: hôm nay)",
	"whether the documents were in force on this day (default: today)":                                                                       "các văn bản có hiệu lực vào ngày này không (mặc định: hôm nay)",
	"only citations that state this relation":                                                                                                "chỉ các chỗ viện dẫn nêu quan hệ này",
	"only documents of this type: \"kế hoạch\", KH":                                                                                          "chỉ văn bản loại này: \"kế hoạch\", KH",
	"only files with this reason, a word of status --failed":                                                                                 "chỉ các tệp có lý do này, một mã của status --failed --json",
	"only findings at least this heavy: error, warning, note":                                                                                "chỉ các vấn đề từ mức này: error, warning, note",
	"only findings of these rules":                                                                                                           "chỉ các vấn đề theo những quy tắc này",
	"only what it rests on":                                                                                                                  "chỉ những gì nó dựa trên",
	"only who rests on it":                                                                                                                   "chỉ những văn bản dựa trên nó",
	"own reading alone, no outside program but LibreOffice; pages without reliable text are printed as they are":                             "chỉ cách đọc riêng, không dùng chương trình ngoài nào trừ LibreOffice; trang không có chữ đọc chắc chắn được in nguyên trạng",
	"print a page that can be mailed":                                                                                                        "in một trang có thể gửi qua thư",
	"print a table, a line for every witness of every finding":                                                                               "in bảng, mỗi nơi ghi của mỗi vấn đề một dòng",
	"print a table, a line for every place":                                                                                                  "in một bảng, mỗi chỗ một dòng",
	"print for every citation which words gave which field":                                                                                  "in cho mỗi chỗ viện dẫn: từ nào cho ra trường nào",
	"print the running text between the heads and numbers of its pages, a form feed between pages":                                           "in phần chữ giữa đầu trang và số trang, giữa các trang là dấu sang trang",
	"read a password from standard input, let this user in, by --users or by the database of the catalogue, and end":                         "đọc mật khẩu từ đầu vào, cho người này đăng nhập, theo --users hoặc cơ sở dữ liệu của kho, rồi kết thúc",
	"let this user in no more, and end":                                                                                                      "không cho người này đăng nhập nữa, rồi kết thúc",
	"what that user may do: reader or corrector (default: as before, else reader)":                                                           "người đó được làm gì: reader (đọc) hay corrector (điều chỉnh) (mặc định: như trước, nếu không thì reader)",
	"without --users, on this machine alone: let whoever opens the pages correct":                                                            "khi không có --users, chỉ trên máy này: ai mở trang cũng được điều chỉnh",
	"relevance, date (newest first) or cited (most cited first)":                                                                             "relevance (phù hợp), date (mới nhất trước) hoặc cited (được viện dẫn nhiều nhất trước)",
	"service, timer, cron, serve or worker":                                                                                                  "service, timer, cron, serve hoặc worker",
	"text, json or csv":                                                                                                                      "text, json hoặc csv",
	"text, json, csv or sarif":                                                                                                               "text, json, csv hoặc sarif",
	"the reason":                                                                                                                             "lý do",
	"what counts as acting: these of based_on, implements, guides, issues and cites, or all (default: all but cites)":                        "thế nào là thực hiện: các quan hệ này trong based_on, implements, guides, issues và cites, hoặc all (mặc định: tất cả trừ cites)",
	"what to call it (default: the name of the file)":                                                                                        "tên gọi (mặc định: tên tệp)",
	"when to begin, as 02:00":                                                                                                                "bắt đầu lúc nào, như 02:00",
	"which lines csv and jsonl write: citations, documents, edges":                                                                           "csv và jsonl ghi dòng nào: citations, documents, edges",
	"whose process it is, for systemd":                                                                                                       "tiến trình của ai, cho systemd",
	"write an evidence sheet, for printing, to this HTML file":                                                                               "ghi phiếu chứng cứ, để in, vào tệp HTML này",
	"write no access log":                                                                                                                    "không ghi nhật ký truy cập",
	"write the report of the run to this file, .json or .html; may be repeated":                                                              "ghi báo cáo của lần nạp vào tệp này, .json hoặc .html; có thể nêu nhiều lần",
	"write to this file, or to files in this folder, instead of standard output":                                                             "ghi vào tệp này, hoặc vào các tệp trong thư mục này, thay cho đầu ra chuẩn",
	"write what happens to standard error as records, one JSON object a line":                                                                "ghi diễn biến ra stderr, mỗi dòng một đối tượng JSON",

	"Usage:": "Cách dùng:", "Aliases:": "Tên khác:", "Examples:": "Ví dụ:", "Available Commands:": "Các lệnh:",
	"Additional Commands:": "Lệnh khác:", "Global Flags:": "Tùy chọn chung:", "Flags:": "Tùy chọn:",
	"Additional help topics:": "Trợ giúp thêm:", "Use \"": "Gõ \"", "[command] --help": "[lệnh] --help",
	"for more information about a command.": "để xem thêm về một lệnh.",
}

// correctionInVietnamese ends the help of the verbs by which persons correct.
const correctionInVietnamese = `
Văn bản được nêu bằng số, tên hoặc mã; chỗ viện dẫn bằng TỆP#N, chỗ thứ N của một tệp như
"danchieu show TỆP" liệt kê. Điều đã xác nhận được giữ cùng tên, ngày và lý do, còn hiệu
lực qua mọi lần nạp, và có thể rút lại: danchieu corrections.`

// longInVietnamese has the help of verbs at length, by the words that call them.
var longInVietnamese = map[string]string{
	"": `danchieu (dẫn chiếu) đọc các thư mục văn bản PDF, tìm mọi văn bản được viện dẫn,
và trả lời ngay trên trang có chỗ viện dẫn.`,
	"ingest": `Ingest đọc các tệp mới hoặc đã đổi trong các đường dẫn, xác định chúng viện dẫn văn bản
nào, và cập nhật chỉ mục: PDF, tệp Word (.docx .docm), chữ (.txt), ảnh chụp trang (.png
.jpg .tif) và, nhờ LibreOffice, .doc .odt .rtf. Nội dung tệp quan trọng hơn tên. Tệp không đọc được vẫn được giữ kèm lý do
và không làm dừng việc gì. Nạp lại các tệp không đổi thì không ghi gì. Tệp được nhận
ra theo nội dung: tệp chuyển chỗ hoặc chỉ đổi ngày giờ thì không đọc lại; tệp đang
được ghi thì để lần sau. Chỉ tệp trong các đường dẫn đã nêu mới bị coi là đã mất; nơi
nào không còn tệp nào thì ingest từ chối và yêu cầu --allow-empty.

Trang là ảnh, hoặc chữ đọc không chắc chắn, được đọc bằng OCR sau khi mọi tệp đã được
lưu và tìm được; những gì đã đọc luôn được giữ. Nếu thiếu poppler và Tesseract, các
trang đó chờ lần sau; thiếu LibreOffice thì tệp .doc, .odt và .rtf cũng vậy. Với --queue,
các trang quét do "danchieu worker" ở những máy khác đọc.`,
	"show": `Show cho biết về một văn bản: văn bản nào viện dẫn nó, với quan hệ gì, mấy lần, ở
trang nào và trong câu nào, và chính nó viện dẫn gì. Với --provision, --year hoặc
--relation thì chỉ kể những chỗ viện dẫn nêu điều, khoản này (hoặc điểm nằm trong đó:
khoản 2 Điều 5 nằm trong Điều 5), nằm trong văn bản năm này, hoặc nêu quan hệ này.
Đầu tiên là những gì đã biết về hiệu lực của nó, hôm nay hoặc vào ngày của --on: văn bản nào
đã sửa đổi hay chấm dứt nó, và ở đâu nói vậy. Văn bản mà không nơi nào nói đã hết hiệu lực
thì "chưa ghi nhận hết hiệu lực", chứ không phải là còn hiệu lực.`,
	"trace": `Trace lần theo quan hệ giữa các văn bản, lên những gì một văn bản dựa trên và xuống
những văn bản dựa trên nó, và in cho mỗi bước quan hệ, tệp, trang và câu nêu rõ.
Những gì nó sửa đổi, thay thế, bãi bỏ, và văn bản sửa đổi, thay thế, bãi bỏ nó, đứng
riêng, với phạm vi toàn bộ hay một phần; "suy ra" là quan hệ mà một trang nói ở thể bị động.
Văn bản chỉ được viện dẫn mà không nêu quan hệ thì bỏ qua, trừ khi có --relation all.
Chuỗi vòng lại được hiện và không đi tiếp. Văn bản đã hết hiệu lực hôm nay, hoặc vào ngày
của --on, được ghi rõ; với --on còn ghi những gì khác đã biết về hiệu lực vào ngày đó.`,
	"path": `Path in mọi chuỗi quan hệ ngắn nhất giữa hai văn bản, với tệp, trang và câu của mỗi
bước: chuỗi mà văn bản đầu dựa trên văn bản sau, nếu không thì ngược lại; hoặc chuỗi
mà văn bản này sửa đổi, thay thế, bãi bỏ văn bản kia, nếu ngắn hơn. Nếu không có, in các văn bản gần nhất mà cả hai dựa trên. Văn bản chỉ được viện dẫn thì
bỏ qua, trừ khi có --relation all.`,
	"body": `Body cho biết về một cơ quan: địa bàn của nó nay và trước là gì, cấp trên, tiền thân và cơ
quan kế thừa; đã ban hành gì, các văn bản của nó viện dẫn gì. Trong các văn bản của cấp trên
có nêu nó ở nơi nhận, lệnh nêu những văn bản mà không văn bản nào của nó dựa trên: nếu trong
kho có tệp của nó về sau thì coi là chưa thực hiện, nếu không thì không nói được gì. REF là
tên cơ quan, kèm tên tỉnh nếu nơi khác có tên như vậy, hoặc mã của nó.`,
	"acted": `Acted liệt kê các cơ quan có văn bản dựa trên văn bản này, trực tiếp hoặc qua chuỗi,
với quan hệ và trang. Sau đó hỏi về những cơ quan phải thực hiện: theo danh sách
(--roster), hoặc cấp đứng đầu các tỉnh hay xã trực thuộc vào ngày của văn bản, nếu kho
biết các đơn vị hành chính (danchieu places import), và các cơ quan cấp dưới hoặc cùng
cấp với cơ quan đã thực hiện mà kho có tệp.

Một cơ quan là chưa thực hiện khi kho có tệp của nó về sau ngày của văn bản và không
tệp nào dựa trên văn bản. Cơ quan không có tệp như vậy thì không kết luận gì: liệt kê
riêng. Nếu đọc được Nơi nhận thì nói cơ quan có tên trong đó không. Cơ quan đã giải thể
đứng dưới tên cơ quan kế thừa.

Danh sách ghi mỗi dòng một cơ quan, sau dấu tab là địa bàn cấp trên nếu tên không nói
rõ: UBND xã Mường Bú, Sở Nội vụ, Trường THCS Bến Tắm.`,
	"check": `Check đọc dự thảo (như extract; - để dán chữ hoặc một cột số) và đối chiếu mọi chỗ viện
dẫn với những gì kho đã biết: số, ngày, cơ quan, loại và trích yếu như chính văn bản, sổ
văn bản hoặc các văn bản khác ghi, và điều, khoản nếu kho có tệp. Check cũng đối chiếu
dự thảo với chính nó: một văn bản hai cách ghi, ký hiệu trái với tên loại hoặc cơ quan,
thứ tự căn cứ, thể thức số và ngày. Không lưu gì của dự thảo. Có vấn đề thì mã thoát
là 3.

Các quy tắc:`,
	"audit": `Audit liệt kê những chỗ không thể đúng như đang ghi: ngày, cơ quan, loại và trích yếu
mâu thuẫn nhau, viện dẫn văn bản ban hành sau hoặc đã bị thay thế, số không theo thứ
tự, thiếu mắt xích, viện dẫn chưa xác định. Mỗi vấn đề có quy tắc, mức và mọi nơi
ghi: tệp, trang và câu. Nếu nêu văn bản thì chỉ các vấn đề liên quan tới chúng.

Các quy tắc:`,
	"search": `Search tìm các văn bản có đủ các từ đã gõ. Từ gõ có dấu thì dấu phải đúng; từ gõ không
dấu thì mọi cách bỏ dấu đều được, kể cả đ. Chữ viết tắt và chữ viết đủ tìm như nhau (UBND,
ủy ban nhân dân). Ngoặc kép giữ một cụm từ, chữ viết tắt trong đó là chính nó.
Câu hỏi thì tìm theo nội dung được hỏi ("nghị định nào quy định về …"). Số văn bản viết
theo cách quen dùng thì ra chính văn bản đó trước, rồi những văn bản viện dẫn nó; dán cả
câu viện dẫn cũng vậy: số, ngày và cơ quan quyết định, các từ khác chỉ để xếp hạng, nhiều
số thì ra từng văn bản. Tệp có đủ các từ ấy trong tên cũng được tìm thấy. -từ
loại bỏ, A OR B lấy một trong hai, từ* lấy mọi từ bắt đầu như vậy. Nếu không thấy gì
thì tìm từ sai một chữ, và câu trả lời nói rõ.

Sau --, từ bắt đầu bằng dấu gạch không phải là tùy chọn. Các trường thu hẹp việc tìm:`,
	"wanted": `Wanted liệt kê các văn bản được viện dẫn mà kho chưa có tệp: trước hết theo số văn bản
có tệp viện dẫn chúng, rồi số văn bản dựa trên chúng qua chuỗi, rồi số lần nhắc. Văn
bản chỉ bị sửa đổi, thay thế, bãi bỏ thì không văn bản nào dựa vào, nên bỏ qua. Tệp chưa
rõ số mà có thể là một trong số đó được nêu kèm lý do. Văn bản chưa rõ cơ quan hoặc năm
đứng cuối.`,
	"export": `Export ghi những gì đã biết, như lúc này: dữ kiện như nhau cho ra byte như nhau.

csv và jsonl ghi các dòng của một loại, do --what nêu: citations (mỗi chỗ viện dẫn và
nội dung một dòng), documents hoặc edges. Nếu --out là thư mục thì ghi cả ba, vào
citations.csv, documents.csv và edges.csv.

Các định dạng khác ghi đồ thị, gồm văn bản và quan hệ, nên không dùng --what:
  graphml  yEd, Gephi, igraph, NetworkX     gexf    Gephi
  dot      Graphviz                         jsonld  dữ liệu liên kết, theo ELI
  cypher   câu lệnh cho Neo4j

Trong csv, chữ mà bảng tính coi là công thức, hoặc bắt đầu bằng dấu nháy đơn, có thêm
dấu nháy đơn phía trước. Những gì XML không chứa được (NUL và ký tự điều khiển khác) là �
trong mọi định dạng trừ jsonl và jsonld.`,
	"same": "Same xác nhận hai văn bản là một, hoặc một chỗ viện dẫn chỉ một văn bản." + correctionInVietnamese,
	"differ": "Differ xác nhận hai văn bản là khác nhau, hoặc một chỗ viện dẫn không chỉ một văn bản." +
		correctionInVietnamese,
	"decide": `Decide xác định ngày, cơ quan, loại hoặc trích yếu của một văn bản, và nó có hiệu lực từ
ngày nào (effective_from=), hết hiệu lực từ ngày nào (effective_to=, ngày đầu tiên không còn
hiệu lực; không kèm giá trị: chưa bị văn bản nào chấm dứt hiệu lực). Điều này được tính
trước mọi nơi ghi khác; các chỗ viện dẫn vẫn giữ như đã đọc. Với number= nó cho biết một tệp
trong kho là văn bản nào: VĂN-BẢN có thể là tên, đường dẫn của tệp hoặc phần đầu của
SHA-256; các giá trị khác bổ sung phần đầu của tệp đó. number= không kèm giá trị nghĩa là
trên tệp không có số.` + correctionInVietnamese,
	"registry": `Sổ văn bản là danh sách văn bản đã biết chắc. Nó cho biết số và ngày của những văn bản
chỉ được viện dẫn, và khi các chỗ viện dẫn không thống nhất thì lời của nó được tính,
sau phần đầu của chính văn bản và trước mọi chỗ viện dẫn. Sổ nằm riêng với những gì
đã đọc và có thể bỏ ra.`,
	"registry import": `Import nhận một bảng có các giá trị cách nhau bằng dấu phẩy, chấm phẩy hoặc tab, mã
UTF-8. Dòng đầu nêu tên các cột: type, number, date, và nếu có issuer và title; về hiệu lực:
effective_from, effective_to (ngày đầu tiên không còn hiệu lực), status và replaced_by; hoặc
bằng tiếng Việt: loại, số ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu, ngày có hiệu
lực, ngày hết hiệu lực, tình trạng hiệu lực, thay thế bởi. Dòng chưa đủ để biết chắc là văn bản nào thì bị bỏ qua và được báo.`,
	"places": `Các tỉnh và thành phố trực thuộc trung ương có sẵn, trước và từ ngày 01/7/2025. Các
đơn vị bên dưới lấy từ một bảng: nó phân biệt các xã cùng tên, và cho biết đơn vị đã
hết thì thành gì.`,
	"places import": `Import nhận một bảng mã UTF-8, các cột cách nhau bằng tab và được nêu tên ở dòng đầu:
code, kind, name, parent, from, to, successors. Parent và successors là mã, nhiều mã
cách nhau bằng chấm phẩy; from và to là ngày đầu và ngày cuối, dạng NĂM-THÁNG-NGÀY,
trống nếu không có. Mã đã biết thì được thay. Bảng có dòng sai thì bị từ chối cả.`,
	"runs": `Runs liệt kê các lần nạp có thay đổi. Với số của một lần, hoặc "last", nó cho biết
từng tệp ra sao, văn bản, quan hệ và mâu thuẫn nào mới có hoặc đã hết so với lần
trước, và có gì viện dẫn các văn bản đang theo dõi.`,
	"worker": `Worker đọc trang cho một lần nạp ở máy khác có cùng --queue, một cơ sở dữ liệu PostgreSQL. Nó cần
poppler và Tesseract, và các tệp: ở cùng đường dẫn như máy kia, trong thư mục dùng chung, hoặc với
--originals ở nơi lần nạp đặt chúng, một thư mục hoặc s3://bucket/prefix. Nó chỉ nhận trang cho bộ nhận dạng
của mình: phiên bản chương trình, mô hình và bộ xử lý phải đúng như bộ nhận dạng được yêu cầu. Khi bị dừng,
nó đọc xong các trang đã bắt đầu; trang của máy đọc đã chết thì máy khác đọc.

Chỉ để mật khẩu trong địa chỉ khi không ai thấy: tốt hơn là PGPASSFILE, hoặc ghi địa chỉ trong tệp cấu
hình. Khóa S3 lấy từ môi trường (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3).`,
	"retry": `Retry đọc lại ngay các tệp chưa đọc trọn: tất cả, những tệp có một lý do, hoặc những
tệp được nêu. Ingest tự nó chỉ thử lại những gì chờ đợi có thể chữa: tệp không mở
được hoặc chờ LibreOffice, và trang chờ OCR. Sau khi nâng cấp, --read-by-older đọc lại mọi thứ do phiên
bản khác của chương trình đã đọc, cả những gì nó đọc được. --read-by-other-engine đọc lại các trang quét
do poppler, Tesseract hoặc mô hình khác với máy này đọc; không gì khác đọc lại chúng.`,
	"watch": `Watch giữ một danh sách văn bản và, với --search, các tìm kiếm, mỗi tìm kiếm một tên. Báo cáo
của mỗi lần nạp cho biết có gì mới viện dẫn các văn bản ấy: danchieu runs last. Những gì
mới viện dẫn chúng, và những gì các tìm kiếm mới thấy, có ở nguồn tin /feed.atom của máy
chủ, và trong thư của danchieu ingest --notify, hoặc ngay lập tức với watch --notify. Điều
mới vẫn là mới cho đến khi lệnh nhận thư kết thúc tốt đẹp. Không nêu văn bản thì in danh
sách.`,
	"backup": `Backup ghi danh mục như lúc này vào một tệp, đọc lại toàn bộ, rồi mới đặt tên cho nó.
Chỉ mục không cần sao lưu: nó được tạo từ danh mục. Các tệp PDF không nằm trong đó.`,
	"restore": `Restore đọc toàn bộ bản sao lưu trước khi đụng tới gì, cất danh mục đang có dưới tên
khác, và tạo lại chỉ mục. Bản sao của phiên bản cũ được cập nhật.`,
	"mark": `Mark đánh dấu một vấn đề mà audit nêu, hoặc một dòng của wanted: đã có người xem (seen)
hoặc không phải lỗi (right). Bản in và các trang khi đó bỏ nó ra và cho biết đã bỏ bao nhiêu;
bảng, JSON và SARIF vẫn có nó kèm dấu. Một vấn đề được nhận ra nhờ quy tắc, các văn bản của
nó và nội dung chúng ghi tại chỗ đang xét: khi nội dung đó đổi, nó hiện lại. Ngoài ra dấu không kéo
theo thay đổi nào. Dấu được giữ cùng tên, ngày và lý do, và có thể rút lại: danchieu corrections.`,
	"verify-bundle": `Verify-bundle đọc từng byte của gói mà "danchieu trace --bundle" đã ghi và so với những
gì đã ghi: mã kiểm tra của mọi tệp trong gói, và các văn bản nằm trong đó. Nêu tệp hay
thư mục thì nó tìm ở đó các văn bản mà gói dựa vào; với --data thì tìm cả ở những chỗ
thư mục dữ liệu biết. Tệp được nhận ra bằng SHA-256.`,
	"verify": `Verify đọc từng byte của danh mục và chỉ mục và so với các tổng kiểm tra mà lần nạp cuối
để lại, với mã băm của những gì đã lưu, và với nhau. Với --files nó còn tính mã băm
các văn bản tại chỗ. Nó giữ khóa để không ai ghi trong lúc đó.`,
	"move": `Move chép tất cả những gì có trong một danh mục vào một thư mục hoặc cơ sở dữ liệu chưa có danh mục
nào, so sánh những gì hai bên xuất ra, rồi tạo chỉ mục cho bên mới. Danh mục cũ giữ nguyên; ai nạp vào đó
về sau là nạp vào một danh mục mà bên mới không biết đến.`,
	"index": `Chỉ mục được tạo từ danh mục và có thể tạo lại bất cứ lúc nào. Ai tìm trong lúc đó được
trả lời từ chỉ mục cũ cho đến khi chỉ mục mới xong.`,
	"service": `Service in những gì chạy một lần nạp các đường dẫn mỗi đêm, với thư mục dữ liệu và
chương trình ở chỗ hiện nay. Nó không cài đặt gì. Lời của lần nạp đi vào journal.
--kind serve in unit của máy chủ, --kind worker in unit của máy đọc các trang quét cho một lần nạp
ở máy khác (với các đường dẫn, nếu nêu); những gì cần nói thêm với chúng, và mọi địa chỉ có mật khẩu, thì ghi
trong tệp do --config nêu. Với cơ sở dữ liệu thì chỉ mục nằm trong /var/lib/danchieu, trừ khi --local nêu một thư mục.`,
	"serve": `Serve trả lời trong trình duyệt: tìm kiếm, văn bản, trang PDF với chỗ viện dẫn được đóng
khung, chuỗi, kiểm tra. Máy chủ đang chạy tự theo các lần nạp mới. Nó chỉ đọc, trừ khi
người dùng có vai trò corrector xác nhận tệp hay chỗ viện dẫn là văn bản nào, ở trang
"Cần xác nhận": như "danchieu decide", "same" và "differ".

Nó chỉ nghe trên máy này. Muốn nghe chỗ khác thì cần --users TỆP, mỗi người một dòng
"tên:mã băm" như htpasswd -B ghi, "tên:mã băm:corrector" cho người được điều chỉnh
(--add-user TÊN đọc mật khẩu và thêm một người, với --role), hoặc đứng sau proxy do --proxy nêu, khi đó chỉ nhận yêu cầu từ proxy ấy; ai được xem
là do proxy quyết định. Khi dữ liệu nằm trong cơ sở dữ liệu thì người dùng, nếu không có --users, là những người ghi ở đó, và
ai đã đăng nhập ở một máy chủ thì cũng đã đăng nhập ở mọi máy: máy mới chỉ cần địa chỉ và
tự tạo chỉ mục. /api/v1/openapi.json mô tả câu trả lời cho chương trình;
/healthz, /readyz và /metrics cho biết tình trạng máy chủ. Nhật ký truy cập ra
stderr, mỗi dòng một đối tượng JSON.`,
	"extract": `Extract đọc các loại tệp mà ingest đọc (.txt là chữ liền với dấu sang trang giữa các
trang) và in các chỗ viện dẫn như đã viết: không suy ra và không quyết định gì.`,
	"help": `Help cho biết về mọi lệnh. Gõ danchieu help [lệnh] để xem chi tiết.`,
}
