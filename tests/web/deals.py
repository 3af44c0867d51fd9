"""The deal of the tests: small, and with something of everything the page shows."""

PARTIES = """party maker "Maker Inc.", company
    discounts at 8%
party lab "Lab Ltd", company
party authority "Approval authority", regulator

asset lab.design "Design" of lab
"""

CONTRACT = "The parties agree as follows.\nThe lab receives a royalty of 5% of all sales, every quarter.\n"

DEAL = """deal "Supply and licence"
    currency USD
    period 2025-01-01 through 2029-12-31
    today 2026-03-01

include "parts/parties.deal"

source contract "The contract"
    published 2025-01-01
    file "contract.txt"

event approval "The product is approved" by authority
    likely 60%, between 2027 and 2028

driver sales "Sales of the product" in USD per year
    known 2025 40m
    grows 5% to 25% per year

clause licence "Licence to the design"
    lab grants maker exclusive use of lab.design
    until first of (2029-01-01, 24 months after approval)
    source contract

clause royalty "Royalty"
    maker pays lab 5% of sales quarterly
    source contract "royalty of 5%"

clause milestone "Milestone"
    maker pays lab 10m within 30 days of approval

clause shares "Shares of the lab"
    lab issues maker 30%, authority 70%

clause effort
    lab must advance lab.design
        untranslated "best efforts", owner counsel

amendment talks "Talks about an end" reported 2026-02-15, rumoured
    end licence

scenario early "Approved early"
    approval on 2027-03-31

expect
    on 2026-03-01: maker may use lab.design
    on 2026-03-01: lab may not use lab.design
"""
