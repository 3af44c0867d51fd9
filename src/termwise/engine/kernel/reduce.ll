; One chunk of paths, block by block. BLOCK and CHUNK are put in by reduce.py; vectors have 16 lanes here, one per
; replicate, whatever the program's lanes are. A row of the buffer has BLOCK places, a row of what is kept has CHUNK.

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)

; Sums, squares, least and greatest values of the %drawn rows, by replicate, group after group of 16 paths; those from %count
; on do not count. A whole block, as nearly all are, goes without asking which paths count.
define internal void @summed(ptr noalias %buffer, ptr noalias %drawn, ptr noalias %sums, ptr noalias %squares, ptr noalias %lowest, ptr noalias %highest, i64 %rows, i64 %count) {
entry:
  %is.whole = icmp eq i64 %count, BLOCK
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
  br i1 %is.whole, label %half, label %part
half:
  %h = phi i64 [ 0, %row ], [ %h.next, %half.end ]
  %half.at = getelementptr double, ptr %row.at, i64 %h
  %half.sum.at = getelementptr double, ptr %sum.at, i64 %h
  %half.square.at = getelementptr double, ptr %square.at, i64 %h
  %half.lowest.at = getelementptr double, ptr %lowest.at, i64 %h
  %half.highest.at = getelementptr double, ptr %highest.at, i64 %h
  %half.sum.old = load <8 x double>, ptr %half.sum.at, align 8
  %half.square.old = load <8 x double>, ptr %half.square.at, align 8
  %half.low.old = load <8 x double>, ptr %half.lowest.at, align 8
  %half.high.old = load <8 x double>, ptr %half.highest.at, align 8
  br label %of.half
of.half:
  %half.p = phi i64 [ 0, %half ], [ %half.p.next, %of.half ]
  %half.sum = phi <8 x double> [ %half.sum.old, %half ], [ %half.sum.new, %of.half ]
  %half.square = phi <8 x double> [ %half.square.old, %half ], [ %half.square.new, %of.half ]
  %half.low = phi <8 x double> [ %half.low.old, %half ], [ %half.low.new, %of.half ]
  %half.high = phi <8 x double> [ %half.high.old, %half ], [ %half.high.new, %of.half ]
  %half.from = getelementptr double, ptr %half.at, i64 %half.p
  %half.value = load <8 x double>, ptr %half.from, align 64
  %half.sum.new = fadd <8 x double> %half.sum, %half.value
  %half.squared = fmul <8 x double> %half.value, %half.value
  %half.square.new = fadd <8 x double> %half.square, %half.squared
  %half.is.lower = fcmp olt <8 x double> %half.value, %half.low
  %half.low.new = select <8 x i1> %half.is.lower, <8 x double> %half.value, <8 x double> %half.low
  %half.is.higher = fcmp ogt <8 x double> %half.value, %half.high
  %half.high.new = select <8 x i1> %half.is.higher, <8 x double> %half.value, <8 x double> %half.high
  %half.p.next = add i64 %half.p, 16
  %half.more = icmp slt i64 %half.p.next, BLOCK
  br i1 %half.more, label %of.half, label %half.end
half.end:
  store <8 x double> %half.sum.new, ptr %half.sum.at, align 8
  store <8 x double> %half.square.new, ptr %half.square.at, align 8
  store <8 x double> %half.low.new, ptr %half.lowest.at, align 8
  store <8 x double> %half.high.new, ptr %half.highest.at, align 8
  %h.next = add i64 %h, 8
  %h.more = icmp slt i64 %h.next, 16
  br i1 %h.more, label %half, label %row.end
part:
  %lowest.old = load <16 x double>, ptr %lowest.at, align 8
  %highest.old = load <16 x double>, ptr %highest.at, align 8
  %sum.old = load <16 x double>, ptr %sum.at, align 8
  %square.old = load <16 x double>, ptr %square.at, align 8
  br label %group
group:
  %p = phi i64 [ 0, %part ], [ %p.next, %group ]
  %sum = phi <16 x double> [ %sum.old, %part ], [ %sum.new, %group ]
  %square = phi <16 x double> [ %square.old, %part ], [ %square.new, %group ]
  %low = phi <16 x double> [ %lowest.old, %part ], [ %low.new, %group ]
  %high = phi <16 x double> [ %highest.old, %part ], [ %high.new, %group ]
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
  br i1 %p.more, label %group, label %part.end
part.end:
  store <16 x double> %sum.new, ptr %sum.at, align 8
  store <16 x double> %square.new, ptr %square.at, align 8
  store <16 x double> %low.new, ptr %lowest.at, align 8
  store <16 x double> %high.new, ptr %highest.at, align 8
  br label %row.end
row.end:
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
; The first bin being zero, it is chosen among reals, as values are, and cut off to a whole number at the end.
define internal void @celled(ptr noalias %buffer, ptr noalias %cells, ptr noalias %bounds, i64 %rows, i64 %done, i64 %bins) {
entry:
  %bins.one = sitofp i64 %bins to double
  %last.one = fsub double %bins.one, 1.0
  %above.one = fadd double %bins.one, 1.0
  %zero.one = fadd double %bins.one, 2.0
  %last.in = insertelement <4 x double> poison, double %last.one, i64 0
  %last = shufflevector <4 x double> %last.in, <4 x double> poison, <4 x i32> zeroinitializer
  %at.high.in = insertelement <4 x double> poison, double %bins.one, i64 0
  %at.high = shufflevector <4 x double> %at.high.in, <4 x double> poison, <4 x i32> zeroinitializer
  %above.in = insertelement <4 x double> poison, double %above.one, i64 0
  %above = shufflevector <4 x double> %above.in, <4 x double> poison, <4 x i32> zeroinitializer
  %zero.in = insertelement <4 x double> poison, double %zero.one, i64 0
  %zero = shufflevector <4 x double> %zero.in, <4 x double> poison, <4 x i32> zeroinitializer
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
  %is.wide = fcmp ogt double %high.one, %low.one
  %top.one = select i1 %is.wide, double %high.one, double 0x7FF0000000000000
  %low.in = insertelement <4 x double> poison, double %low.one, i64 0
  %low = shufflevector <4 x double> %low.in, <4 x double> poison, <4 x i32> zeroinitializer
  %high.in = insertelement <4 x double> poison, double %high.one, i64 0
  %high = shufflevector <4 x double> %high.in, <4 x double> poison, <4 x i32> zeroinitializer
  %top.in = insertelement <4 x double> poison, double %top.one, i64 0
  %top = shufflevector <4 x double> %top.in, <4 x double> poison, <4 x i32> zeroinitializer
  %scale.in = insertelement <4 x double> poison, double %scale.one, i64 0
  %scale = shufflevector <4 x double> %scale.in, <4 x double> poison, <4 x i32> zeroinitializer
  br label %group
group:
  %p = phi i64 [ 0, %row ], [ %p.next, %group ]
  %from = getelementptr double, ptr %row.at, i64 %p
  %value = load <4 x double>, ptr %from, align 32
  %over = fsub <4 x double> %value, %low
  %scaled = fmul <4 x double> %over, %scale
  %positive = fcmp ogt <4 x double> %scaled, splat (double 0.5)
  %from.first = select <4 x i1> %positive, <4 x double> %scaled, <4 x double> splat (double 0.5)
  %small = fcmp olt <4 x double> %from.first, %last
  %bin = select <4 x i1> %small, <4 x double> %from.first, <4 x double> %last
  %is.low = fcmp oeq <4 x double> %value, %low
  %or.low = select <4 x i1> %is.low, <4 x double> splat (double -1.0), <4 x double> %bin
  %is.below = fcmp olt <4 x double> %value, %low
  %or.below = select <4 x i1> %is.below, <4 x double> splat (double -2.0), <4 x double> %or.low
  %is.top = fcmp oge <4 x double> %value, %top
  %or.high = select <4 x i1> %is.top, <4 x double> %at.high, <4 x double> %or.below
  %is.above = fcmp ogt <4 x double> %value, %high
  %or.above = select <4 x i1> %is.above, <4 x double> %above, <4 x double> %or.high
  %is.zero = fcmp oeq <4 x double> %value, zeroinitializer
  %chosen = select <4 x i1> %is.zero, <4 x double> %zero, <4 x double> %or.above
  %whole = fptosi <4 x double> %chosen to <4 x i32>
  %cell = add <4 x i32> %whole, splat (i32 2)
  %cell.short = trunc <4 x i32> %cell to <4 x i16>
  %to = getelementptr i16, ptr %cells.at, i64 %p
  store <4 x i16> %cell.short, ptr %to, align 2
  %p.next = add i64 %p, 4
  %p.more = icmp slt i64 %p.next, BLOCK
  br i1 %p.more, label %group, label %row.end
row.end:
  %r.next = add i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %row, label %end
end:
  ret void
}

; A chunk's cells added to the counts, row by row, so that the counts of one row stay at hand; those of the next row are
; sent for meanwhile.
define internal void @counted(ptr noalias %cells, ptr noalias %counts, i64 %rows, i64 %count, i64 %bins) {
entry:
  %width = add i64 %bins, 5
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row.end ]
  %cells.at = getelementptr [CHUNK x i16], ptr %cells, i64 %r
  %before = mul i64 %r, %width
  %counts.at = getelementptr i32, ptr %counts, i64 %before
  %ahead = getelementptr i32, ptr %counts.at, i64 %width
  br label %fours
fours:
  %f = phi i64 [ 0, %row ], [ %f.next, %four ]
  %f.next = add i64 %f, 4
  %f.more = icmp sle i64 %f.next, %count
  br i1 %f.more, label %four, label %ones
four:
  %share = mul i64 %f, %bins
  %share.of.row = udiv i64 %share, CHUNK
  %ahead.at = getelementptr i32, ptr %ahead, i64 %share.of.row
  call void @llvm.prefetch.p0(ptr %ahead.at, i32 1, i32 3, i32 1)
  %cell.at.0 = getelementptr i16, ptr %cells.at, i64 %f
  %cell.short.0 = load i16, ptr %cell.at.0
  %cell.at.1 = getelementptr i16, ptr %cell.at.0, i64 1
  %cell.short.1 = load i16, ptr %cell.at.1
  %cell.at.2 = getelementptr i16, ptr %cell.at.0, i64 2
  %cell.short.2 = load i16, ptr %cell.at.2
  %cell.at.3 = getelementptr i16, ptr %cell.at.0, i64 3
  %cell.short.3 = load i16, ptr %cell.at.3
  %cell.0 = zext i16 %cell.short.0 to i64
  %here.0 = getelementptr i32, ptr %counts.at, i64 %cell.0
  %old.0 = load i32, ptr %here.0
  %new.0 = add i32 %old.0, 1
  store i32 %new.0, ptr %here.0
  %cell.1 = zext i16 %cell.short.1 to i64
  %here.1 = getelementptr i32, ptr %counts.at, i64 %cell.1
  %old.1 = load i32, ptr %here.1
  %new.1 = add i32 %old.1, 1
  store i32 %new.1, ptr %here.1
  %cell.2 = zext i16 %cell.short.2 to i64
  %here.2 = getelementptr i32, ptr %counts.at, i64 %cell.2
  %old.2 = load i32, ptr %here.2
  %new.2 = add i32 %old.2, 1
  store i32 %new.2, ptr %here.2
  %cell.3 = zext i16 %cell.short.3 to i64
  %here.3 = getelementptr i32, ptr %counts.at, i64 %cell.3
  %old.3 = load i32, ptr %here.3
  %new.3 = add i32 %old.3, 1
  store i32 %new.3, ptr %here.3
  br label %fours
ones:
  %any.left = icmp slt i64 %f, %count
  br i1 %any.left, label %path, label %row.end
path:
  %p = phi i64 [ %f, %ones ], [ %p.next, %path ]
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
