"""A small deal with money that can be reckoned by hand."""

ROYALTY = """deal "Royalty"
    currency USD
    period 2026-01-01 through 2029-12-31, monthly
    today 2026-06-30
party maker "Maker", company
    discounts at 10%
party owner "Owner", company
asset thing "Thing"
asset thing.part "Part"
event launch by maker
    on 2026-03-15
event sale by owner
    likely 60%, 12 to 48 months after launch
event listing by maker
    likely 30%, between 2027 and 2029
driver sales in USD per year
    known 2026 120m, 2027 240m
    grows 50% to 200% per year
clause royalty
    maker pays owner 10% of sales quarterly
    until sale
    cap 20m in total
clause guess
    maker pays owner undisclosed 2% to 8% of sales yearly
clause advance
    maker pays owner 5m on 2026-02-10
clause secret
    maker pays owner undisclosed of sales monthly
    from 2029-01-01
clause listed
    owner pays maker 1m when listing
clause parts
    maker buys thing.part from owner, 3m quarterly
    from 2026-07-01
    until 2027-01-01
clause shares
    maker issues owner 25%
    from 2026-07-01
scenario early
    sale on 2026-07-16
amendment more signed 2026-05-01, binding
    effective 2026-07-01
    change royalty
        maker pays owner 20% of sales quarterly
"""
