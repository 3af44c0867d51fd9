; One chunk of paths, block by block. BLOCK and CHUNK are put in by reduce.py; vectors have 16 lanes here, one per
; replicate, whatever the program's lanes are. A row of the buffer has BLOCK places, a row of what is kept has CHUNK.

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; Sums, squares, least and greatest values of the %drawn rows, by replicate, group after group of 16 paths; those from %count
; on do not count.
define internal void @summed(ptr noalias %buffer, ptr noalias %drawn, ptr noalias %sums, ptr noalias %squares, ptr noalias %lowest, ptr noalias %highest, i64 %rows, i64 %count) {
entry:
  br label %row
row:
  %d = phi i64 [ 0, %entry ], [ %d.next, %row.end ]
  %drawn.at = getelementptr i64, ptr %drawn, i64 %d
  %r = load i64, ptr %drawn.at
  %row.at = getelementptr [BLOCK x double], ptr %buffer, i64 %r
  %sum.at = getelementptr <16 x double>, ptr %sums, i64 %r
  %square.at = getelementptr <16 x double>, ptr %squares, i64 %r
  %lowest.at = getelementptr <16 x double>, ptr %lowest, i64 %r
  %highest.at = getelementptr <16 x double>, ptr %highest, i64 %r
  %lowest.old = load <16 x double>, ptr %lowest.at, align 8
  %highest.old = load <16 x double>, ptr %highest.at, align 8
  %sum.old = load <16 x double>, ptr %sum.at, align 8
  %square.old = load <16 x double>, ptr %square.at, align 8
  br label %group
group:
  %p = phi i64 [ 0, %row ], [ %p.next, %group ]
  %sum = phi <16 x double> [ %sum.old, %row ], [ %sum.new, %group ]
  %square = phi <16 x double> [ %square.old, %row ], [ %square.new, %group ]
  %low = phi <16 x double> [ %lowest.old, %row ], [ %low.new, %group ]
  %high = phi <16 x double> [ %highest.old, %row ], [ %high.new, %group ]
  %at = getelementptr double, ptr %row.at, i64 %p
  %value = load <16 x double>, ptr %at, align 8
  %left = sub i64 %count, %p
  %left.first = insertelement <16 x i64> poison, i64 %left, i64 0
  %left.all = shufflevector <16 x i64> %left.first, <16 x i64> poison, <16 x i32> zeroinitializer
  %counts = icmp sgt <16 x i64> %left.all, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15>
  %counted = select <16 x i1> %counts, <16 x double> %value, <16 x double> zeroinitializer
  %sum.new = fadd <16 x double> %sum, %counted
  %squared = fmul <16 x double> %counted, %counted
  %square.new = fadd <16 x double> %square, %squared
  %is.lower = fcmp olt <16 x double> %value, %low
  %lowers = and <16 x i1> %is.lower, %counts
  %low.new = select <16 x i1> %lowers, <16 x double> %value, <16 x double> %low
  %is.higher = fcmp ogt <16 x double> %value, %high
  %highers = and <16 x i1> %is.higher, %counts
  %high.new = select <16 x i1> %highers, <16 x double> %value, <16 x double> %high
  %p.next = add i64 %p, 16
  %p.more = icmp slt i64 %p.next, %count
  br i1 %p.more, label %group, label %row.end
row.end:
  store <16 x double> %sum.new, ptr %sum.at, align 8
  store <16 x double> %square.new, ptr %square.at, align 8
  store <16 x double> %low.new, ptr %lowest.at, align 8
  store <16 x double> %high.new, ptr %highest.at, align 8
  %d.next = add i64 %d, 1
  %d.more = icmp slt i64 %d.next, %rows
  br i1 %d.more, label %row, label %end
end:
  ret void
}

; The values of the %asked rows as they are.
define internal void @kept(ptr noalias %buffer, ptr noalias %asked, ptr noalias %kept, i64 %rows, i64 %done) {
entry:
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row ]
  %asked.at = getelementptr i64, ptr %asked, i64 %r
  %which = load i64, ptr %asked.at
  %from = getelementptr [BLOCK x double], ptr %buffer, i64 %which
  %to = getelementptr [CHUNK x double], ptr %kept, i64 %r, i64 %done
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 BLOCK_BYTES, i1 false)
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %row, label %end
end:
  ret void
}

; The values of every row, in short.
define internal void @every(ptr noalias %buffer, ptr noalias %every, i64 %rows, i64 %room, i64 %done) {
entry:
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row.end ]
  %row.at = getelementptr [BLOCK x double], ptr %buffer, i64 %r
  %row.begins = mul i64 %r, %room
  %here = add i64 %row.begins, %done
  %every.at = getelementptr float, ptr %every, i64 %here
  br label %group
group:
  %p = phi i64 [ 0, %row ], [ %p.next, %group ]
  %from = getelementptr double, ptr %row.at, i64 %p
  %value = load <16 x double>, ptr %from, align 8
  %short = fptrunc <16 x double> %value to <16 x float>
  %to = getelementptr float, ptr %every.at, i64 %p
  store <16 x float> %short, ptr %to, align 4
  %p.next = add i64 %p, 16
  %p.more = icmp slt i64 %p.next, BLOCK
  br i1 %p.more, label %group, label %row.end
row.end:
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %row, label %end
end:
  ret void
}

; The cell of every value: see tally.Counts. What is not a number goes to the first bin; such a run is refused anyway.
define internal void @celled(ptr noalias %buffer, ptr noalias %cells, ptr noalias %bounds, i64 %rows, i64 %done, i64 %bins) {
entry:
  %last.bin = sub i64 %bins, 1
  %last = sitofp i64 %last.bin to double
  %last.first = insertelement <16 x double> poison, double %last, i64 0
  %last.all = shufflevector <16 x double> %last.first, <16 x double> poison, <16 x i32> zeroinitializer
  %at.high = add i64 %bins, 2
  %at.high.short = trunc i64 %at.high to i32
  %at.high.first = insertelement <16 x i32> poison, i32 %at.high.short, i64 0
  %at.high.all = shufflevector <16 x i32> %at.high.first, <16 x i32> poison, <16 x i32> zeroinitializer
  %above.all = add <16 x i32> %at.high.all, splat (i32 1)
  %zero.all = add <16 x i32> %at.high.all, splat (i32 2)
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row.end ]
  %row.at = getelementptr [BLOCK x double], ptr %buffer, i64 %r
  %cells.at = getelementptr [CHUNK x i16], ptr %cells, i64 %r, i64 %done
  %low.at = getelementptr [3 x double], ptr %bounds, i64 %r
  %high.at = getelementptr double, ptr %low.at, i64 1
  %scale.at = getelementptr double, ptr %low.at, i64 2
  %low.one = load double, ptr %low.at
  %high.one = load double, ptr %high.at
  %scale.one = load double, ptr %scale.at
  %low.first = insertelement <16 x double> poison, double %low.one, i64 0
  %low = shufflevector <16 x double> %low.first, <16 x double> poison, <16 x i32> zeroinitializer
  %high.first = insertelement <16 x double> poison, double %high.one, i64 0
  %high = shufflevector <16 x double> %high.first, <16 x double> poison, <16 x i32> zeroinitializer
  %scale.first = insertelement <16 x double> poison, double %scale.one, i64 0
  %scale = shufflevector <16 x double> %scale.first, <16 x double> poison, <16 x i32> zeroinitializer
  br label %group
group:
  %p = phi i64 [ 0, %row ], [ %p.next, %group ]
  %from = getelementptr double, ptr %row.at, i64 %p
  %value = load <16 x double>, ptr %from, align 8
  %over = fsub <16 x double> %value, %low
  %scaled = fmul <16 x double> %over, %scale
  %positive = fcmp ogt <16 x double> %scaled, zeroinitializer
  %from.zero = select <16 x i1> %positive, <16 x double> %scaled, <16 x double> zeroinitializer
  %small = fcmp olt <16 x double> %from.zero, %last.all
  %within = select <16 x i1> %small, <16 x double> %from.zero, <16 x double> %last.all
  %bin = fptosi <16 x double> %within to <16 x i32>
  %cell.bin = add <16 x i32> %bin, splat (i32 2)
  %is.low = fcmp oeq <16 x double> %value, %low
  %cell.low = select <16 x i1> %is.low, <16 x i32> splat (i32 1), <16 x i32> %cell.bin
  %is.below = fcmp olt <16 x double> %value, %low
  %cell.below = select <16 x i1> %is.below, <16 x i32> zeroinitializer, <16 x i32> %cell.low
  %is.above = fcmp ogt <16 x double> %value, %high
  %cell.above = select <16 x i1> %is.above, <16 x i32> %above.all, <16 x i32> %cell.below
  %is.high = fcmp oeq <16 x double> %value, %high
  %is.only.high = fcmp ogt <16 x double> %high, %low
  %is.at.high = and <16 x i1> %is.high, %is.only.high
  %cell.high = select <16 x i1> %is.at.high, <16 x i32> %at.high.all, <16 x i32> %cell.above
  %is.zero = fcmp oeq <16 x double> %value, zeroinitializer
  %cell = select <16 x i1> %is.zero, <16 x i32> %zero.all, <16 x i32> %cell.high
  %cell.short = trunc <16 x i32> %cell to <16 x i16>
  %to = getelementptr i16, ptr %cells.at, i64 %p
  store <16 x i16> %cell.short, ptr %to, align 2
  %p.next = add i64 %p, 16
  %p.more = icmp slt i64 %p.next, BLOCK
  br i1 %p.more, label %group, label %row.end
row.end:
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %row, label %end
end:
  ret void
}

; A chunk's cells added to the counts, row by row, so that the counts of one row stay at hand.
define internal void @counted(ptr noalias %cells, ptr noalias %counts, i64 %rows, i64 %count, i64 %bins) {
entry:
  %width = add i64 %bins, 5
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row.end ]
  %cells.at = getelementptr [CHUNK x i16], ptr %cells, i64 %r
  %before = mul i64 %r, %width
  %counts.at = getelementptr i32, ptr %counts, i64 %before
  br label %path
path:
  %p = phi i64 [ 0, %row ], [ %p.next, %path ]
  %cell.at = getelementptr i16, ptr %cells.at, i64 %p
  %cell.short = load i16, ptr %cell.at
  %cell = zext i16 %cell.short to i64
  %here = getelementptr i32, ptr %counts.at, i64 %cell
  %old = load i32, ptr %here
  %new = add i32 %old, 1
  store i32 %new, ptr %here
  %p.next = add i64 %p, 1
  %p.more = icmp slt i64 %p.next, %count
  br i1 %p.more, label %path, label %row.end
row.end:
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %row, label %end
end:
  ret void
}

; %count paths from %first on, all rows: %run is the program's own function. What is not asked is a null address.
define void @chunk(ptr %given, i64 %first, i64 %count) {
entry:
GIVEN
  %any.drawn = icmp sgt i64 %drawn.rows, 0
  %any.kept = icmp sgt i64 %kept.rows, 0
  %any.every = icmp ne ptr %every, null
  %any.cells = icmp ne ptr %cells, null
  %any.rows = icmp sgt i64 %rows, 0
  br i1 %any.rows, label %block, label %end
block:
  %done = phi i64 [ 0, %entry ], [ %done.next, %block.end ]
  %left = sub i64 %count, %done
  %is.short = icmp slt i64 %left, BLOCK
  %here = select i1 %is.short, i64 %left, i64 BLOCK
  %over = add i64 %here, 15
  %whole = and i64 %over, -16
  %path = add i64 %first, %done
  %group = lshr i64 %done, 4
  %before = mul i64 %group, %group.columns
  %words = getelementptr i64, ptr %groups, i64 %before
  call void %run(ptr %context, ptr %words, ptr %frame, ptr %buffer, i64 %path, i64 %whole)
  br i1 %any.drawn, label %sum, label %sum.end
sum:
  call void @summed(ptr %buffer, ptr %drawn, ptr %sums, ptr %squares, ptr %lowest, ptr %highest, i64 %drawn.rows, i64 %here)
  br label %sum.end
sum.end:
  br i1 %any.kept, label %keep, label %kept.end
keep:
  call void @kept(ptr %buffer, ptr %asked, ptr %kept, i64 %kept.rows, i64 %done)
  br label %kept.end
kept.end:
  br i1 %any.every, label %shorten, label %every.end
shorten:
  call void @every(ptr %buffer, ptr %every, i64 %rows, i64 %every.room, i64 %done)
  br label %every.end
every.end:
  br i1 %any.cells, label %place, label %block.end
place:
  call void @celled(ptr %buffer, ptr %cells, ptr %bounds, i64 %rows, i64 %done, i64 %bins)
  br label %block.end
block.end:
  %done.next = add i64 %done, BLOCK
  %more = icmp slt i64 %done.next, %count
  br i1 %more, label %block, label %blocks.end
blocks.end:
  br i1 %any.cells, label %count.cells, label %end
count.cells:
  call void @counted(ptr %cells, ptr %counts, i64 %rows, i64 %count, i64 %bins)
  br label %end
end:
  ret void
}
