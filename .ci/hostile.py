#!/usr/bin/env python3
"""usage: hostile.py DANCHIEU FOLDER [EXPECTED]

Runs the program over files made to break readers, as EXPECTED, else FOLDER/EXPECTED.tsv, says: what must be read, rescued, read in part
("part": what is there, and that some is missing) or refused. Whatever comes
of a file, it may take no more than 20 s of CPU and 1 GiB of memory. Exit status 1 where a row is not as it says.
"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
bad = 0
with open(sys.argv[3] if len(sys.argv) > 3 else folder / "EXPECTED.tsv", encoding="utf-8", newline="") as f:
    rows = [(r + ["", "", ""])[:4] for r in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
for name, expect, there, absent in rows:
    own = [] if expect in ("rescue", "part") else ["--no-rescue"]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        p = subprocess.Popen([program, "extract", "--text", *own, str(folder / name)], stdout=out, stderr=err)
        _, status, used = os.wait4(p.pid, 0)
        out.seek(0), err.seek(0)
        text, said = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace").strip()
    code = os.waitstatus_to_exitcode(status)
    faults = []
    if used.ru_utime + used.ru_stime > 20:
        faults.append(f"{used.ru_utime + used.ru_stime:.0f} s of CPU")
    if used.ru_maxrss > 1 << 20:
        faults.append(f"{used.ru_maxrss >> 10} MiB")
    if code not in (0, 3):
        faults.append(f"exit status {code}")
    if expect in ("text", "rescue", "part"):
        faults += [f"{t!r} is not there" for t in there.split("|") if t not in text]
        if absent and absent in text:
            faults.append(f"{absent!r} is there")
    if expect == "error" and code != 3:
        faults.append("it was not refused")
    if expect == "part" and code != 3:
        faults.append("nothing was said to be missing")
    if expect in ("text", "rescue") and code != 0:
        faults.append("it was not read in full")
    if code == 3 and not said:
        faults.append("no reason was given")
    if faults:
        bad += 1
        print(f"{name}: expected {expect}: {'; '.join(faults)}")
print(f"{len(rows) - bad} of {len(rows)} hostile files as expected")
sys.exit(1 if bad else 0)
