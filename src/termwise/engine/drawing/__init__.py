"""What chance decides on a path: uncertain numbers, days of events, drivers; written for any machine.

For whoever writes a whole kernel (`m` is a machine, `layout` says what is drawn from which words):

- `layout.layout(program, sampling) -> Layout`: structure only; programs that differ in numbers have equal layouts.
- `prepare.prepare(layout, seed) -> Arguments`: the numbers, words, columns and arrays that the functions below read.
- `sobol.group_words(arguments, first_group, groups) -> Words`: shape (groups, columns), for `Machine.group_word`.
- `course.parameters(m, layout) -> list[Lanes]`: reals by parameter; a certain one is the argument `parameter:NAME`.
- `course.event_days(m, layout) -> list[Lanes]`: days by event; a pinned one is the argument `event:NAME`.
- `course.before_periods(m, layout, days, values) -> None`: `values` are those of the prologue, by value number.
- `course.in_period(m, layout) -> list[Lanes]`: within `each_period`, reals by driver; once per period, in order.
- `course.end_period(m, layout)`: at the end of each period.
- `Layout.certain.driver(index) -> bool`: the driver is the same on all paths: the column `driver:NAME`.
"""
