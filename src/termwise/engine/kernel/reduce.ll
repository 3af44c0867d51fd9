; One chunk of paths, block by block. BLOCK and CHUNK are put in by reduce.py; vectors have 16 lanes here, one per
; replicate, whatever the program's lanes are. A row of the buffer has BLOCK places, a row of what is kept has CHUNK.

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)

; Sums and squares by replicate, least and greatest values in four lanes, of the %drawn rows, group after group of 16 paths; those
; from %count on do not count. A whole block, as nearly all are, goes by quarters of a group, which leaves everything in registers.
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
  %lowest.at = getelementptr <4 x double>, ptr %lowest, i64 %r
  %highest.at = getelementptr <4 x double>, ptr %highest, i64 %r
  %lowest.old = load <4 x double>, ptr %lowest.at, align 8
  %highest.old = load <4 x double>, ptr %highest.at, align 8
  br i1 %is.whole, label %whole, label %part
whole:
  %sum.0.at = getelementptr double, ptr %sum.at, i64 0
  %sum.0.old = load <4 x double>, ptr %sum.0.at, align 8
  %square.0.at = getelementptr double, ptr %square.at, i64 0
  %square.0.old = load <4 x double>, ptr %square.0.at, align 8
  %sum.1.at = getelementptr double, ptr %sum.at, i64 4
  %sum.1.old = load <4 x double>, ptr %sum.1.at, align 8
  %square.1.at = getelementptr double, ptr %square.at, i64 4
  %square.1.old = load <4 x double>, ptr %square.1.at, align 8
  %sum.2.at = getelementptr double, ptr %sum.at, i64 8
  %sum.2.old = load <4 x double>, ptr %sum.2.at, align 8
  %square.2.at = getelementptr double, ptr %square.at, i64 8
  %square.2.old = load <4 x double>, ptr %square.2.at, align 8
  %sum.3.at = getelementptr double, ptr %sum.at, i64 12
  %sum.3.old = load <4 x double>, ptr %sum.3.at, align 8
  %square.3.at = getelementptr double, ptr %square.at, i64 12
  %square.3.old = load <4 x double>, ptr %square.3.at, align 8
  br label %of.whole
of.whole:
  %from.first = phi i64 [ 0, %whole ], [ %from.next, %of.whole ]
  %sum.0 = phi <4 x double> [ %sum.0.old, %whole ], [ %sum.0.new, %of.whole ]
  %square.0 = phi <4 x double> [ %square.0.old, %whole ], [ %square.0.new, %of.whole ]
  %sum.1 = phi <4 x double> [ %sum.1.old, %whole ], [ %sum.1.new, %of.whole ]
  %square.1 = phi <4 x double> [ %square.1.old, %whole ], [ %square.1.new, %of.whole ]
  %sum.2 = phi <4 x double> [ %sum.2.old, %whole ], [ %sum.2.new, %of.whole ]
  %square.2 = phi <4 x double> [ %square.2.old, %whole ], [ %square.2.new, %of.whole ]
  %sum.3 = phi <4 x double> [ %sum.3.old, %whole ], [ %sum.3.new, %of.whole ]
  %square.3 = phi <4 x double> [ %square.3.old, %whole ], [ %square.3.new, %of.whole ]
  %low.0 = phi <4 x double> [ %lowest.old, %whole ], [ %low.4, %of.whole ]
  %high.0 = phi <4 x double> [ %highest.old, %whole ], [ %high.4, %of.whole ]
  %from = getelementptr double, ptr %row.at, i64 %from.first
  %from.0 = getelementptr double, ptr %from, i64 0
  %value.0 = load <4 x double>, ptr %from.0, align 32
  %sum.0.new = fadd <4 x double> %sum.0, %value.0
  %squared.0 = fmul <4 x double> %value.0, %value.0
  %square.0.new = fadd <4 x double> %square.0, %squared.0
  %is.lower.0 = fcmp olt <4 x double> %value.0, %low.0
  %low.1 = select <4 x i1> %is.lower.0, <4 x double> %value.0, <4 x double> %low.0
  %is.higher.0 = fcmp ogt <4 x double> %value.0, %high.0
  %high.1 = select <4 x i1> %is.higher.0, <4 x double> %value.0, <4 x double> %high.0
  %from.1 = getelementptr double, ptr %from, i64 4
  %value.1 = load <4 x double>, ptr %from.1, align 32
  %sum.1.new = fadd <4 x double> %sum.1, %value.1
  %squared.1 = fmul <4 x double> %value.1, %value.1
  %square.1.new = fadd <4 x double> %square.1, %squared.1
  %is.lower.1 = fcmp olt <4 x double> %value.1, %low.1
  %low.2 = select <4 x i1> %is.lower.1, <4 x double> %value.1, <4 x double> %low.1
  %is.higher.1 = fcmp ogt <4 x double> %value.1, %high.1
  %high.2 = select <4 x i1> %is.higher.1, <4 x double> %value.1, <4 x double> %high.1
  %from.2 = getelementptr double, ptr %from, i64 8
  %value.2 = load <4 x double>, ptr %from.2, align 32
  %sum.2.new = fadd <4 x double> %sum.2, %value.2
  %squared.2 = fmul <4 x double> %value.2, %value.2
  %square.2.new = fadd <4 x double> %square.2, %squared.2
  %is.lower.2 = fcmp olt <4 x double> %value.2, %low.2
  %low.3 = select <4 x i1> %is.lower.2, <4 x double> %value.2, <4 x double> %low.2
  %is.higher.2 = fcmp ogt <4 x double> %value.2, %high.2
  %high.3 = select <4 x i1> %is.higher.2, <4 x double> %value.2, <4 x double> %high.2
  %from.3 = getelementptr double, ptr %from, i64 12
  %value.3 = load <4 x double>, ptr %from.3, align 32
  %sum.3.new = fadd <4 x double> %sum.3, %value.3
  %squared.3 = fmul <4 x double> %value.3, %value.3
  %square.3.new = fadd <4 x double> %square.3, %squared.3
  %is.lower.3 = fcmp olt <4 x double> %value.3, %low.3
  %low.4 = select <4 x i1> %is.lower.3, <4 x double> %value.3, <4 x double> %low.3
  %is.higher.3 = fcmp ogt <4 x double> %value.3, %high.3
  %high.4 = select <4 x i1> %is.higher.3, <4 x double> %value.3, <4 x double> %high.3
  %from.next = add i64 %from.first, 16
  %from.more = icmp slt i64 %from.next, BLOCK
  br i1 %from.more, label %of.whole, label %whole.end
whole.end:
  store <4 x double> %sum.0.new, ptr %sum.0.at, align 8
  store <4 x double> %square.0.new, ptr %square.0.at, align 8
  store <4 x double> %sum.1.new, ptr %sum.1.at, align 8
  store <4 x double> %square.1.new, ptr %square.1.at, align 8
  store <4 x double> %sum.2.new, ptr %sum.2.at, align 8
  store <4 x double> %square.2.new, ptr %square.2.at, align 8
  store <4 x double> %sum.3.new, ptr %sum.3.at, align 8
  store <4 x double> %square.3.new, ptr %square.3.at, align 8
  store <4 x double> %low.4, ptr %lowest.at, align 8
  store <4 x double> %high.4, ptr %highest.at, align 8
  br label %row.end
part:
  %sum.old = load <16 x double>, ptr %sum.at, align 8
  %square.old = load <16 x double>, ptr %square.at, align 8
  br label %group
group:
  %p = phi i64 [ 0, %part ], [ %p.next, %group ]
  %sum = phi <16 x double> [ %sum.old, %part ], [ %sum.new, %group ]
  %square = phi <16 x double> [ %square.old, %part ], [ %square.new, %group ]
  %lowest.0 = phi <4 x double> [ %lowest.old, %part ], [ %lowest.4, %group ]
  %highest.0 = phi <4 x double> [ %highest.old, %part ], [ %highest.4, %group ]
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
  %no.lower = select <16 x i1> %counts, <16 x double> %value, <16 x double> splat (double 0x7FF0000000000000)
  %no.higher = select <16 x i1> %counts, <16 x double> %value, <16 x double> splat (double 0xFFF0000000000000)
  %lowest.of.0 = shufflevector <16 x double> %no.lower, <16 x double> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %lowest.is.0 = fcmp olt <4 x double> %lowest.of.0, %lowest.0
  %lowest.1 = select <4 x i1> %lowest.is.0, <4 x double> %lowest.of.0, <4 x double> %lowest.0
  %highest.of.0 = shufflevector <16 x double> %no.higher, <16 x double> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %highest.is.0 = fcmp ogt <4 x double> %highest.of.0, %highest.0
  %highest.1 = select <4 x i1> %highest.is.0, <4 x double> %highest.of.0, <4 x double> %highest.0
  %lowest.of.1 = shufflevector <16 x double> %no.lower, <16 x double> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %lowest.is.1 = fcmp olt <4 x double> %lowest.of.1, %lowest.1
  %lowest.2 = select <4 x i1> %lowest.is.1, <4 x double> %lowest.of.1, <4 x double> %lowest.1
  %highest.of.1 = shufflevector <16 x double> %no.higher, <16 x double> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %highest.is.1 = fcmp ogt <4 x double> %highest.of.1, %highest.1
  %highest.2 = select <4 x i1> %highest.is.1, <4 x double> %highest.of.1, <4 x double> %highest.1
  %lowest.of.2 = shufflevector <16 x double> %no.lower, <16 x double> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %lowest.is.2 = fcmp olt <4 x double> %lowest.of.2, %lowest.2
  %lowest.3 = select <4 x i1> %lowest.is.2, <4 x double> %lowest.of.2, <4 x double> %lowest.2
  %highest.of.2 = shufflevector <16 x double> %no.higher, <16 x double> poison, <4 x i32> <i32 8, i32 9, i32 10, i32 11>
  %highest.is.2 = fcmp ogt <4 x double> %highest.of.2, %highest.2
  %highest.3 = select <4 x i1> %highest.is.2, <4 x double> %highest.of.2, <4 x double> %highest.2
  %lowest.of.3 = shufflevector <16 x double> %no.lower, <16 x double> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %lowest.is.3 = fcmp olt <4 x double> %lowest.of.3, %lowest.3
  %lowest.4 = select <4 x i1> %lowest.is.3, <4 x double> %lowest.of.3, <4 x double> %lowest.3
  %highest.of.3 = shufflevector <16 x double> %no.higher, <16 x double> poison, <4 x i32> <i32 12, i32 13, i32 14, i32 15>
  %highest.is.3 = fcmp ogt <4 x double> %highest.of.3, %highest.3
  %highest.4 = select <4 x i1> %highest.is.3, <4 x double> %highest.of.3, <4 x double> %highest.3
  %p.next = add i64 %p, 16
  %p.more = icmp slt i64 %p.next, %count
  br i1 %p.more, label %group, label %part.end
part.end:
  store <16 x double> %sum.new, ptr %sum.at, align 8
  store <16 x double> %square.new, ptr %square.at, align 8
  store <4 x double> %lowest.4, ptr %lowest.at, align 8
  store <4 x double> %highest.4, ptr %highest.at, align 8
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
; The first bin being zero, it is chosen among reals, as values are, and cut off to a whole number at the end. Of rows that are
; the same on all paths the cells of the first block are enough.
define internal void @celled(ptr noalias %buffer, ptr noalias %cells, ptr noalias %bounds, ptr noalias %drawn, i64 %rows, i64 %drawn.rows, i64 %done, i64 %bins) {
entry:
  %is.first = icmp eq i64 %done, 0
  %some = select i1 %is.first, i64 %rows, i64 %drawn.rows
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
  %any = icmp sgt i64 %some, 0
  br i1 %any, label %row, label %end
row:
  %d = phi i64 [ 0, %entry ], [ %d.next, %row.end ]
  br i1 %is.first, label %this, label %drawn.row
drawn.row:
  %drawn.at = getelementptr i64, ptr %drawn, i64 %d
  %drawn.r = load i64, ptr %drawn.at
  br label %this
this:
  %r = phi i64 [ %d, %row ], [ %drawn.r, %drawn.row ]
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
  %p = phi i64 [ 0, %this ], [ %p.next, %group ]
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
  %d.next = add i64 %d, 1
  %d.more = icmp slt i64 %d.next, %some
  br i1 %d.more, label %row, label %end
end:
  ret void
}

; A chunk's cells added to the counts, row by row, so that the counts of one row stay at hand; those of the next row are
; sent for meanwhile. A row whose least and greatest values are one, as where nothing is paid in a month, has one cell.
define internal void @counted(ptr noalias %cells, ptr noalias %counts, ptr noalias %lowest, ptr noalias %highest, i64 %rows, i64 %count, i64 %bins) {
entry:
  %width = add i64 %bins, 5
  br label %row
row:
  %r = phi i64 [ 0, %entry ], [ %r.next, %row.end ]
  %cells.at = getelementptr [CHUNK x i16], ptr %cells, i64 %r
  %before = mul i64 %r, %width
  %counts.at = getelementptr i32, ptr %counts, i64 %before
  %ahead = getelementptr i32, ptr %counts.at, i64 %width
  %lowest.at = getelementptr <4 x double>, ptr %lowest, i64 %r
  %highest.at = getelementptr <4 x double>, ptr %highest, i64 %r
  %least = load <4 x double>, ptr %lowest.at, align 8
  %greatest = load <4 x double>, ptr %highest.at, align 8
  %any.of.all = shufflevector <4 x double> %least, <4 x double> poison, <4 x i32> zeroinitializer
  %least.same = fcmp oeq <4 x double> %least, %any.of.all
  %greatest.same = fcmp oeq <4 x double> %greatest, %any.of.all
  %both.same = and <4 x i1> %least.same, %greatest.same
  %bits.same = bitcast <4 x i1> %both.same to i4
  %is.one = icmp eq i4 %bits.same, -1
  br i1 %is.one, label %one, label %fours
one:
  %one.short = load i16, ptr %cells.at
  %one.cell = zext i16 %one.short to i64
  %one.here = getelementptr i32, ptr %counts.at, i64 %one.cell
  %one.old = load i32, ptr %one.here
  %one.count = trunc i64 %count to i32
  %one.new = add i32 %one.old, %one.count
  store i32 %one.new, ptr %one.here
  br label %row.end
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
  call void @celled(ptr %buffer, ptr %cells, ptr %bounds, ptr %drawn, i64 %rows, i64 %drawn.rows, i64 %done, i64 %bins)
  br label %block.end
block.end:
  %done.next = add i64 %done, BLOCK
  %more = icmp slt i64 %done.next, %count
  br i1 %more, label %block, label %blocks.end
blocks.end:
  br i1 %any.cells, label %count.cells, label %end
count.cells:
  call void @counted(ptr %cells, ptr %counts, ptr %lowest, ptr %highest, i64 %rows, i64 %count, i64 %bins)
  br label %end
end:
  ret void
}
