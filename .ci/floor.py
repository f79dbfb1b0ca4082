#!/usr/bin/env python3
"""usage: floor.py FLOOR.json SCORE.json

Exit status 1 where a figure of the score lies below its floor.
"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    floor = json.load(f)
with open(sys.argv[2], encoding="utf-8") as f:
    score = json.load(f)

low = 0
for key, least in floor.items():
    got = score[key]["f1"] if key in score else score["accuracy"][key]["rate"] or 0
    print(f"{key:9} {got:.4f}  floor {least:.4f}")
    if got < least:
        low += 1
        print(f"floor.py: {key} fell below its floor: {got:.4f} < {least:.4f}", file=sys.stderr)
sys.exit(1 if low else 0)
